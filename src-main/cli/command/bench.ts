/** `plaquette bench`: the speed of our kernels beside native C, and of training beside PyTorch, on this machine. Test: test/unit/main/bench/bench.test.ts. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Option } from 'commander';
import { fail, ok, type Result } from '../../../src-engine/base/result.ts';
import type { BenchPlan } from '../../bench/bench.ts';
import {
  KERNELS,
  type KernelName,
  PROBES,
  type ProbeName,
  TRAININGS,
  type TrainingName,
} from '../../bench/names.ts';
import type { Context, Register } from '../context.ts';
import { choice, extents, list, wholeNumber } from '../option.ts';
import type { Answer } from '../output.ts';
import { openProgress } from '../progress-bar.ts';

interface BenchOptions {
  readonly quick?: true;
  readonly kernel?: readonly KernelName[];
  readonly training?: readonly TrainingName[];
  readonly lattice?: readonly (readonly number[])[];
  readonly threads?: readonly number[];
  readonly native: boolean;
  readonly memory?: readonly number[];
  readonly probe?: ProbeName;
}

const LATTICES = [
  [8, 8, 8, 8],
  [16, 16, 16, 16],
];
const MEMORY_EXTENTS = [16, 24];

const wholeNumbers =
  (what: string, least: number) =>
  (text: string): readonly number[] =>
    text.split(',').map(wholeNumber(what, least));

export const register: Register = (program, context) => {
  program
    .command('bench')
    .description(
      'measure the speed of kernels beside native C, and of training beside PyTorch (a few minutes)',
    )
    .option('--quick', '8^4 on one thread in double precision, short measurements')
    .option('--kernel <list>', `any of ${KERNELS.join(', ')}`, list('A kernel', KERNELS))
    .option(
      '--training <list>',
      `training steps and batches of samples: any of ${TRAININGS.join(', ')}; alone: no kernels`,
      list('A training step', TRAININGS),
    )
    .option(
      '--lattice <x,y,z,t>',
      'four even extents; may be given several times (default: 8^4 and 16^4)',
      (text: string, before?: readonly (readonly number[])[]) => [...(before ?? []), extents(text)],
    )
    .option('--threads <list>', 'numbers of threads (default: 1,2)', wholeNumbers('Threads', 1))
    .option(
      '--memory <list>',
      'sides of the lattices L^4 whose memory is measured (default: 16,24)',
      wholeNumbers('A side', 4),
    )
    .option('--no-native', 'without the comparison with native C and PyTorch')
    .addOption(new Option('--probe <name>').argParser(choice('A probe', PROBES)).hideHelp())
    .action((options: BenchOptions) => context.answer(() => bench(context, options)));
};

const bench = async (context: Context, options: BenchOptions): Promise<Result<Answer>> => {
  const wrong = (options.lattice ?? []).find((dims) => dims.length !== 4 || dims.some((n) => n % 2 !== 0));
  if (wrong !== undefined)
    return fail(
      'usage.wrong',
      `The benchmark wants four even extents, not ${wrong.join(',')}.`,
      'Give a lattice such as 8,8,8,8.',
    );
  if (options.probe !== undefined) return probe(options.probe, options);
  const { runBench } = await import('../../bench/bench.ts');
  const { benchDocument, benchLines } = await import('../../bench/report.ts');
  const progress = openProgress(context, 'Measuring', 'cases');
  try {
    const report = await runBench(planOf(context, options), progress.report);
    return ok({
      exit: 0,
      text: benchLines(report, context.style),
      document: benchDocument(report),
      problems: report.problems,
    });
  } finally {
    progress.close();
  }
};

const cacheFolder = ({ environment }: Context): string =>
  join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'plaquette', 'bench');

const planOf = (context: Context, options: BenchOptions): BenchPlan => {
  const { quick, native } = options;
  const kernels = options.kernel ?? (options.training === undefined ? KERNELS : []);
  const partly = quick === true || kernels.length < KERNELS.length || options.lattice !== undefined;
  const sides = options.memory ?? (partly ? [] : MEMORY_EXTENTS);
  const program = process.argv[1];
  return {
    lattices: options.lattice ?? (quick ? LATTICES.slice(0, 1) : LATTICES),
    kernels,
    trainings: options.training ?? (partly ? [] : TRAININGS),
    precisions: quick ? ['f64'] : ['f64', 'f32'],
    threads: options.threads ?? (quick ? [1] : [1, 2]),
    effort: quick ? { rounds: 3, seconds: 0.1 } : { rounds: 7, seconds: 0.2 },
    memory: sides.map((side) => [side, side, side, side]),
    ...(native ? { cache: cacheFolder(context) } : {}),
    ...(program === undefined ? {} : { program }),
  };
};

/** The answer of a child process to the benchmark that started it. */
const probe = async (name: ProbeName, { lattice, threads }: BenchOptions): Promise<Result<Answer>> => {
  const { probeMemory, probeStart } = await import('../../bench/probe.ts');
  const dims = lattice?.[0] ?? LATTICES[0]!;
  const count = threads?.[0] ?? 1;
  const document = name === 'start' ? await probeStart(dims, count) : await probeMemory(dims, count);
  return ok({ exit: 0, text: [JSON.stringify(document)], document });
};

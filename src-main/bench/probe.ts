/**
 * Measurements that need a process of their own: how soon the first kernel is ready, and how much memory HMC takes. The program starts
 * itself with a hidden option (`askProbe`), and the child answers with one JSON document. Test: test/unit/main/bench/probe.test.ts.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fail, ok, type Result, unwrap } from '../../src-engine/base/result.ts';
import { linkSource } from '../../src-engine/lattice/gauge-field.ts';
import { threadPoolExecutor } from '../worker/thread-pool.ts';
import type { ProbeName } from './names.ts';
import { wilsonField, wilsonHmc, workload } from './workload.ts';

export interface StartTime {
  /** From the start of the process until the program begins its work. */
  readonly programMs: number;
  /** From there until the first kernel has run (the hot start). */
  readonly firstKernelMs: number;
  /** From there until the largest kernel, the force, has run, too. */
  readonly forceMs: number;
}

export interface MemoryUse {
  readonly lattice: readonly number[];
  /** Links, the links to return to, and momenta. */
  readonly fieldBytes: number;
  /** Largest resident set, after a trajectory and after the links were written as checkpoints are. */
  readonly peakBytes: number;
}

/** Largest resident set of this process; Linux keeps that of the parent in `maxRSS`. */
export const peakBytes = (): number => {
  try {
    const kilobytes = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kilobytes !== undefined) return 1024 * Number(kilobytes);
  } catch {
    // not Linux
  }
  return 1024 * process.resourceUsage().maxRSS;
};

export const probeStart = async (lattice: readonly number[], threads: number): Promise<StartTime> => {
  const began = performance.now();
  const executor = threadPoolExecutor({ threads });
  const wilson = wilsonField(executor, lattice);
  const first = performance.now();
  workload('force', wilson).run();
  const force = performance.now();
  executor.dispose();
  await executor.ended;
  return { programMs: began, firstKernelMs: first - began, forceMs: force - began };
};

export const probeMemory = async (lattice: readonly number[], threads: number): Promise<MemoryUse> => {
  const executor = threadPoolExecutor({ threads });
  const wilson = wilsonField(executor, lattice);
  wilsonHmc(wilson).trajectory({ seed: 1, update: 0 });
  const { writeField } = await import('../run/field-file.ts');
  const nowhere = { write: () => Promise.resolve() };
  const source = { run: 'bench', update: 1, specHash: '', codeVersion: '' };
  unwrap(await writeField(nowhere, linkSource(wilson.field), 'f64', source));
  const peak = peakBytes();
  executor.dispose();
  await executor.ended;
  const { group, links } = wilson.field;
  const reals = 2 * links.components + lattice.length * group.algebraComponents;
  return { lattice, fieldBytes: 8 * wilson.field.lattice.volume * reals, peakBytes: peak };
};

/** Runs a probe in a child process, `program` being the file of the command line. */
export const askProbe = (
  program: string,
  probe: ProbeName,
  lattice: readonly number[],
  threads: number,
): Result<unknown> => {
  const args = [
    'bench',
    '--json',
    '--probe',
    probe,
    '--lattice',
    lattice.join(),
    '--threads',
    String(threads),
  ];
  try {
    const said = execFileSync(process.execPath, [...process.execArgv, program, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 600_000,
    });
    return ok(JSON.parse(said));
  } catch (error) {
    return fail(
      'usage.wrong',
      `The ${probe} measurement on ${lattice.join(' x ')} did not finish.`,
      'Choose a smaller lattice, or see whether the machine has enough memory.',
      { output: String(error).slice(0, 2000) },
    );
  }
};

/** The whole benchmark: which parts, in which order, and what comes out. Test: test/unit/main/bench/bench.test.ts. */
import { type Failure, ok, type Result } from '../../src-engine/base/result.ts';
import {
  type Comparison,
  compareGroup,
  compareTriad,
  type Effort,
  groupsOf,
  type Yardstick,
} from './compare.ts';
import { compareTraining, type TrainingComparison } from './compare-training.ts';
import { type MachineFacts, machineFacts, type RuntimeFacts, runtimeFacts } from './machine-facts.ts';
import type { KernelName, TrainingName } from './names.ts';
import { compileNative, type RegisterBits } from './native.ts';
import { askProbe, type MemoryUse, type StartTime } from './probe.ts';
import { findPyTorch } from './pytorch.ts';

export interface BenchPlan {
  readonly lattices: readonly (readonly number[])[];
  readonly kernels: readonly KernelName[];
  readonly precisions: readonly ('f64' | 'f32')[];
  readonly threads: readonly number[];
  readonly effort: Effort;
  readonly trainings: readonly TrainingName[];
  /** Where compiled C is kept; absent: no comparison with native C and PyTorch. */
  readonly cache?: string;
  /** File of the command line, for measurements in processes of their own; absent: none. */
  readonly program?: string;
  /** Lattices of the memory measurement. */
  readonly memory: readonly (readonly number[])[];
}

export interface BenchReport {
  readonly results: readonly Comparison[];
  readonly triad: readonly Comparison[];
  readonly training: readonly TrainingComparison[];
  readonly start: StartTime | null;
  readonly memory: readonly MemoryUse[];
  readonly machine: MachineFacts;
  readonly runtime: RuntimeFacts;
  /** What could not be measured. */
  readonly problems: readonly Failure[];
}

const STARTS = 5;
const START_LATTICE = [8, 8, 8, 8];

export const runBench = async (
  plan: BenchPlan,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<BenchReport> => {
  const { threads, effort, program } = plan;
  const problems: Failure[] = [];
  const machine = machineFacts();
  const measured = <T>(result: Result<T>): T | undefined => {
    if (result.ok) return result.value;
    if (!problems.some(({ message }) => message === result.error.message)) problems.push(result.error);
    return undefined;
  };
  const compiled = (bits: RegisterBits) =>
    plan.cache === undefined ? undefined : measured(compileNative(plan.cache, bits));
  const native = compiled(256);
  const sameWidth = native === undefined ? undefined : compiled(128);
  const yardstick: Yardstick = {
    ...(native === undefined ? {} : { native }),
    ...(sameWidth === undefined ? {} : { sameWidth }),
  };

  const groups = groupsOf(plan.lattices, plan.kernels, plan.precisions);
  const ofKernels = groups.reduce((n, group) => n + group.kernels.length * threads.length, 0);
  const total = ofKernels + plan.trainings.length * threads.length;
  const results: Comparison[] = [];
  for (const group of groups) {
    const already = results.length;
    let done = 0;
    const found = await compareGroup(group, threads, yardstick, effort, {
      onDone: () => onProgress(already + ++done, total),
      onRefusal: (failure) => void measured({ ok: false, error: failure }),
    });
    results.push(...found);
  }
  const training: TrainingComparison[] = [];
  const wanted = plan.trainings.length > 0;
  const pytorch = wanted && plan.cache !== undefined ? measured(findPyTorch()) : undefined;
  for (const count of wanted ? threads : []) {
    const refused = (error: Failure): void => void measured({ ok: false, error });
    training.push(...(await compareTraining(plan.trainings, count, pytorch, effort, refused)));
    onProgress(ofKernels + training.length, total);
  }
  const triad = await compareTriad(threads, yardstick, effort);
  return {
    results,
    triad,
    training,
    start: program === undefined ? null : (measured(medianStart(program)) ?? null),
    memory:
      program === undefined
        ? []
        : plan.memory.flatMap((lattice) => measured(memoryOf(program, lattice)) ?? []),
    machine,
    runtime: {
      ...runtimeFacts(),
      compiler: native?.compiler ?? null,
      compilerFlags: native?.flags ?? [],
      pytorch: pytorch?.version ?? null,
    },
    problems,
  };
};

/** Of several starts, the one whose first kernel was ready in the median time. */
const medianStart = (program: string): Result<StartTime> => {
  const starts: StartTime[] = [];
  for (let i = 0; i < STARTS; i++) {
    const start = askProbe(program, 'start', START_LATTICE, 1);
    if (!start.ok) return start;
    starts.push(start.value as StartTime);
  }
  const readyMs = ({ programMs, firstKernelMs }: StartTime): number => programMs + firstKernelMs;
  return ok(starts.sort((a, b) => readyMs(a) - readyMs(b))[Math.floor(STARTS / 2)]!);
};

const memoryOf = (program: string, lattice: readonly number[]): Result<MemoryUse> => {
  const use = askProbe(program, 'memory', lattice, 1);
  return use.ok ? ok(use.value as MemoryUse) : use;
};

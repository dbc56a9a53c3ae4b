/**
 * Our kernels and native C by turns, round after round, so that whatever else the machine does meets both alike; medians over rounds.
 * Test: test/unit/main/bench/compare.test.ts.
 */
import type { Failure } from '../../src-engine/base/result.ts';
import type { Executor } from '../../src-engine/kernel/executor.ts';
import type { Precision } from '../../src-engine/kernel/graph.ts';
import { threadPoolExecutor } from '../worker/thread-pool.ts';
import { type ClockedExecutor, clockedExecutor } from './kernel-clock.ts';
import type { KernelName } from './names.ts';
import { type NativeBench, type NativeKernel, runNative } from './native.ts';
import { medianRate, type Rate, type Repeatable, sampleRate, warmUp } from './sampling.ts';
import {
  SINGLE_KERNELS,
  triad,
  UNIT,
  type Unit,
  type WilsonField,
  wilsonField,
  workload,
} from './workload.ts';

/** The C programs to compare with; none where there is no compiler. */
export interface Yardstick {
  /** The widest registers that the comparison uses: AVX2. */
  readonly native?: NativeBench;
  /** Registers of 128 bits, as WebAssembly has. */
  readonly sameWidth?: NativeBench;
}

export interface Effort {
  readonly rounds: number;
  /** Of each contender in each round. */
  readonly seconds: number;
}

/** Rates in `unit`; null where there is no native kernel or no compiler. */
export interface Comparison {
  readonly kernel: KernelName | 'triad';
  readonly lattice: readonly number[];
  readonly precision: Precision;
  readonly threads: number;
  readonly unit: Unit | 'GB/s';
  readonly rate: Rate;
  readonly native: Rate | null;
  readonly sameWidth: Rate | null;
  /** Part of the time spent inside kernels. */
  readonly kernelShare: number;
}

/** The parts of a benchmark that are compared, in order. */
export interface Group {
  readonly lattice: readonly number[];
  readonly precision: Precision;
  readonly kernels: readonly KernelName[];
}

export const groupsOf = (
  lattices: readonly (readonly number[])[],
  kernels: readonly KernelName[],
  precisions: readonly Precision[],
): Group[] =>
  lattices
    .flatMap((lattice) =>
      precisions.map((precision) => ({
        lattice,
        precision,
        kernels: precision === 'f64' ? kernels : kernels.filter((k) => SINGLE_KERNELS.includes(k)),
      })),
    )
    .filter((group) => group.kernels.length > 0);

const NATIVE_KERNELS: readonly string[] = [
  'plaquette',
  'force',
  'dslash',
  'cg',
  'heatbath',
  'triad',
] satisfies NativeKernel[];
const isNative = (kernel: string): kernel is NativeKernel => NATIVE_KERNELS.includes(kernel);

/** One kernel on one number of threads, and what was measured so far. */
interface Contender {
  readonly threads: number;
  readonly executor: ClockedExecutor;
  readonly work: Repeatable;
  readonly ours: Rate[];
  readonly native: Rate[];
  readonly sameWidth: Rate[];
  kernelMs: number;
  totalMs: number;
}

const measureOurs = (c: Contender, seconds: number): void => {
  const before = { kernel: c.executor.kernelMs(), total: performance.now() };
  c.ours.push(sampleRate(c.work, seconds));
  c.kernelMs += c.executor.kernelMs() - before.kernel;
  c.totalMs += performance.now() - before.total;
};

export interface Comparer {
  /** Called after every comparison. */
  readonly onDone?: (comparison: Comparison) => void;
  /** Called where a native kernel refuses, once for each kernel. */
  readonly onRefusal?: (failure: Failure) => void;
}

/** Compares the threads of one kernel with each other and with native C. */
const compareKernel = (
  what: Pick<Comparison, 'kernel' | 'lattice' | 'precision' | 'unit'>,
  contenders: readonly Contender[],
  yardstick: Yardstick,
  effort: Effort,
  comparer: Comparer,
): Comparison[] => {
  const { kernel, lattice, precision } = what;
  let refused = !isNative(kernel);
  const measureNative = (bench: NativeBench | undefined, into: Rate[], threads: number): void => {
    if (bench === undefined || refused || !isNative(kernel)) return;
    const measured = runNative(bench, { kernel, lattice, precision, threads, seconds: effort.seconds });
    if (measured.ok) into.push({ p50: measured.value.rate, p85: measured.value.p85 });
    else {
      refused = true;
      comparer.onRefusal?.(measured.error);
    }
  };
  for (const { work } of contenders) warmUp(work);
  for (let round = 0; round < effort.rounds; round++) {
    for (const c of contenders) {
      measureOurs(c, effort.seconds);
      measureNative(yardstick.native, c.native, c.threads);
      measureNative(yardstick.sameWidth, c.sameWidth, c.threads);
    }
  }
  return contenders.map((c) => {
    const comparison = {
      ...what,
      threads: c.threads,
      rate: medianRate(c.ours),
      native: c.native.length > 0 ? medianRate(c.native) : null,
      sameWidth: c.sameWidth.length > 0 ? medianRate(c.sameWidth) : null,
      kernelShare: c.kernelMs / c.totalMs,
    };
    comparer.onDone?.(comparison);
    return comparison;
  });
};

const contender = (threads: number, executor: ClockedExecutor, work: Repeatable): Contender => ({
  threads,
  executor,
  work,
  ours: [],
  native: [],
  sameWidth: [],
  kernelMs: 0,
  totalMs: 0,
});

/** Does `work` with a pool for every number of threads; pools sleep while they have nothing to do. */
const withPools = async <T>(
  threads: readonly number[],
  work: (pools: readonly ClockedExecutor[]) => T,
): Promise<T> => {
  const pools = threads.map((n) => threadPoolExecutor({ threads: n }));
  try {
    await Promise.all(pools.map((pool) => pool.ready()));
    return work(pools.map((pool) => clockedExecutor(pool)));
  } finally {
    for (const pool of pools) pool.dispose();
    await Promise.all(pools.map((pool) => pool.ended));
  }
};

export const compareGroup = (
  { lattice, precision, kernels }: Group,
  threads: readonly number[],
  yardstick: Yardstick,
  effort: Effort,
  comparer: Comparer = {},
): Promise<Comparison[]> =>
  withPools(threads, (pools) => {
    const fields = new Map<Executor, WilsonField>();
    for (const pool of pools) fields.set(pool, wilsonField(pool, lattice, precision));
    return kernels.flatMap((kernel) =>
      compareKernel(
        { kernel, lattice, precision, unit: UNIT[kernel] },
        pools.map((pool, i) => contender(threads[i]!, pool, workload(kernel, fields.get(pool)!))),
        yardstick,
        effort,
        comparer,
      ),
    );
  });

/** Memory bandwidth, ours and native. */
export const compareTriad = (
  threads: readonly number[],
  yardstick: Yardstick,
  effort: Effort,
): Promise<Comparison[]> =>
  withPools(threads, (pools) =>
    compareKernel(
      { kernel: 'triad', lattice: [8, 8, 8, 8], precision: 'f64', unit: 'GB/s' },
      pools.map((pool, i) => contender(threads[i]!, pool, triad(pool))),
      yardstick,
      effort,
      {},
    ),
  );

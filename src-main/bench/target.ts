/**
 * What kernels must reach, and whether they do. Fractions of native C are for one thread in double precision: on 8^4 at least 0.55 of
 * AVX2, on 16^4 at least 0.65 (the lattices that the targets are set for); for dslash 0.70 and 0.75, in single precision 0.65 and 0.75;
 * for cg 0.65. An iteration of cg takes at most 1.3 times its operator, and mixed precision is 1.5 times as fast on 16^4. A training step, and a batch of samples, takes at most
 * PyTorch's time. Test: test/unit/main/bench/target.test.ts.
 */
import type { Comparison } from './compare.ts';
import type { TrainingComparison } from './compare-training.ts';
import type { MemoryUse, StartTime } from './probe.ts';
import { DSLASH_FLOP } from './workload.ts';

export interface Target {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly target: number;
  readonly bound: 'at least' | 'at most';
  readonly reached: boolean;
}

const SMALL = '8,8,8,8';
const LARGE = '16,16,16,16';

/** By kernel (any other: '') and precision, then by lattice. */
const NATIVE_FRACTION: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  ' f64': { [SMALL]: 0.55, [LARGE]: 0.65 },
  'dslash f64': { [SMALL]: 0.7, [LARGE]: 0.75 },
  'dslash f32': { [SMALL]: 0.65, [LARGE]: 0.75 },
  'cg f64': { [SMALL]: 0.65, [LARGE]: 0.65 },
};

const wantedFraction = ({ kernel, precision, lattice }: Comparison): number | undefined =>
  (NATIVE_FRACTION[`${kernel} ${precision}`] ?? NATIVE_FRACTION[` ${precision}`])?.[lattice.join()];

const CG_OVER_OPERATOR = 1.3;
const MIXED_OVER_DOUBLE = 1.5;
const TWO_THREADS = 1.6;
const TRAINING_OVER_PYTORCH = 1;
const KERNEL_SHARE = 0.8;
const FIRST_KERNEL_MS = 300;
/** Of the bytes of the fields, plus a constant. */
const MEMORY_FACTOR = 1.15;
const MEMORY_CONSTANT = 150e6;

const atLeast = (what: string, value: number, target: number, unit = ''): Target => ({
  what,
  value,
  unit,
  target,
  bound: 'at least',
  reached: value >= target,
});

const atMost = (what: string, value: number, target: number, unit = ''): Target => ({
  what,
  value,
  unit,
  target,
  bound: 'at most',
  reached: value <= target,
});

export const latticeName = (lattice: readonly number[]): string =>
  lattice.every((n) => n === lattice[0]) ? `${lattice[0]}^${lattice.length}` : lattice.join('x');

export const ratioToNative = ({ rate, native }: Comparison): number | null =>
  native === null ? null : rate.p50 / native.p50;

export const ratioToSameWidth = ({ rate, sameWidth }: Comparison): number | null =>
  sameWidth === null ? null : rate.p50 / sameWidth.p50;

const sameCase = (a: Comparison, b: Comparison): boolean =>
  a.kernel === b.kernel && a.precision === b.precision && a.lattice.join() === b.lattice.join();

/** Rate over that of one thread; null for one thread, or where one thread was not measured. */
export const speedup = (row: Comparison, rows: readonly Comparison[]): number | null => {
  const one = rows.find((other) => other.threads === 1 && sameCase(other, row));
  return one === undefined || row.threads === 1 ? null : row.rate.p50 / one.rate.p50;
};

/** The row of another kernel on as many threads. */
const beside = (row: Comparison, kernel: Comparison['kernel'], rows: readonly Comparison[]) =>
  rows.find((other) => other.threads === row.threads && sameCase(other, { ...row, kernel }));

/** Rates of solvers against rates of what they are made of. */
const solverTargets = (row: Comparison, rows: readonly Comparison[]): Target[] => {
  const operator = row.kernel === 'cg' ? beside(row, 'normal', rows) : undefined;
  const double = row.kernel === 'mixed' ? beside(row, 'solve', rows) : undefined;
  const sites = row.lattice.reduce((a, b) => a * b, 1);
  return [
    ...(operator === undefined
      ? []
      : [
          atMost(
            `${nameOf(row)}, ${row.threads} threads: time over that of its operator`,
            operator.rate.p50 / (2e-9 * DSLASH_FLOP * sites * row.rate.p50),
            CG_OVER_OPERATOR,
          ),
        ]),
    ...(double === undefined || row.lattice.join() !== LARGE
      ? []
      : [
          atLeast(
            `${nameOf(row)}, ${row.threads} threads: over double precision`,
            row.rate.p50 / double.rate.p50,
            MIXED_OVER_DOUBLE,
          ),
        ]),
  ];
};

const nameOf = ({ kernel, lattice, precision }: Comparison): string =>
  `${kernel} ${latticeName(lattice)} ${precision}`;

export const targetsOfRow = (row: Comparison, rows: readonly Comparison[]): Target[] => {
  if (row.kernel === 'triad') return [];
  const targets: Target[] = [];
  const fraction = wantedFraction(row);
  const ratio = ratioToNative(row);
  if (fraction !== undefined && ratio !== null && row.threads === 1)
    targets.push(atLeast(`${nameOf(row)}: of native AVX2`, ratio, fraction));
  const gain = speedup(row, rows);
  if (row.threads === 2 && gain !== null)
    targets.push(atLeast(`${nameOf(row)}: two threads over one`, gain, TWO_THREADS));
  targets.push(...solverTargets(row, rows));
  if (row.kernel === 'trajectory')
    targets.push(
      atLeast(`${nameOf(row)}, ${row.threads} threads: time in kernels`, row.kernelShare, KERNEL_SHARE),
    );
  return targets;
};

/** Time of a step over PyTorch's. */
export const timeOverPyTorch = ({ rate, pytorch }: TrainingComparison): number | null =>
  pytorch === null ? null : pytorch.p50 / rate.p50;

export const trainingTargets = (row: TrainingComparison): Target[] => {
  const ratio = timeOverPyTorch(row);
  const what = `${row.training}, ${row.threads} threads: time over PyTorch's`;
  return ratio === null ? [] : [atMost(what, ratio, TRAINING_OVER_PYTORCH)];
};

export const startTarget = ({ firstKernelMs, programMs }: StartTime): Target =>
  atMost(
    'first kernel ready after the start of the program',
    programMs + firstKernelMs,
    FIRST_KERNEL_MS,
    'ms',
  );

export const memoryTarget = ({ lattice, fieldBytes, peakBytes }: MemoryUse): Target =>
  atMost(
    `memory of HMC with checkpoints on ${latticeName(lattice)}`,
    peakBytes / 1e6,
    (MEMORY_FACTOR * fieldBytes + MEMORY_CONSTANT) / 1e6,
    'MB',
  );

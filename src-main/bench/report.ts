/** A benchmark as a table for people and as a JSON document. Test: test/unit/main/bench/report.test.ts. */
import type { Style } from '../cli/style.ts';
import { factLines, tableLines } from '../cli/table.ts';
import type { BenchReport } from './bench.ts';
import type { Comparison } from './compare.ts';
import type { TrainingComparison } from './compare-training.ts';
import { busyWarning } from './machine-facts.ts';
import {
  latticeName,
  memoryTarget,
  ratioToNative,
  ratioToSameWidth,
  speedup,
  startTarget,
  type Target,
  targetsOfRow,
  timeOverPyTorch,
  trainingTargets,
} from './target.ts';

const targetsOf = ({ results, training, start, memory }: BenchReport): Target[] => [
  ...results.flatMap((row) => targetsOfRow(row, results)),
  ...training.flatMap(trainingTargets),
  ...(start === null ? [] : [startTarget(start)]),
  ...memory.map(memoryTarget),
];

/** One comparison in JSON; `gflops` names only where the rate is one. */
const rowDocument = (row: Comparison, rows: readonly Comparison[]) => ({
  kernel: row.kernel,
  lattice: row.lattice,
  precision: row.precision,
  threads: row.threads,
  unit: row.unit,
  rate: row.rate.p50,
  rateP85: row.rate.p85,
  nativeRate: row.native?.p50 ?? null,
  nativeRateP85: row.native?.p85 ?? null,
  nativeSameWidthRate: row.sameWidth?.p50 ?? null,
  nativeSameWidthRateP85: row.sameWidth?.p85 ?? null,
  ...(row.unit === 'gflops'
    ? {
        gflops: row.rate.p50,
        nativeGflops: row.native?.p50 ?? null,
        nativeSameWidthGflops: row.sameWidth?.p50 ?? null,
      }
    : {}),
  ratioToNative: ratioToNative(row),
  ratioToNativeSameWidth: ratioToSameWidth(row),
  speedup: speedup(row, rows),
  ...(row.kernel === 'trajectory' ? { kernelShare: row.kernelShare } : {}),
});

const trainingDocument = (row: TrainingComparison) => ({
  training: row.training,
  threads: row.threads,
  stepsPerSecond: row.rate.p50,
  stepsPerSecondP85: row.rate.p85,
  pytorchStepsPerSecond: row.pytorch?.p50 ?? null,
  pytorchStepsPerSecondP85: row.pytorch?.p85 ?? null,
  timeOverPyTorch: timeOverPyTorch(row),
});

export const benchDocument = (report: BenchReport) => {
  const { results, triad, training, start, memory, runtime, machine, problems } = report;
  const one = triad[0];
  return {
    results: results.map((row) => rowDocument(row, results)),
    triadGBs: one?.native?.p50 ?? one?.rate.p50 ?? null,
    triad: triad.map((row) => rowDocument(row, triad)),
    training: training.map(trainingDocument),
    start,
    memory,
    targets: targetsOf(report),
    runtime,
    machine,
    warning: busyWarning(machine) ?? null,
    problems,
  };
};

const UNIT_TEXT: Readonly<Record<Comparison['unit'], readonly [text: string, scale: number]>> = {
  gflops: ['GFlop/s', 1],
  'links/s': ['M links/s', 1e-6],
  'trajectories/s': ['trajectories/s', 1],
  'iterations/s': ['iterations/s', 1],
  'solves/s': ['solves/s', 1],
  'GB/s': ['GB/s', 1],
};

const number = (x: number): string => (x >= 1000 ? x.toFixed(0) : x.toPrecision(3));
const optional = <T>(x: T | null, text: (x: T) => string): string => (x === null ? '' : text(x));
const ratioText = (x: number): string => x.toFixed(3);

const verdict = ({ reached, bound, target }: Target, style: Style): string => {
  const wanted = `${bound} ${target}`;
  return reached ? style.good(`${wanted}: reached`) : style.bad(`${wanted}: NOT reached`);
};

const rowCells = (row: Comparison, rows: readonly Comparison[], style: Style): string[] => {
  const [unit, scale] = UNIT_TEXT[row.unit];
  return [
    row.kernel,
    row.kernel === 'triad' ? '' : latticeName(row.lattice),
    row.precision,
    String(row.threads),
    number(scale * row.rate.p50),
    number(scale * row.rate.p85),
    unit,
    optional(row.native, ({ p50 }) => number(scale * p50)),
    optional(ratioToNative(row), ratioText),
    optional(row.sameWidth, ({ p50 }) => number(scale * p50)),
    optional(ratioToSameWidth(row), ratioText),
    optional(speedup(row, rows), ratioText),
    targetsOfRow(row, rows)
      .map((target) =>
        row.kernel === 'trajectory' && target.target < 1
          ? `${ratioText(target.value)} in kernels, ${verdict(target, style)}`
          : verdict(target, style),
      )
      .join('; '),
  ];
};

const COLUMNS = [
  { title: 'kernel' },
  { title: 'lattice' },
  { title: 'precision' },
  { title: 'threads', align: 'right' },
  { title: 'rate', align: 'right' },
  { title: 'p85', align: 'right' },
  { title: 'unit' },
  { title: 'C AVX2', align: 'right' },
  { title: 'ratio', align: 'right' },
  { title: 'C 128 bit', align: 'right' },
  { title: 'ratio', align: 'right' },
  { title: 'speedup', align: 'right' },
  { title: 'target' },
] as const;

const TRAINING_COLUMNS = [
  { title: 'training step, batch of samples' },
  { title: 'threads', align: 'right' },
  { title: 'ms', align: 'right' },
  { title: 'best 15 %', align: 'right' },
  { title: 'PyTorch', align: 'right' },
  { title: 'best 15 %', align: 'right' },
  { title: 'ratio', align: 'right' },
  { title: 'target' },
] as const;

const trainingCells = (row: TrainingComparison, style: Style): string[] => {
  const ms = (rate: number): string => number(1000 / rate);
  return [
    row.training,
    String(row.threads),
    ms(row.rate.p50),
    ms(row.rate.p85),
    optional(row.pytorch, ({ p50 }) => ms(p50)),
    optional(row.pytorch, ({ p85 }) => ms(p85)),
    optional(timeOverPyTorch(row), ratioText),
    trainingTargets(row)
      .map((target) => verdict(target, style))
      .join('; '),
  ];
};

export const benchLines = (report: BenchReport, style: Style): string[] => {
  const { results, triad, training, start, memory, runtime, machine } = report;
  const others = [...(start === null ? [] : [startTarget(start)]), ...memory.map(memoryTarget)];
  const warning = busyWarning(machine);
  return [
    ...factLines([
      ['Machine', `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGB} GB, ${machine.system}`],
      ['Load', `${machine.loadAtStart} at the start`],
      [
        'Runtime',
        `Node ${runtime.node}, V8 ${runtime.v8}, ${runtime.fma ? 'fused multiply-add' : 'no fused multiply-add'}${runtime.flags.map((f) => `, ${f}`).join('')}`,
      ],
      [
        'Native C',
        runtime.compiler === null ? 'none' : `${runtime.compiler}, ${runtime.compilerFlags.join(' ')}`,
      ],
      ['PyTorch', runtime.pytorch ?? 'none'],
    ]),
    ...(warning === undefined ? [] : [style.bad(warning)]),
    '',
    ...tableLines(COLUMNS, [
      ...results.map((row) => rowCells(row, results, style)),
      ...triad.map((row) => rowCells(row, triad, style)),
    ]),
    ...(training.length === 0
      ? []
      : [
          '',
          ...tableLines(
            TRAINING_COLUMNS,
            training.map((row) => trainingCells(row, style)),
          ),
        ]),
    ...(others.length === 0 ? [] : ['']),
    ...factLines(
      others.map((target): readonly [string, string] => [
        target.what,
        `${number(target.value)} ${target.unit}, ${verdict({ ...target, target: Math.round(target.target) }, style)}`,
      ]),
    ),
  ];
};

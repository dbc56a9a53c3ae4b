/** Words of correlators, solvers and eigenvalues on the page of a run. */
import type { CorrelatorFitFacts, CorrelatorModelName, FitWeighing } from '../../src-main/contract/index.ts';

type Parameter = CorrelatorFitFacts['parameters'][number]['name'];

const parameters: Readonly<Record<Parameter, string>> = {
  mass: 'Mass m',
  amplitude: 'Amplitude A',
  mass2: 'Second mass',
  amplitude2: 'Second amplitude',
  constant: 'Constant',
  v0: 'V₀',
  sigma: 'String tension σ',
  e: 'Coulomb term e',
  'root-sigma': '√σ',
  r0: 'Sommer scale r₀',
};

const models: Readonly<Record<CorrelatorModelName, string>> = {
  cosh: 'cosh: A [exp(−m t) + exp(−m (T − t))]',
  exp: 'exp: A exp(−m t)',
  constant: 'Constant',
  potential: 'V₀ + σ r − e / r',
};

const weighings: Readonly<Record<FitWeighing, string>> = {
  diagonal: 'Uncorrelated',
  full: 'Correlated',
  shrunk: 'Correlated, shrunk',
};

const weighingHints: Readonly<Record<FitWeighing, string>> = {
  diagonal:
    'Each point weighs by its own error. Errors still know the correlations: they are made by jackknife.',
  full: 'Points weigh with their full covariance. It must rest on many more blocks than there are points.',
  shrunk: 'Correlations are shrunk by as much as their own noise asks for; it works with few samples.',
};

export const correlatorText = {
  correlator: 'Correlator',
  potential: 'Potential',
  model: 'Model',
  models,
  states: 'States',
  stateCounts: { 1: 'One', 2: 'Two' },
  weighing: 'Weights',
  weighings,
  weighingHints,
  parameters,
  time: 't',
  distance: 'r',
  value: { meson: 'C(t)', baryon: 'C(t)', plateau: 'value', potential: 'V(r)' },
  negative: (label: string): string => `−${label}`,
  points: 'measured',
  fit: 'fit',
  fitted: (value: string): string => `fit: ${value}`,
  effectiveMass: 'Effective mass',
  effectiveMassAxis: 'm(t)',
  effectiveMassFromCosh: 'from cosh, between t and t + 1, both halves of time averaged',
  effectiveMassFromLog: 'log C(t) / C(t + 1)',
  range: (from: number, to: number, along: string): string => `Fitted from ${along} = ${from} to ${to}.`,
  rangeHint: 'Drag the handles in the chart, or move them with the arrow keys.',
  suggested: 'Suggested range',
  fitting: 'Fitting…',
  loading: 'Putting the correlator together…',
  quality: 'χ²',
  qualityFull: (chiSquare: string, freedom: number): string => `${chiSquare} / ${freedom}`,
  qualityOther: (chiSquare: string, expected: string): string => `${chiSquare} (${expected} expected)`,
  noFreedom: 'no degrees of freedom',
  pValue: 'p-value',
  freedom: (count: number): string => (count === 1 ? '1 degree of freedom' : `${count} degrees of freedom`),
  shrinkage: (percent: string): string => `correlations shrunk by ${percent}`,
  samples: (samples: string, blocks: string, length: string, cut: string): string =>
    `${samples} samples after a cut of ${cut} updates, in ${blocks} blocks of ${length}; errors by jackknife.`,
  result: 'Result of the fit',
  solver: {
    none: 'This run has no solvers.',
    iterations: 'Solver iterations',
    iterationsAxis: 'iterations per trajectory',
    residual: 'True residual',
    residualAxis: '|b − A x| / |b|, worst of a trajectory',
    share: 'Where the time goes',
    shareAxis: 'share of the time of an update',
    shareSeries: 'solvers',
    forces: 'Forces by term',
    forcesAxis: 'root mean square per link',
    energies: 'ΔH by term',
    energiesAxis: 'ΔH',
    total: 'sum',
  },
  eigenvalues: {
    history: 'Lowest eigenvalues of D†D',
    axis: 'eigenvalue',
    level: (place: number): string =>
      `λ${String(place).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]!)}`,
    distribution: 'Distribution of eigenvalues',
    counts: 'samples',
    caption: (count: string, samples: string): string =>
      `The lowest ${count} eigenvalues of ${samples} configurations.`,
    levels: 'Mean of each with its spread',
    levelAxis: 'place from the lowest',
  },
} as const;

/** What is told about runs. */
import { z } from 'zod';
import {
  count,
  estimate,
  failure,
  instant,
  integers32,
  numbers32,
  numbers64,
  real,
  runId,
} from './values.ts';

export const runState = z.enum([
  'prepared',
  'running',
  'finished',
  'stopped',
  'failed',
  'crashed',
  'interrupted',
]);
export type RunStateName = z.output<typeof runState>;

export const runParent = z.object({
  run: z.string(),
  kind: z.enum(['fork', 'continue']),
  update: count.nullable(),
});

/** What a user keeps beside a run. */
export const runMark = z.strictObject({
  pinned: z.boolean(),
  archived: z.boolean(),
  group: z.string().max(80).nullable(),
  note: z.string().max(4000).nullable(),
});
export type RunMark = z.output<typeof runMark>;

export const runProgress = z.object({
  done: count,
  /** Null while the specification is unreadable. */
  total: count.nullable(),
  /** Updates per second; null until it has settled, and for runs that do not run. */
  rate: real.nullable(),
  remainingSeconds: real.nullable(),
  remainingError: real.nullable(),
  /** Of the update list, such as "thermalise" or "measure". */
  phase: z.string().nullable(),
  /** Seconds without progress when that is too long; null when all is well. */
  silentSeconds: real.nullable(),
});
export type RunProgress = z.output<typeof runProgress>;

/** One line of the table of runs. */
export const runRow = z.object({
  id: runId,
  name: z.string().nullable(),
  state: runState,
  /** Of a failure. */
  code: z.string().nullable(),
  why: z.enum(['asked', 'budget']).nullable(),
  /** One sentence on how it came to its state, from the evidence on disk. */
  reason: z.string(),
  /** Place in this engine's queue, from 1; null when it does not wait. */
  queued: count.nullable(),
  /** This engine works on it, so it can stop it at once. */
  active: z.boolean(),
  progress: runProgress,
  lattice: z.object({ dims: z.array(count), group: z.string() }).nullable(),
  /** In words: "Wilson, beta 5.7". */
  action: z.string().nullable(),
  algorithms: z.string().nullable(),
  /** Averages of every shown observable after the common cut; empty while they are being computed (`summaryPending`). */
  results: z.array(estimate),
  summaryPending: z.boolean(),
  alarms: count,
  configurations: count,
  created: instant.nullable(),
  changed: instant.nullable(),
  template: z.string().nullable(),
  parent: runParent.nullable(),
  mark: runMark,
});
export type RunRow = z.output<typeof runRow>;

export const runSegment = z.object({
  segment: count,
  started: instant,
  host: z.string(),
  fromUpdate: count,
  /** finished, stopped or failed; null while it goes on, and for one that was cut off. */
  end: z.string().nullable(),
  ended: instant.nullable(),
});

export const runAlarm = z.object({
  time: instant,
  update: count,
  kind: z.string(),
  message: z.string(),
  remedy: z.string(),
});
export type RunAlarm = z.output<typeof runAlarm>;

export const savedConfiguration = z.object({
  file: z.string(),
  update: count,
  segment: count,
  time: instant,
  bytes: count,
  /** Null for fields without links. */
  plaquette: real.nullable(),
  sha256: z.string(),
});
export type SavedConfiguration = z.output<typeof savedConfiguration>;

export const runDetail = z.object({
  row: runRow,
  specToml: z.string().nullable(),
  /** Why spec.toml cannot be read. */
  specProblem: failure.nullable(),
  specHash: z.string().nullable(),
  codeVersion: z.string().nullable(),
  /** For people. */
  folder: z.string(),
  series: z.array(z.string()),
  segments: z.array(runSegment),
  alarmList: z.array(runAlarm),
  /** The message of the failure that ended it. */
  failureMessage: z.string().nullable(),
  configurationList: z.array(savedConfiguration),
  /** Update of the newest intact checkpoint, from which it would resume. */
  checkpointUpdate: count.nullable(),
  /** Ids of runs that were forked from it. */
  children: z.array(runId),
  /** Thermalisation cut that results use, in updates, and where it comes from. */
  cut: z.object({
    kind: z.enum(['asked', 'specified', 'detected', 'none']),
    update: count,
    warning: z.string().nullable(),
  }),
});
export type RunDetail = z.output<typeof runDetail>;

/** Rows of one series. `update` ascending, each once; of rows with one update number the newest segment's. */
export const seriesData = z.object({
  name: z.string(),
  update: numbers64,
  value: numbers64,
  segment: integers32,
  /** Rows on disk in the asked range. */
  total: count,
  /** `minmax`: of each bucket the first, least, greatest and last row. */
  kind: z.enum(['raw', 'minmax']),
});
export type SeriesData = z.output<typeof seriesData>;

/** The Gamma method on one observable after a cut. */
export const analysis = z.object({
  estimate,
  cut: count,
  /** Lags in samples, with the summation window. */
  autocorrelation: z
    .object({ rho: numbers64, rhoError: numbers64, tauInt: numbers64, window: count })
    .nullable(),
  histogram: z.object({ edges: numbers64, counts: numbers64 }).nullable(),
  /** Running average after the cut with its error, thinned to at most 512 points. */
  running: z.object({ update: numbers64, mean: numbers64, error: numbers64 }).nullable(),
  /** Updates between samples. */
  spacing: real,
});
export type Analysis = z.output<typeof analysis>;

const correlatorKind = z.enum(['meson', 'baryon', 'plateau', 'potential']);
export const correlatorModel = z.enum(['cosh', 'exp', 'constant', 'potential']);
export type CorrelatorModelName = z.output<typeof correlatorModel>;
/** How a fit weighs: each point alone, with all correlations, or with correlations shrunk by as much as their noise asks for. */
export const fitWeighing = z.enum(['diagonal', 'full', 'shrunk']);
export type FitWeighing = z.output<typeof fitWeighing>;

const curve = z.object({ at: numbers64, value: numbers64, error: numbers64 });

/** A correlator, plateau or potential of a run after the cut that results use: means with jackknife errors. */
export const correlatorData = z.object({
  name: z.string(),
  kind: correlatorKind,
  /** At each t or r that was measured. */
  points: curve,
  /** Between t and t + 1, of the mean of both halves of time where there are two; NaN where there is none. */
  effectiveMass: curve.nullable(),
  /** T, where the correlator comes back. */
  extent: count.nullable(),
  models: z.array(correlatorModel),
  /** Where a fit may begin and end, and where it does when nobody says. */
  range: z.tuple([count, count]),
  suggested: z.tuple([count, count]),
  samples: count,
  blocks: count,
  blockLength: count,
  /** The largest of all points, in samples. */
  tauInt: real,
  cut: count,
  warnings: z.array(z.string()),
});
export type CorrelatorData = z.output<typeof correlatorData>;

export const correlatorFit = z.object({
  model: correlatorModel,
  states: z.union([z.literal(1), z.literal(2)]),
  weighing: fitWeighing,
  /** The first and the last fitted point. */
  from: count,
  to: count,
  parameters: z.array(
    z.object({
      name: z.enum([
        'mass',
        'amplitude',
        'mass2',
        'amplitude2',
        'constant',
        'v0',
        'sigma',
        'e',
        'root-sigma',
        'r0',
      ]),
      value: real,
      error: real,
      formatted: z.string(),
    }),
  ),
  /** The fitted function with its error. */
  curve,
  chiSquare: real,
  degreesOfFreedom: count,
  /** Its mean if the model is right: the degrees of freedom only where all correlations are in the weight. */
  expectedChiSquare: real,
  pValue: real,
  /** Of shrunk correlations: 0 as measured, 1 none. */
  shrinkage: real,
  blocks: count,
  blockLength: count,
  warnings: z.array(z.string()),
});
export type CorrelatorFitFacts = z.output<typeof correlatorFit>;

/** Eigenvalues of all samples after the cut. */
export const eigenvalueSpectrum = z.object({
  /** How many of the lowest were measured. */
  count,
  samples: count,
  histogram: z.object({ edges: numbers64, counts: numbers64 }),
  /** The mean of each with its spread over the samples, from the lowest. */
  levels: z.object({ mean: numbers64, deviation: numbers64 }),
});
export type EigenvalueSpectrum = z.output<typeof eigenvalueSpectrum>;

export const logLine = z.object({
  /** Place in log.ndjson, from 0: what `run.log` continues after. */
  index: count,
  time: instant,
  event: z.string(),
  segment: count.nullable(),
  update: count.nullable(),
  level: z.enum(['info', 'warning', 'error']),
  text: z.string(),
});
export type LogLine = z.output<typeof logLine>;

/** One key of specifications in which runs differ; values as in a file, null where a specification has no such key. */
export const specDifference = z.object({ path: z.string(), values: z.array(z.string().nullable()) });

/** Cost of one independent sample: 2 tau_int (in samples) x updates per sample x seconds per update. */
export const runCost = z.object({
  secondsPerUpdate: real.nullable(),
  secondsPerIndependentSample: real.nullable(),
  error: real.nullable(),
  host: z.string().nullable(),
});

export const comparison = z.object({
  runs: z.array(runId),
  differences: z.array(specDifference),
  /** Keys in which all agree. */
  agreeing: count,
  /** One list of estimates per run, each after that run's own cut. */
  results: z.array(z.array(estimate)),
  costs: z.array(runCost),
  /** Runs whose specification cannot be read. */
  problems: z.array(failure),
});
export type Comparison = z.output<typeof comparison>;

/** Samples of the flow of a training as it was at its newest checkpoint: the plane of the first two directions. */
export const samplePictures = z.object({
  step: count,
  seed: count,
  quantity: z.enum(['phi', 'plaquette-angle', 'action-density']),
  width: count,
  height: count,
  samples: z.array(
    z.object({
      /** values[y * width + x]. */
      values: numbers32,
      /** Magnetisation, charge, or average density of the sample. */
      number: real,
    }),
  ),
});
export type SamplePictureFacts = z.output<typeof samplePictures>;

/** One run that a sweep would make. */
export const sweepRun = z.object({
  name: z.string(),
  /** With places in lists, values as in a file. */
  values: z.array(z.object({ path: z.string(), text: z.string() })),
  /** Its complete specification; null where it cannot be carried out. */
  toml: z.string().nullable(),
  problem: failure.nullable(),
});
export type SweepRunFacts = z.output<typeof sweepRun>;

export const citation = z.object({
  sentence: z.string(),
  bibtex: z.string(),
  works: z.array(z.object({ key: z.string(), text: z.string(), why: z.string() })),
});
export type Citation = z.output<typeof citation>;

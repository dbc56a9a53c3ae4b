/** What is told about races: several samplers of one target, carried out by turns until the errors of chosen observables are small enough. */
import { z } from 'zod';
import { count, estimate, failure, instant, numbers64, real, runId } from './values.ts';

export const raceId = z.string().regex(/^\d{8}-\d{6}-[0-9a-f]{4}$/);

/** An observable and the error that is wanted of its average. */
export const raceGoal = z.strictObject({ name: z.string().min(1).max(120), error: z.number().positive() });
export type RaceGoal = z.output<typeof raceGoal>;

export const raceState = z.enum(['running', 'stopped', 'budget', 'reached', 'failed', 'interrupted']);
export type RaceState = z.output<typeof raceState>;

export const raceRow = z.object({
  id: raceId,
  name: z.string(),
  /** `reached`: every sampler has the wanted errors; `interrupted`: whoever carried it out is gone. */
  state: raceState,
  created: instant,
  changed: instant,
  runs: z.array(runId),
  goals: z.array(raceGoal),
  /** Wall-clock seconds for all samplers together, from each start. */
  budgetSeconds: real,
  /** Since the beginning of the race. */
  spentSeconds: real,
  failure: failure.nullable(),
});
export type RaceRow = z.output<typeof raceRow>;

const valueWithError = z.object({ value: real, error: real, formatted: z.string() });

/** In updates. `bound`: nothing but a bound from below, because what it is about has hardly moved. */
export const raceTau = z.object({
  kind: z.enum(['measured', 'bound', 'unknown']),
  updates: real.nullable(),
  error: real.nullable(),
  formatted: z.string(),
  /** The history is shorter than 50 of them. */
  short: z.boolean(),
});
export type RaceTau = z.output<typeof raceTau>;

export const raceObservable = z.object({
  name: z.string(),
  /** Null: told because it is measured (topology), not asked for. */
  wanted: real.nullable(),
  estimate,
  tau: raceTau,
  /** The wanted error, from a history that is long enough to know it. */
  reached: z.boolean(),
  /** How often the topological charge changed; null for what is no charge. */
  tunnellings: count.nullable(),
  /** Seconds per independent sample, 2 tau_int x seconds per update; where tau_int is a bound, so is this. */
  cost: valueWithError.nullable(),
  /** Of all processors together; null where they were not measured. */
  processorCost: valueWithError.nullable(),
  /** Independent samples for the wanted error: variance / wanted^2. */
  samplesWanted: real.nullable(),
  /** Seconds of sampling for the wanted error, without thermalisation and training. */
  secondsWanted: valueWithError.nullable(),
  /** The error after so many seconds, thermalisation included. */
  history: z.object({ seconds: numbers64, value: numbers64, error: numbers64 }),
});
export type RaceObservable = z.output<typeof raceObservable>;

/** What a model has cost before its first sample. */
export const raceTraining = z.object({
  /** As the run names it, an identifier; several with commas between them. */
  model: z.string(),
  /** For people. */
  name: z.string(),
  seconds: real,
  processorSeconds: real.nullable(),
});
export type RaceTraining = z.output<typeof raceTraining>;

export const raceLane = z.object({
  run: runId,
  name: z.string(),
  /** Such as "heat bath + over-relaxation". */
  algorithms: z.string(),
  state: z.string(),
  updates: count,
  /** Seconds in updates, without the first one of each start, in which kernels are made. */
  secondsPerUpdate: valueWithError.nullable(),
  /** Processors that were at work on average, all threads of the process; null where not measured. */
  processors: real.nullable(),
  seconds: real,
  processorSeconds: real.nullable(),
  /** What is left out at the start of the chain. */
  thermalisation: z.object({ updates: count, seconds: real }),
  /**
   * Per update: forces of the gauge or scalar action and of the sea on the whole lattice, links (of a scalar field: sites) worked out from their surroundings by
   * force, draw, reflection or proposal, samples that went through a flow.
   */
  operations: z.object({ forces: real, seaForces: real, linkUpdates: real, networkEvaluations: real }),
  training: raceTraining.nullable(),
  observables: z.array(raceObservable),
});
export type RaceLane = z.output<typeof raceLane>;

/** Two samplers by one observable; numbers of lanes. */
export const racePair = z.object({
  observable: z.string(),
  a: count,
  b: count,
  /** Cost of b over cost of a; null where one of them is not known. */
  ratio: real.nullable(),
  error: real.nullable(),
  formatted: z.string(),
  /** `tie`: equal within two errors. A ratio with a bound in it is one: `at-least` or `at-most`. */
  verdict: z.enum(['a-cheaper', 'b-cheaper', 'tie', 'unknown']),
  bound: z.enum(['none', 'at-least', 'at-most']),
  /** |difference of the averages| over its error; samplers of one target agree. */
  deviations: real.nullable(),
});
export type RacePair = z.output<typeof racePair>;

/** From how many independent samples on a trained sampler is cheaper than another one, training included. */
export const raceBreakEven = z.object({
  observable: z.string(),
  lane: count,
  other: count,
  verdict: z.enum(['from', 'at-most', 'never', 'unknown']),
  samples: real.nullable(),
  error: real.nullable(),
  formatted: z.string(),
});
export type RaceBreakEven = z.output<typeof raceBreakEven>;

export const raceReport = z.object({
  lanes: z.array(raceLane),
  pairs: z.array(racePair),
  breakEvens: z.array(raceBreakEven),
  /** In words, the most important first. */
  verdict: z.array(z.string()),
});
export type RaceReport = z.output<typeof raceReport>;

/**
 * What a sampler of a race costs, from the rows of its run:
 *
 *   cost of an independent sample = 2 tau_int (updates) x seconds per update,
 *   samples for an error e        = variance / e^2,     seconds for it = error^2 x updates / e^2 x seconds per update.
 *
 * Seconds are those that updates took, measurements included, without the first update of each start, in which kernels are made. Errors of cost come from
 * tau_int and from the scatter of the seconds. Test: test/unit/main/race/lane-report.test.ts, chains with known tau_int and cost.
 */
import { formatWithError } from '../../src-engine/api/format-with-error.ts';
import type { OperationCount } from '../../src-engine/run/operation-count.ts';
import { type Estimate, estimate } from '../../src-engine/statistics/index.ts';
import { samplesToDrop } from '../analysis/cut.ts';
import { estimateFacts } from '../analysis/estimate-facts.ts';
import type { History } from '../analysis/history.ts';
import { allObservables, type Observable } from '../analysis/observables.ts';
import { updatesPerSample } from '../analysis/run-cost.ts';
import { commonCutOf, type Measured, type ObservableResult, resultsOf } from '../analysis/run-results.ts';
import { hasEstimate } from '../analysis/summary.ts';
import type { RaceGoal, RaceLane, RaceObservable, RaceTraining } from '../contract/index.ts';
import { errorHistory } from './error-history.ts';
import { chargeMoves, tauOf } from './tau.ts';

export interface LaneFacts {
  readonly run: string;
  readonly name: string;
  readonly algorithms: string;
  readonly state: string;
  readonly updates: number;
  /** The series of the goals, of the charge, the guide of the cut, and `seconds`. */
  readonly measured: Measured;
  /** First updates of each start. */
  readonly starts: ReadonlySet<number>;
  /** Where processors were watched: elapsed seconds and what they worked in them. */
  readonly watched: { readonly elapsed: number; readonly processor: number } | null;
  readonly operations: OperationCount;
  readonly training: RaceTraining | null;
}

interface WithError {
  readonly value: number;
  readonly error: number;
}

const told = ({ value, error }: WithError): WithError & { readonly formatted: string } => ({
  value,
  error,
  formatted: formatWithError(value, error),
});

/** Relative errors that do not know of each other. */
const product = (factor: number, ...parts: readonly WithError[]): WithError => {
  const value = parts.reduce((all, part) => all * part.value, factor);
  return { value, error: Math.abs(value) * Math.hypot(...parts.map((part) => part.error / part.value)) };
};

const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);

interface Pace {
  /** Null before there are times. */
  readonly perUpdate: WithError | null;
  /** Of all updates; the first ones of starts count as others do. */
  readonly seconds: number;
}

const paceOf = (clock: History | undefined, starts: ReadonlySet<number>): Pace => {
  if (clock === undefined) return { perUpdate: null, seconds: 0 };
  const usual = clock.values.filter((_, i) => !starts.has(clock.update?.[i] ?? i + 1));
  const used = usual.length > 0 ? usual : clock.values;
  if (used.length === 0) return { perUpdate: null, seconds: 0 };
  const made = estimate(used);
  const mean = sum(used) / used.length;
  return {
    perUpdate: made.ok ? made.value : { value: mean, error: mean },
    seconds: mean * clock.values.length,
  };
};

const charge = /^((?:flow\.)?topological-charge)(-squared)?(\..+)?$/;

/** Moves of the charge that an observable is made of. */
const movesOf = (
  observable: Observable,
  histories: readonly History[],
  drop: number,
): { readonly moves: number | null; readonly isSquare: boolean } => {
  const [, kind, squared, which = ''] = charge.exec(observable.name) ?? [];
  const base = histories.find(({ name }) => kind !== undefined && name === `${kind}${which}`);
  if (base === undefined) return { moves: null, isSquare: false };
  return { moves: chargeMoves(base.values.subarray(drop)), isSquare: squared !== undefined };
};

interface Asked {
  readonly name: string;
  readonly wanted: number | null;
}

const costs = (
  result: ObservableResult & Estimate,
  tau: RaceObservable['tau'],
  wanted: number | null,
  spacing: number,
  perUpdate: WithError | null,
  processors: number | null,
): Pick<RaceObservable, 'cost' | 'processorCost' | 'samplesWanted' | 'secondsWanted'> => {
  const isKnown = tau.kind === 'measured';
  const cost =
    perUpdate === null || tau.updates === null
      ? null
      : product(2, { value: tau.updates, error: tau.error ?? 0 }, perUpdate);
  const updates = result.samples * spacing;
  return {
    cost: cost && told(cost),
    processorCost: cost && processors !== null ? told(product(processors, cost)) : null,
    samplesWanted:
      wanted === null || !isKnown ? null : (result.naiveError ** 2 * result.samples) / wanted ** 2,
    secondsWanted:
      wanted === null || !isKnown || perUpdate === null
        ? null
        : told(
            product(
              updates / wanted ** 2,
              { value: result.error ** 2, error: 2 * result.error * result.errorError },
              perUpdate,
            ),
          ),
  };
};

const nothingYet = { cost: null, processorCost: null, samplesWanted: null, secondsWanted: null };

export interface LaneOptions {
  /** Points of the history of errors; 0 for none, which is much faster. */
  readonly points: number;
}

export const laneReport = (
  facts: LaneFacts,
  goals: readonly RaceGoal[],
  { points }: LaneOptions,
): RaceLane => {
  const { measured, starts, watched } = facts;
  const { histories } = measured;
  const cut = commonCutOf(measured, undefined);
  const clock = histories.find(({ name }) => name === 'seconds');
  const { perUpdate, seconds } = paceOf(clock, starts);
  const processors = watched === null || watched.elapsed <= 0 ? null : watched.processor / watched.elapsed;
  const known = allObservables(histories);
  const isGoal = (name: string): boolean => goals.some((goal) => goal.name === name);
  const asked: readonly Asked[] = [
    ...goals.map(({ name, error }) => ({ name, wanted: error })),
    // topology is told wherever it is measured
    ...known.flatMap(({ name }) =>
      charge.exec(name)?.[2] !== undefined && !isGoal(name) ? [{ name, wanted: null }] : [],
    ),
  ];
  const observables = asked.flatMap(({ name, wanted }): RaceObservable[] => {
    const observable = known.find((one) => one.name === name) ?? { name, values: new Float64Array(0) };
    const [result] = resultsOf(measured, { cut: cut.length, observables: [observable] }).observables;
    const spacing = updatesPerSample(observable);
    const drop = samplesToDrop(observable, cut);
    const { moves, isSquare } = movesOf(observable, histories, drop);
    const tau = tauOf({ summary: result!, spacing, moves, isSquare });
    return [
      {
        name,
        wanted,
        estimate: estimateFacts(observable, result!, cut),
        tau,
        reached:
          wanted === null ||
          // not by what may still depend on where the chain began
          (cut.warning === undefined &&
            hasEstimate(result!) &&
            tau.kind === 'measured' &&
            !tau.short &&
            result.error <= wanted),
        tunnellings: moves,
        ...(hasEstimate(result!) ? costs(result, tau, wanted, spacing, perUpdate, processors) : nothingYet),
        history: errorHistory(observable, drop, perUpdate?.value ?? 0, tau.kind === 'measured' ? points : 0),
      },
    ];
  });
  return {
    run: facts.run,
    name: facts.name,
    algorithms: facts.algorithms,
    state: facts.state,
    updates: facts.updates,
    secondsPerUpdate: perUpdate && told(perUpdate),
    processors,
    seconds,
    processorSeconds: processors === null ? null : processors * seconds,
    thermalisation: {
      updates: Math.min(cut.length, facts.updates),
      seconds: Math.min(cut.length, facts.updates) * (perUpdate?.value ?? 0),
    },
    operations: { ...facts.operations },
    training: facts.training,
    observables,
  };
};

/** Rows of the tables of a race, as texts. Pure; test: test/unit/renderer/screen/race/race-rows.test.ts. */
import { secondsText } from '../../../src-engine/api/seconds-text.ts';
import type {
  EstimateFacts,
  RaceBreakEven,
  RaceLane,
  RaceObservable,
  RacePair,
  RaceReport,
} from '../../../src-main/contract/index.ts';
import { raceText as text } from '../../text/race.ts';
import { formatCount, formatDuration } from '../../ui/format-quantity.ts';
import { observableOf } from './race-charts.ts';
import { typeset } from './typeset.ts';

/** Seconds with their error; `error` null or 0: none is known. */
export const costText = (value: number, error: number | null): string =>
  typeset(secondsText({ value, error }, formatDuration));

export interface Remark {
  readonly tone: 'neutral' | 'good' | 'warning';
  readonly text: string;
  readonly hint: string | null;
}

export interface CostRow {
  readonly run: string;
  readonly place: number;
  readonly name: string;
  readonly algorithms: string;
  readonly estimate: EstimateFacts;
  readonly tau: string;
  readonly cost: string;
  readonly processorCost: string;
  readonly toError: string;
  /** With its share of the training; empty where the cost is not known. */
  readonly amortised: string;
  readonly ratio: string;
  readonly remark: Remark | null;
}

const isBound = ({ tau }: RaceObservable): boolean => tau.kind === 'bound';

/** Frozen topology and what never moved come before everything else. */
const remarkOf = (lane: RaceLane, one: RaceObservable): Remark | null => {
  const { tunnellings, wanted, reached, tau } = one;
  if (isBound(one))
    return tunnellings === null
      ? { tone: 'warning', text: text.unmoved, hint: text.unmovedHint }
      : { tone: 'warning', text: text.frozen, hint: text.frozenHint(tunnellings, formatCount(lane.updates)) };
  if (tau.kind === 'unknown') return null;
  if (tau.short) return { tone: 'neutral', text: text.short, hint: text.shortHint };
  if (wanted === null) return null;
  return reached
    ? { tone: 'good', text: text.reached, hint: null }
    : { tone: 'neutral', text: text.notReached, hint: null };
};

type Cost = RaceObservable['cost'];

const boundedText = (cost: Cost, one: RaceObservable, plus = 0): string => {
  if (cost === null) return '';
  return isBound(one) ? `> ${costText(cost.value + plus, null)}` : costText(cost.value + plus, cost.error);
};

const isPair = (pair: RacePair, observable: string, a: number, b: number): boolean =>
  pair.observable === observable && pair.a === a && pair.b === b;

/** Its cost over that of the first sampler. */
const ratioOf = ({ pairs }: RaceReport, observable: string, place: number): string => {
  if (place === 0) return text.reference;
  const pair = pairs.find((one) => isPair(one, observable, 0, place));
  if (pair === undefined || pair.ratio === null) return '';
  return pair.verdict === 'tie' ? text.tie : text.times(pair.formatted);
};

export const costRows = (report: RaceReport, observable: string, shared: number): readonly CostRow[] =>
  report.lanes.flatMap((lane, place) => {
    const one = observableOf(lane, observable);
    if (one === undefined) return [];
    const { run, name, algorithms, training } = lane;
    return [
      {
        run,
        place,
        name,
        algorithms,
        estimate: one.estimate,
        tau: one.tau.formatted,
        cost: boundedText(one.cost, one),
        processorCost: boundedText(one.processorCost, one),
        toError: one.secondsWanted === null ? '' : costText(one.secondsWanted.value, one.secondsWanted.error),
        amortised: boundedText(one.cost, one, (training?.seconds ?? 0) / shared),
        ratio: ratioOf(report, observable, place),
        remark: remarkOf(lane, one),
      },
    ];
  });

export interface FactRow {
  readonly run: string;
  readonly place: number;
  readonly name: string;
  readonly algorithms: string;
  readonly updates: string;
  readonly perUpdate: string;
  readonly processors: string;
  readonly thermalisation: string;
  readonly sampling: string;
  readonly training: string;
  readonly model: string | null;
  readonly forces: string;
  readonly links: string;
  readonly networks: string;
}

/** Nothing for none. */
const operations = (count: number): string =>
  count === 0
    ? ''
    : count >= 1e5
      ? count.toExponential(1)
      : formatCount(Number(count.toPrecision(count < 100 ? 2 : 3)));

export const factRows = ({ lanes }: RaceReport): readonly FactRow[] =>
  lanes.map((lane, place) => ({
    run: lane.run,
    place,
    name: lane.name,
    algorithms: lane.algorithms,
    updates: formatCount(lane.updates),
    perUpdate:
      lane.secondsPerUpdate === null
        ? ''
        : costText(lane.secondsPerUpdate.value, lane.secondsPerUpdate.error),
    processors: lane.processors === null ? '' : lane.processors.toFixed(1),
    thermalisation: text.thermalisationText(
      costText(lane.thermalisation.seconds, null),
      formatCount(lane.thermalisation.updates),
    ),
    sampling: costText(lane.seconds, null),
    training: lane.training === null ? text.noTraining : costText(lane.training.seconds, null),
    model: lane.training?.name ?? null,
    forces: operations(lane.operations.forces + lane.operations.seaForces),
    links: operations(lane.operations.linkUpdates),
    networks: operations(lane.operations.networkEvaluations),
  }));

export interface BreakEvenRow {
  readonly id: string;
  readonly trained: string;
  readonly other: string;
  readonly words: string;
}

const evenWords = ({ verdict, formatted }: RaceBreakEven): string => {
  switch (verdict) {
    case 'from':
    case 'at-most':
      return text.breakEvenSamples(formatted);
    case 'never':
      return text.breakEvenNever;
    case 'unknown':
      return text.breakEvenUnknown;
  }
};

export const breakEvenRows = (
  { lanes, breakEvens }: RaceReport,
  observable: string,
): readonly BreakEvenRow[] =>
  breakEvens
    .filter((even) => even.observable === observable)
    .map((even) => ({
      id: `${even.lane} ${even.other}`,
      trained: lanes[even.lane]!.name,
      other: lanes[even.other]!.name,
      words: evenWords(even),
    }));

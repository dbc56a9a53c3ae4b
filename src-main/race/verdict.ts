/** A race in words, the most important first: averages that contradict each other, frozen topology, who is cheaper, what is missing. Test: test/unit/main/race/verdict.test.ts. */

import { secondsText } from '../../src-engine/api/seconds-text.ts';
import type { RaceBreakEven, RaceLane, RaceObservable, RacePair } from '../contract/index.ts';

interface Report {
  readonly lanes: readonly RaceLane[];
  readonly pairs: readonly RacePair[];
  readonly breakEvens: readonly RaceBreakEven[];
}

/** Averages of correct samplers differ by more than this once in ten thousand comparisons. */
const CONTRADICTION = 4;

const contradictions = ({ lanes, pairs }: Report): readonly string[] =>
  pairs.flatMap(({ observable, a, b, deviations }) =>
    deviations === null || deviations <= CONTRADICTION
      ? []
      : [
          `${lanes[a]!.name} and ${lanes[b]!.name} disagree about ${observable} by ${deviations.toFixed(1)} errors: at least one of them does not sample the target, or not all of it. Their costs mean nothing until that is understood.`,
        ],
  );

const isCharge = ({ tunnellings, tau }: RaceObservable): boolean =>
  tunnellings !== null && tau.kind === 'bound';

const frozen = ({ lanes }: Report): readonly string[] =>
  lanes.flatMap((lane) => {
    const stuck = lane.observables.find(isCharge);
    if (stuck === undefined) return [];
    const { tunnellings, tau, name, estimate } = stuck;
    const times =
      tunnellings === 0
        ? 'never changed'
        : `changed only ${tunnellings === 1 ? 'once' : `${tunnellings} times`}`;
    return [
      `Topology is frozen in ${lane.name}: its charge ${times} in ${estimate.samples} samples. tau_int of ${name} is not measurable, ${tau.formatted.replace('>', 'more than about')} updates, and every other error of this sampler holds only within the sectors that it has seen.`,
    ];
  });

const unmoved = ({ lanes }: Report): readonly string[] =>
  lanes.flatMap((lane) =>
    lane.observables.flatMap((one) =>
      one.tau.kind === 'bound' && one.tunnellings === null
        ? [`${one.name} never changed in ${lane.name}: its tau_int is not measurable, its error unknown.`]
        : [],
    ),
  );

const priceOf = (lane: RaceLane, observable: string): RaceObservable | undefined =>
  lane.observables.find(({ name }) => name === observable);

const isKnown = (one: RaceObservable | undefined): one is RaceObservable =>
  one !== undefined && one.cost !== null && one.tau.kind === 'measured' && !one.tau.short;

/** Who is cheapest by an observable, and by how much against each of the others. */
const cheapest = ({ lanes, pairs }: Report, observable: string): readonly string[] => {
  const known = lanes.flatMap((lane, index) => {
    const one = priceOf(lane, observable);
    return isKnown(one) ? [{ lane, index, one }] : [];
  });
  const [best] = [...known].sort((x, y) => x.one.cost!.value - y.one.cost!.value);
  // told as frozen already
  if (lanes.every((lane) => priceOf(lane, observable)?.tau.kind === 'bound')) return [];
  if (best === undefined) return [`No sampler has run long enough to know what ${observable} costs.`];
  const clauses = pairs.flatMap((pair) => {
    if (pair.observable !== observable || (pair.a !== best.index && pair.b !== best.index)) return [];
    const otherIndex = pair.a === best.index ? pair.b : pair.a;
    const other = lanes[otherIndex]!.name;
    if (pair.verdict === 'unknown' || pair.ratio === null) return [`not yet comparable with ${other}`];
    if (pair.verdict === 'tie') return [`no different from ${other} within errors`];
    const times = pair.a === best.index ? pair.ratio : 1 / pair.ratio;
    const error = pair.error === null ? null : (pair.error / pair.ratio) * times;
    return [`${timesText(times, error)} cheaper than ${other}`];
  });
  const price = `${secondsText(best.one.cost!)} for an independent sample`;
  return [
    `${observable}: ${best.lane.name} takes ${price}${clauses.length > 0 ? `, ${clauses.join(', ')}` : ''}.`,
  ];
};

const timesText = (times: number, error: number | null): string => {
  if (error === null) return `at least ${Number(times.toPrecision(2))} times`;
  const digits = Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(error))));
  return `${times.toFixed(digits)} +- ${error.toFixed(digits)} times`;
};

const missing = ({ lanes }: Report): readonly string[] =>
  lanes.flatMap((lane) =>
    lane.observables.flatMap((one) => {
      const { name, wanted, reached, estimate, secondsWanted, tau } = one;
      if (reached || wanted === null || tau.kind === 'bound') return [];
      if (estimate.error === null) return [`${lane.name} has too few samples of ${name} for an error.`];
      const left =
        secondsWanted === null ? 0 : secondsWanted.value - lane.seconds + lane.thermalisation.seconds;
      const more =
        left > 0
          ? ` About ${secondsText({ value: left, error: 0 })} more would be needed.`
          : tau.short
            ? ' Its history is shorter than 50 tau_int, so that error is not yet to be trusted.'
            : estimate.error <= wanted
              ? ' What is left of its history may still depend on where it began, so that error is not yet to be trusted.'
              : '';
      return [
        `${lane.name} has not reached the error ${wanted} of ${name}: it is at ${Number(estimate.error.toPrecision(2))}.${more}`,
      ];
    }),
  );

const trainings = ({ lanes, breakEvens }: Report): readonly string[] =>
  breakEvens.map(({ observable, lane, other, verdict, formatted }) => {
    const [mine, theirs] = [lanes[lane]!.name, lanes[other]!.name];
    switch (verdict) {
      case 'from':
        return `${observable}: training included, ${mine} is cheaper than ${theirs} from ${formatted} independent samples on.`;
      case 'at-most':
        return `${observable}: training included, ${mine} is cheaper than ${theirs} at the latest from ${formatted.replace('< ', '')} independent samples on.`;
      case 'never':
        return `${observable}: ${mine} never pays back its training against ${theirs}: its samples are dearer even without it.`;
      case 'unknown':
        return `${observable}: whether ${mine} pays back its training against ${theirs} cannot be told yet.`;
    }
  });

export const verdictOf = (report: Report): string[] => {
  const goals = (report.lanes[0]?.observables ?? []).map(({ name }) => name);
  return [
    ...contradictions(report),
    ...frozen(report),
    ...unmoved(report),
    ...goals.flatMap((name) => cheapest(report, name)),
    ...trainings(report),
    ...missing(report),
  ];
};

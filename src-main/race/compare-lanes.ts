/**
 * Samplers against each other: whose independent samples are cheaper, whether the averages agree, and from how many samples on training pays,
 *
 *   n = (training of a - training of b) / (cost of b - cost of a).
 *
 * Two costs within two errors of each other are a tie. Where one tau_int is only bounded from below, so is its cost. Test: test/unit/main/race/compare-lanes.test.ts.
 */
import { formatWithError } from '../../src-engine/api/format-with-error.ts';
import type { RaceBreakEven, RaceLane, RaceObservable, RacePair } from '../contract/index.ts';

/** Distance in errors from which on two costs are different. */
const DIFFERENT = 2;

type Verdict = Pick<RacePair, 'ratio' | 'error' | 'formatted' | 'verdict' | 'bound'>;

const unknown: Verdict = { ratio: null, error: null, formatted: '', verdict: 'unknown', bound: 'none' };

const isMeasured = ({ tau, cost }: RaceObservable): boolean =>
  tau.kind === 'measured' && !tau.short && cost !== null;
const isBound = ({ tau, cost }: RaceObservable): boolean => tau.kind === 'bound' && cost !== null;

const rounded = (value: number): string => String(Number(value.toPrecision(2)));

const ratioOf = (a: RaceObservable, b: RaceObservable): Verdict => {
  if (isMeasured(a) && isMeasured(b)) {
    const ratio = b.cost!.value / a.cost!.value;
    const relative = Math.hypot(a.cost!.error / a.cost!.value, b.cost!.error / b.cost!.value);
    const verdict =
      Math.abs(Math.log(ratio)) <= DIFFERENT * relative ? 'tie' : ratio > 1 ? 'a-cheaper' : 'b-cheaper';
    const error = ratio * relative;
    return { ratio, error, formatted: formatWithError(ratio, error), verdict, bound: 'none' };
  }
  const [known, bounded] = isMeasured(a) ? [a, b] : [b, a];
  if (!isMeasured(known) || !isBound(bounded)) return unknown;
  const least = bounded.cost!.value / known.cost!.value;
  const clear = least > 1 + (DIFFERENT * known.cost!.error) / known.cost!.value;
  if (!clear) return unknown;
  return known === a
    ? { ratio: least, error: null, formatted: `> ${rounded(least)}`, verdict: 'a-cheaper', bound: 'at-least' }
    : {
        ratio: 1 / least,
        error: null,
        formatted: `< ${rounded(1 / least)}`,
        verdict: 'b-cheaper',
        bound: 'at-most',
      };
};

/** Null where an error is worthless. */
const deviations = (a: RaceObservable, b: RaceObservable): number | null => {
  if (!isMeasured(a) || !isMeasured(b)) return null;
  const error = Math.hypot(a.estimate.error!, b.estimate.error!);
  return error > 0 ? Math.abs(a.estimate.value! - b.estimate.value!) / error : null;
};

const shared = (lanes: readonly RaceLane[]): readonly string[] =>
  (lanes[0]?.observables ?? []).map(({ name }) => name);

const find = (lane: RaceLane, name: string): RaceObservable | undefined =>
  lane.observables.find((one) => one.name === name);

export const pairsOf = (lanes: readonly RaceLane[]): RacePair[] =>
  shared(lanes).flatMap((observable) =>
    lanes.flatMap((one, a) =>
      lanes.slice(a + 1).flatMap((other, k) => {
        const [left, right] = [find(one, observable), find(other, observable)];
        if (left === undefined || right === undefined) return [];
        return [
          { observable, a, b: a + 1 + k, ...ratioOf(left, right), deviations: deviations(left, right) },
        ];
      }),
    ),
  );

type Even = Pick<RaceBreakEven, 'verdict' | 'samples' | 'error' | 'formatted'>;

const evenOf = (a: RaceObservable, b: RaceObservable, training: number): Even => {
  const nothing = { samples: null, error: null, formatted: '' };
  if (!isMeasured(a) || !(isMeasured(b) || isBound(b))) return { verdict: 'unknown', ...nothing };
  const gain = b.cost!.value - a.cost!.value;
  const error = Math.hypot(a.cost!.error, b.cost!.error);
  if (Math.abs(gain) <= DIFFERENT * error) return { verdict: 'unknown', ...nothing };
  if (gain < 0) return { verdict: isBound(b) ? 'unknown' : 'never', ...nothing };
  const samples = Math.max(0, training / gain);
  if (isBound(b)) return { verdict: 'at-most', samples, error: null, formatted: `< ${rounded(samples)}` };
  const spread = (samples * error) / gain;
  return { verdict: 'from', samples, error: spread, formatted: formatWithError(samples, spread) };
};

/** Of every trained sampler against every other one. */
export const breakEvensOf = (lanes: readonly RaceLane[]): RaceBreakEven[] =>
  shared(lanes).flatMap((observable) =>
    lanes.flatMap((one, lane) =>
      one.training === null
        ? []
        : lanes.flatMap((two, other) => {
            const [a, b] = [find(one, observable), find(two, observable)];
            if (other === lane || a === undefined || b === undefined) return [];
            const training = one.training!.seconds - (two.training?.seconds ?? 0);
            return [{ observable, lane, other, ...evenOf(a, b, training) }];
          }),
    ),
  );

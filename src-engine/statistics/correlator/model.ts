/**
 * What is fitted: f(x) = sum_k a_k g_k(x; theta), linear in the amplitudes a, not in theta. x runs over the fitted points.
 *
 *   constant   a
 *   potential  V0 + sigma r - e/r
 *   exp        a e^{-m t}                                      one or two states
 *   cosh       a [e^{-m t} + e^{-m (T - t)}] = 2 a e^{-m T/2} cosh(m (t - T/2))
 *
 * theta = log of the lowest mass, then the log of the gap to the second one, so masses are positive and in order. Columns are taken
 * relative to e^{-m origin}, with the origin among the points, so that none vanishes at large m.
 * Proved by test/unit/engine/statistics/correlator/model.test.ts.
 */
export type DecayShape = 'cosh' | 'exp';

export interface FitModel {
  /** Number of entries in theta. */
  readonly nonlinear: number;
  readonly amplitudes: number;
  /** Places from which theta is searched. */
  readonly starts: readonly (readonly number[])[];
  /** g_k at each x. */
  columns(theta: ArrayLike<number>, x: Float64Array): readonly Float64Array[];
  /** d g_k / d theta_j at each x, as [j][k]. */
  slopes(theta: ArrayLike<number>, x: Float64Array): readonly (readonly Float64Array[])[];
}

const linear = (...terms: readonly ((x: number) => number)[]): FitModel => ({
  nonlinear: 0,
  amplitudes: terms.length,
  starts: [[]],
  columns: (_, x) => terms.map((term) => x.map(term)),
  slopes: () => [],
});

export const constantModel: FitModel = linear(() => 1);
export const potentialModel: FitModel = linear(
  () => 1,
  (r) => r,
  (r) => -1 / r,
);

export const leastMass = 1e-6;
export const largestMass = 50;

const spaced = (from: number, to: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, k) => Math.log(from) + (Math.log(to / from) * k) / (count - 1));

export interface Decay {
  readonly shape: DecayShape;
  readonly states: 1 | 2;
  /** T; only cosh depends on it. */
  readonly extent: number;
  /** A point of the fit, not behind the middle. */
  readonly origin: number;
}

export const massesOf = (theta: ArrayLike<number>): readonly number[] => {
  const first = Math.exp(theta[0]!);
  return theta.length === 1 ? [first] : [first, first + Math.exp(theta[1]!)];
};

export function decayModel({ shape, states, extent, origin }: Decay): FitModel {
  const back = shape === 'cosh' ? 1 : 0;
  const value = (m: number, t: number): number =>
    Math.exp(-m * (t - origin)) + (back === 0 ? 0 : Math.exp(-m * (extent - t - origin)));
  /** d value / d m */
  const slope = (m: number, t: number): number =>
    -(t - origin) * Math.exp(-m * (t - origin)) -
    (back === 0 ? 0 : (extent - t - origin) * Math.exp(-m * (extent - t - origin)));
  const one = spaced(1e-3, 10, 60).map((m) => [m]);
  const two = spaced(1e-2, 5, 24).flatMap((m) => spaced(5e-2, 5, 16).map((gap) => [m, gap]));
  return {
    nonlinear: states,
    amplitudes: states,
    starts: states === 1 ? one : two,
    columns: (theta, x) => massesOf(theta).map((m) => x.map((t) => value(m, t))),
    slopes: (theta, x) => {
      const masses = massesOf(theta);
      const along = masses.map((m) => x.map((t) => slope(m, t)));
      const scaled = (k: number, factor: number): Float64Array => along[k]!.map((v) => v * factor);
      if (states === 1) return [[scaled(0, masses[0]!)]];
      const gap = Math.exp(theta[1]!);
      return [
        [scaled(0, masses[0]!), scaled(1, masses[0]!)],
        [new Float64Array(x.length), scaled(1, gap)],
      ];
    },
  };
}

/**
 * The scales of the gradient flow for one configuration, from E(t) at some flow times, by interpolation:
 *   t0: t^2 E(t) = 0.3 (M. Luscher, arXiv:1006.4518);  w0: t d/dt (t^2 E(t)) = 0.3 at t = w0^2 (BMW, arXiv:1203.4469).
 * t^2 E is interpolated in each interval by the cubic through the two nearest points on either side. In units of a^2 and a.
 * The scale of an ensemble is taken from the mean of t^2 E(t), not from the mean of these. Test: test/unit/engine/flow/flow-scales.test.ts.
 */
export const REFERENCE_VALUE = 0.3;

export interface EnergyAtTime {
  readonly time: number;
  readonly energy: number;
}

export type FlowScale =
  | { readonly reached: true; readonly value: number }
  /** The flow ended, at `lastTime`, before the reference value; `largest` is what it had come to. */
  | { readonly reached: false; readonly largest: number; readonly lastTime: number };

export interface FlowScales {
  readonly t0: FlowScale;
  readonly w0: FlowScale;
}

interface Interpolant {
  value(t: number): number;
  slope(t: number): number;
}

/** The polynomial through the points (Newton's divided differences) and its derivative. */
const polynomial = (times: readonly number[], values: readonly number[]): Interpolant => {
  const c = [...values];
  for (let order = 1; order < c.length; order++)
    for (let i = c.length - 1; i >= order; i--) c[i] = (c[i]! - c[i - 1]!) / (times[i]! - times[i - order]!);
  const evaluate = (t: number): readonly [number, number] => {
    let p = 0;
    let dp = 0;
    for (let i = c.length - 1; i >= 0; i--) {
      dp = dp * (t - times[i]!) + p;
      p = p * (t - times[i]!) + c[i]!;
    }
    return [p, dp];
  };
  return { value: (t) => evaluate(t)[0], slope: (t) => evaluate(t)[1] };
};

const bisect = (f: (t: number) => number, low: number, high: number): number => {
  let a = low;
  let b = high;
  for (let i = 0; i < 60; i++) {
    const middle = (a + b) / 2;
    if (f(middle) < 0) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
};

/** First time at which f(interpolant, t) reaches the reference value. */
const firstCrossing = (
  points: readonly EnergyAtTime[],
  f: (p: Interpolant, t: number) => number,
): FlowScale => {
  const times = points.map((p) => p.time);
  const values = points.map((p) => p.time ** 2 * p.energy);
  let largest = -Infinity;
  for (let i = 0; i + 1 < points.length; i++) {
    const from = Math.max(0, Math.min(i - 1, points.length - 4));
    const p = polynomial(times.slice(from, from + 4), values.slice(from, from + 4));
    const low = times[i]!;
    const high = times[i + 1]!;
    largest = Math.max(largest, f(p, low), f(p, high));
    // neighbouring cubics differ a little in slope: the crossing may lie at the point itself
    if (f(p, low) >= REFERENCE_VALUE) return { reached: true, value: low };
    if (f(p, high) >= REFERENCE_VALUE)
      return { reached: true, value: bisect((t) => f(p, t) - REFERENCE_VALUE, low, high) };
  }
  return { reached: false, largest: Math.max(0, largest), lastTime: times.at(-1) ?? 0 };
};

/** `points` in order of time, at least two. */
export const flowScales = (points: readonly EnergyAtTime[]): FlowScales => {
  const t0 = firstCrossing(points, (p, t) => p.value(t));
  const w0 = firstCrossing(points, (p, t) => t * p.slope(t));
  return { t0, w0: w0.reached ? { reached: true, value: Math.sqrt(w0.value) } : w0 };
};

/**
 * The rational function of type (n, n) with the smallest relative error to x^a, a = p/q, -1 < a < 1, on [lower, upper], by Remez's
 * exchange: the error of the function that alternates on 2n + 2 points is searched for its extrema, which are the next points, until the
 * error is as large at every one (E. W. Cheney, Introduction to approximation theory, chapter 5). In double-double numbers.
 *
 * Its partial fractions x^a ~ c_0 + sum_i c_i / (x + s_i) have s_i > 0; c_0 and all c_i are positive for a < 0, so they add up without
 * cancellation; for a > 0 the c_i are negative.
 * Test: test/unit/engine/pseudofermion/rational/remez.test.ts.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import { alternating, type Barycentric, evaluate, partialSum } from './barycentric.ts';
import { type Dd, dd, div, mul, neg, power as powerOf, sub } from './double-double.ts';
import type { RationalFunction, RationalPower } from './rational-function.ts';
import { zolotarevPoints } from './zolotarev.ts';

/** Exchanges; from Zolotarev's points a handful is enough. */
const MAX_EXCHANGES = 40;
/** Largest and smallest extremum may differ by this part. */
const LEVEL = 1e-6;
/** Places between two neighbouring points where the error is looked at. */
const PROBES = 12;

const failed = (power: RationalPower, degree: number, lower: number, upper: number, why: string) =>
  fail(
    'fermion.unsupported',
    `No rational approximation of degree ${degree} to x^(${power.p}/${power.q}) on [${lower}, ${upper}]: ${why}.`,
    'Ask for a smaller degree, a larger error or a shorter interval.',
    { degree, lower, upper, ...power },
  );

/** `error` of the result is relative. fermion.unsupported: no such function in these numbers (also: not -1 < p/q < 1, degree < 1, lower <= 0). */
export const remez = (
  power: RationalPower,
  degree: number,
  lower: number,
  upper: number,
): Result<RationalFunction> => {
  const { p, q } = power;
  const refuse = (why: string) => failed(power, degree, lower, upper, why);
  if (!(Number.isInteger(p) && Number.isInteger(q) && q > 0 && p !== 0 && Math.abs(p) < q))
    return refuse('the power is not a fraction between -1 and 1');
  if (!(Number.isInteger(degree) && degree >= 1)) return refuse('a degree is a positive integer');
  if (!(lower > 0 && upper > lower && Number.isFinite(upper)))
    return refuse('the interval has no positive lower end below its upper end');

  const target = (x: Dd): Dd => powerOf(x, p, q);
  let points = zolotarevPoints(degree, lower, upper);
  for (let i = 0; i < MAX_EXCHANGES; i++) {
    const at = points.map(dd);
    const found = alternating(at, at.map(target));
    if (found === undefined) return refuse('the digits are not enough');
    const error = (x: number): number => sub(div(evaluate(found.r, dd(x)), target(dd(x))), dd(1)).hi;
    const peaks = extrema(error, points);
    if (peaks === undefined) return refuse('its error does not alternate');
    const sizes = peaks.map((x) => Math.abs(x.error));
    const [most, least] = [Math.max(...sizes), Math.min(...sizes)];
    if (most - least <= LEVEL * most) {
      const parts = partialFractions(found.r, lower, upper);
      if (parts === undefined) return refuse('its poles are not all real and negative');
      return ok({ power, lower, upper, error: most, extrema: peaks.map((x) => x.at), ...parts });
    }
    points = peaks.map((x) => x.at);
  }
  return refuse('the exchange does not settle');
};

interface Peak {
  readonly at: number;
  readonly error: number;
}

/** The largest error of each sign along the interval; undefined unless there are as many as points. */
const extrema = (error: (x: number) => number, points: readonly number[]): Peak[] | undefined => {
  const grid: Peak[] = [];
  points.forEach((x, k) => {
    const step = k + 1 < points.length ? (points[k + 1]! / x) ** (1 / PROBES) : 1;
    for (let i = 0; i < (step > 1 ? PROBES : 1); i++) {
      const at = i === 0 ? x : x * step ** i;
      grid.push({ at, error: error(at) });
    }
  });
  const peaks: number[] = [];
  grid.forEach(({ error: e }, i) => {
    const last = peaks.at(-1);
    if (last === undefined || Math.sign(grid[last]!.error) !== Math.sign(e)) peaks.push(i);
    else if (Math.abs(e) > Math.abs(grid[last]!.error)) peaks[peaks.length - 1] = i;
  });
  if (peaks.length !== points.length) return undefined;
  return peaks.map((i) => {
    const [before, here, after] = [grid[i - 1], grid[i]!, grid[i + 1]];
    return before && after ? parabolaPeak(error, before, here, after) : here;
  });
};

/** Two steps to the top of the parabola through three values, in log x. */
const parabolaPeak = (error: (x: number) => number, before: Peak, top: Peak, after: Peak): Peak => {
  let best = top;
  let [left, right] = [before, after];
  for (let i = 0; i < 2; i++) {
    const [a, c] = [Math.log(left.at / best.at), Math.log(right.at / best.at)];
    const [ya, yc] = [left.error - best.error, right.error - best.error];
    const at = best.at * Math.exp((0.5 * (a * a * yc - c * c * ya)) / (a * yc - c * ya));
    if (!(at > left.at && at < right.at) || at === best.at) break;
    const next = { at, error: error(at) };
    if (Math.abs(next.error) <= Math.abs(best.error)) {
      if (at < best.at) left = next;
      else right = next;
    } else {
      if (at < best.at) right = best;
      else left = best;
      best = next;
    }
  }
  return best;
};

/** Places on the negative axis, for each pole, where the sign of the denominator is looked at. */
const SCAN = 60;

const partialFractions = (
  r: Barycentric,
  lower: number,
  upper: number,
): Pick<RationalFunction, 'constant' | 'terms'> | undefined => {
  const degree = r.support.length - 1;
  const below = (s: Dd): Dd => partialSum(r, neg(s), false);
  // poles lie within a few factors of (upper / lower)^(1/n) of the interval
  const margin = 1e6;
  const count = SCAN * (degree + 4);
  const step = ((upper / lower) * margin ** 2) ** (1 / count);
  const shifts: Dd[] = [];
  let [s, sign] = [lower / margin, Math.sign(below(dd(lower / margin)).hi)];
  for (let i = 0; i < count; i++) {
    const next = s * step;
    const nextSign = Math.sign(below(dd(next)).hi);
    if (nextSign !== sign) shifts.push(bisect(below, s, next, sign));
    [s, sign] = [next, nextSign];
  }
  if (shifts.length !== degree) return undefined;
  const infinity = (withValues: boolean): Dd =>
    partialSum({ ...r, support: r.support.map(() => dd(0)) }, dd(1), withValues);
  return {
    constant: div(infinity(true), infinity(false)).hi,
    terms: shifts.map((shift) => ({
      shift: shift.hi,
      residue: neg(div(partialSum(r, neg(shift), true), partialSum(r, neg(shift), false, 2))).hi,
    })),
  };
};

/** The zero of f between two numbers: bisection down to neighbouring doubles, the secant between those. */
const bisect = (f: (s: Dd) => Dd, from: number, to: number, sign: number): Dd => {
  let [a, b] = [from, to];
  for (;;) {
    const middle = Math.sqrt(a) * Math.sqrt(b);
    if (!(middle > a && middle < b)) break;
    if (Math.sign(f(dd(middle)).hi) === sign) a = middle;
    else b = middle;
  }
  const [fa, fb] = [f(dd(a)), f(dd(b))];
  return sub(dd(a), div(mul(fa, dd(b - a)), sub(fb, fa)));
};

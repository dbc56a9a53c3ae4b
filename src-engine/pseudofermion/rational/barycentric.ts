/**
 * Rational functions of type (n, n) through n + 1 values: r(x) = sum_i [w_i v_i / (x - t_i)] / sum_i [w_i / (x - t_i)], in double-double
 * numbers, and the one of them that misses positive values f alternately by the relative error E at 2n + 2 points:
 *   r(x_k) = f_k (1 + (-1)^k E).
 * The even points are t, with v_i = f_i (1 + E); the odd ones give (A - E B) w = 0 with A, B = (f_j -+ f_i) / (x_j - t_i), solved by
 * inverse iteration (S. Filip et al., SIAM J. Sci. Comput. 40 (2018) A2427). Test: test/unit/engine/pseudofermion/rational/remez.test.ts.
 */
import { add, type Dd, dd, div, mul, neg, sub } from './double-double.ts';

export interface Barycentric {
  readonly support: readonly Dd[];
  readonly values: readonly Dd[];
  readonly weights: readonly Dd[];
}

/** sum_i w_i / (x - t_i)^power, times the values where asked. */
export const partialSum = (r: Barycentric, x: Dd, withValues: boolean, power: 1 | 2 = 1): Dd =>
  r.support.reduce((sum, t, i) => {
    const d = sub(x, t);
    const w = withValues ? mul(r.weights[i]!, r.values[i]!) : r.weights[i]!;
    return add(sum, div(w, power === 1 ? d : mul(d, d)));
  }, dd(0));

/** r(x); the value v_i itself at a support point. */
export const evaluate = (r: Barycentric, x: Dd): Dd => {
  let above = dd(0);
  let below = dd(0);
  for (let i = 0; i < r.support.length; i++) {
    const d = sub(x, r.support[i]!);
    if (d.hi === 0) return r.values[i]!;
    const w = div(r.weights[i]!, d);
    above = add(above, mul(w, r.values[i]!));
    below = add(below, w);
  }
  return div(above, below);
};

export interface Alternating {
  readonly error: number;
  readonly r: Barycentric;
}

/** Refinements of E; the first ones start from none. */
const MAX_ROUNDS = 30;
const SETTLED = 1e-9;

/** Undefined when the iteration does not settle. */
export const alternating = (points: readonly Dd[], f: readonly Dd[]): Alternating | undefined => {
  const even = points.flatMap((_, k) => (k % 2 === 0 ? [k] : []));
  const odd = points.flatMap((_, k) => (k % 2 === 1 ? [k] : []));
  // rows and columns brought to one size
  const size = (k: number): Dd => dd(Math.sqrt(points[k]!.hi / f[k]!.hi));
  const matrix = (combine: (a: Dd, b: Dd) => Dd): Dd[][] =>
    odd.map((j) =>
      even.map((i) => mul(mul(size(j), size(i)), div(combine(f[j]!, f[i]!), sub(points[j]!, points[i]!)))),
    );
  const a = matrix(sub);
  const b = matrix(add);
  let error = dd(0);
  let w: readonly Dd[] = even.map((_, i) => dd(i % 2 === 0 ? 1 : -1));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const right = b.map((row) => dot(row, w));
    const z = solve(
      a.map((row, j) => row.map((x, i) => sub(x, mul(error, b[j]![i]!)))),
      right,
    );
    if (z === undefined) break;
    const step = div(dot(w, w), dot(z, w));
    const largest = dd(Math.max(...z.map((x) => Math.abs(x.hi))));
    w = z.map((x) => div(x, largest));
    if (round > 2) error = add(error, step);
    if (round > 3 && Math.abs(step.hi) <= SETTLED * Math.abs(error.hi)) break;
    if (round === MAX_ROUNDS - 1 || !Number.isFinite(step.hi)) return undefined;
  }
  const scale = add(dd(1), error);
  return {
    error: Math.abs(error.hi),
    r: {
      support: even.map((k) => points[k]!),
      values: even.map((k) => mul(f[k]!, scale)),
      weights: even.map((k, i) => mul(w[i]!, size(k))),
    },
  };
};

const dot = (a: readonly Dd[], b: readonly Dd[]): Dd => a.reduce((s, x, i) => add(s, mul(x, b[i]!)), dd(0));

/** M z = b by elimination with the largest pivots; undefined for a matrix that is singular to all digits. */
const solve = (m: Dd[][], right: readonly Dd[]): Dd[] | undefined => {
  const n = m.length;
  const b = [...right];
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c + 1; r < n; r++) if (Math.abs(m[r]![c]!.hi) > Math.abs(m[pivot]![c]!.hi)) pivot = r;
    [m[c], m[pivot]] = [m[pivot]!, m[c]!];
    [b[c], b[pivot]] = [b[pivot]!, b[c]!];
    if (m[c]![c]!.hi === 0) return undefined;
    for (let r = c + 1; r < n; r++) {
      const factor = neg(div(m[r]![c]!, m[c]![c]!));
      for (let i = c + 1; i < n; i++) m[r]![i] = add(m[r]![i]!, mul(factor, m[c]![i]!));
      b[r] = add(b[r]!, mul(factor, b[c]!));
    }
  }
  for (let r = n - 1; r >= 0; r--) {
    for (let i = r + 1; i < n; i++) b[r] = sub(b[r]!, mul(m[r]![i]!, b[i]!));
    b[r] = div(b[r]!, m[r]![r]!);
  }
  return b;
};

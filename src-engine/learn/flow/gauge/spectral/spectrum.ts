/**
 * The conjugacy class of an SU(N) matrix as the gaps between its eigenvalues, inside kernels. The angles can be chosen as theta_1 <= ... <= theta_N <= theta_1 + 2 pi
 * with sum zero, in exactly one way; so the N - 1 gaps theta_(i+1) - theta_i, which fill the simplex of sum at most 2 pi, are coordinates of the classes, and a map
 * of the simplex onto itself is a map of the group that commutes with conjugation. Proved by test/unit/engine/learn/flow/gauge/spectral/spectrum.test.ts.
 */
import { type Complex, cadd, cmul, complex, conj, type Matrix, range } from '../../../../kernel/complex.ts';
import { atan2, sincos } from '../../../../kernel/math.ts';
import type { Real, Tracer } from '../../../../kernel/tracer.ts';
import { diagonalise } from './diagonalise.ts';

const TURN = 2 * Math.PI;

export interface Spectrum {
  readonly gaps: readonly Real[];
  /** Eigenvectors are the columns, in the order of the angles. */
  readonly vectors: Matrix;
}

/** An angle and its eigenvector. */
interface Pair {
  readonly angle: Real;
  readonly vector: readonly Complex[];
}

const pick = (k: Tracer, first: Parameters<Tracer['select']>[0], a: Pair, b: Pair): Pair => ({
  angle: k.select(first, a.angle, b.angle),
  vector: a.vector.map((x, i) => ({
    re: k.select(first, x.re, b.vector[i]!.re),
    im: k.select(first, x.im, b.vector[i]!.im),
  })),
});

/** By exchanges of neighbours. */
const sorted = (k: Tracer, pairs: readonly Pair[]): Pair[] => {
  const out = pairs.slice();
  for (let last = out.length - 1; last > 0; last--) {
    for (let i = 0; i < last; i++) {
      const [a, b] = [out[i]!, out[i + 1]!];
      const ordered = k.le(a.angle, b.angle);
      out[i] = pick(k, ordered, a, b);
      out[i + 1] = pick(k, ordered, b, a);
    }
  }
  return out;
};

/** Angles in (-pi, pi] add up to a multiple of 2 pi: as many turns are taken from the largest, or given to the smallest. */
const withoutTurns = (k: Tracer, pairs: readonly Pair[]): Pair[] => {
  const sum = pairs.map((p) => p.angle).reduce((a, b) => k.add(a, b));
  const half = k.constant(Math.PI);
  const high = k.lt(half, sum);
  const low = k.lt(sum, k.neg(half));
  const turned = (p: Pair, turns: number): Pair => ({
    ...p,
    angle: k.add(p.angle, k.constant(turns * TURN)),
  });
  const n = pairs.length;
  return pairs.map((same, i) => {
    const down = i === 0 ? turned(pairs[n - 1]!, -1) : pairs[i - 1]!;
    const up = i === n - 1 ? turned(pairs[0]!, 1) : pairs[i + 1]!;
    return pick(k, high, down, pick(k, low, up, same));
  });
};

export const spectrumOf = (k: Tracer, matrix: Matrix): Spectrum => {
  const { values, vectors } = diagonalise(k, matrix);
  const pairs = values.map(({ re, im }, i) => ({
    angle: atan2(k, im, re),
    vector: vectors.map((row) => row[i]!),
  }));
  const all = withoutTurns(k, sorted(k, pairs));
  return {
    gaps: all.slice(1).map((p, i) => k.max(k.sub(p.angle, all[i]!.angle), k.constant(0))),
    vectors: all.map((_, row) => all.map((p) => p.vector[row]!)),
  };
};

/** The angles of sum zero with those gaps: theta_1 = -(1/N) sum_i (N - i) gap_i. */
export const anglesOf = (k: Tracer, gaps: readonly Real[]): Real[] => {
  const n = gaps.length + 1;
  const weighted = gaps.map((g, i) => k.mul(k.constant((n - 1 - i) / n), g));
  const angles = [k.neg(weighted.reduce((a, b) => k.add(a, b)))];
  for (const g of gaps) angles.push(k.add(angles.at(-1)!, g));
  return angles;
};

/** Cotangents of gaps from those of the angles of `anglesOf`, and of angles (orthogonal to a common shift) from those of their gaps. */
export const gapsBarOf = (k: Tracer, anglesBar: readonly Real[]): Real[] => {
  const n = anglesBar.length;
  const mean = k.mul(
    k.constant(1 / n),
    anglesBar.reduce((a, b) => k.add(a, b)),
  );
  // gap i moves all angles above it, less the mean
  return range(n - 1).map((i) =>
    anglesBar.slice(i + 1).reduce((sum, x) => k.add(sum, k.sub(x, mean)), k.constant(0)),
  );
};
export const anglesBarOf = (k: Tracer, gapsBar: readonly Real[]): Real[] =>
  range(gapsBar.length + 1).map((i) => {
    const below = gapsBar[i - 1] ?? k.constant(0);
    return k.sub(below, gapsBar[i] ?? k.constant(0));
  });

/** exp(i angle) */
export const phaseOf = (k: Tracer, angle: Real): Complex => {
  const { sin, cos } = sincos(k, angle);
  return { re: cos, im: sin };
};

/** V diag(values) V^dagger */
export const compose = (k: Tracer, vectors: Matrix, values: readonly Complex[]): Matrix => {
  const scaled = vectors.map((row) => row.map((x, i) => cmul(k, x, values[i]!)));
  return vectors.map((_, r) =>
    vectors.map((__, c) =>
      scaled[r]!.map((x, i) => cmul(k, x, conj(k, vectors[c]![i]!))).reduce(
        (a, b) => cadd(k, a, b),
        complex(k, 0),
      ),
    ),
  );
};

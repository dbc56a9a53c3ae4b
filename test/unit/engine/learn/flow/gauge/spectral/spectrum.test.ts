import { expect, test } from 'vitest';
import type { Complex, Matrix } from '../../../../../../../src-engine/kernel/complex.ts';
import type { Real } from '../../../../../../../src-engine/kernel/tracer.ts';
import { diagonalise } from '../../../../../../../src-engine/learn/flow/gauge/spectral/diagonalise.ts';
import {
  anglesOf,
  compose,
  phaseOf,
  spectrumOf,
} from '../../../../../../../src-engine/learn/flow/gauge/spectral/spectrum.ts';
import { evaluateRows } from '../../../../../../support/kernel-lab.ts';
import { dagger, multiply, type PlainMatrix } from '../../../../../../support/plain-gauge.ts';
import { randomField, uniforms } from '../../../../../../support/random-field.ts';

const matrixOf = (x: readonly Real[], n: number): Matrix =>
  Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (__, j) => ({ re: x[2 * (i * n + j)]!, im: x[2 * (i * n + j) + 1]! })),
  );
const flat = (m: Matrix): Real[] => m.flatMap((row) => row.flatMap((z: Complex) => [z.re, z.im]));

const phases = (angles: readonly number[]): PlainMatrix => {
  const n = angles.length;
  const out = new Float64Array(2 * n * n);
  angles.forEach((t, i) => out.set([Math.cos(t), Math.sin(t)], 2 * i * (n + 1)));
  return out;
};
const frames = (count: number, n: number): PlainMatrix[] => {
  const { links } = randomField([count, 1], n, 5);
  return Array.from({ length: count }, (_, i) => links.slice(4 * i * n * n, (4 * i + 2) * n * n));
};
/** Eigenvalue angles of sum zero, from well apart to equal. */
const angleSets = (count: number, n: number): number[][] => {
  const next = uniforms(2);
  return Array.from({ length: count }, (_, i) => {
    const spread = [3, 1e-3, 1e-9, 0][i % 4]!;
    const base = i % 4 === 0 ? 0 : 2 * next() - 1;
    const t = Array.from({ length: n - 1 }, () => base + spread * (2 * next() - 1));
    return [...t, -t.reduce((a, b) => a + b, 0)];
  });
};
const matricesOf = (sets: readonly (readonly number[])[], n: number): PlainMatrix[] => {
  const all = frames(sets.length, n);
  return sets.map((t, i) => multiply(multiply(all[i]!, phases(t), n), dagger(all[i]!, n), n));
};
const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((m, x, i) => Math.max(m, Math.abs(x - b[i]!)), 0);

test.each([
  [2, 'f64', 2e-14],
  [3, 'f64', 3e-14],
  [2, 'f32', 1e-6],
  [3, 'f32', 2e-6],
] as const)(
  '%d x %d unitary matrices are diagonalised, eigenvalues equal or not (%s)',
  (n, precision, tolerance) => {
    const matrices = matricesOf(angleSets(400, n), n);
    const out = evaluateRows(
      matrices.map((m) => [...m]),
      (k, x) => {
        const { values, vectors } = diagonalise(k, matrixOf(x, n));
        return [...flat(vectors), ...values.flatMap((z) => [z.re, z.im])];
      },
      { precision },
    );
    out.forEach((row, i) => {
      const v = Float64Array.from(row.slice(0, 2 * n * n));
      const lambda = new Float64Array(2 * n * n);
      for (let j = 0; j < n; j++)
        lambda.set(row.slice(2 * n * n + 2 * j, 2 * n * n + 2 * j + 2), 2 * j * (n + 1));
      expect(distance(multiply(v, dagger(v, n), n), phases(new Array(n).fill(0)))).toBeLessThan(tolerance);
      expect(distance(multiply(multiply(v, lambda, n), dagger(v, n), n), matrices[i]!)).toBeLessThan(
        tolerance,
      );
    });
  },
);

/** The ordered angles of sum zero within a turn, by trying all ways to take turns away. */
const alcove = (angles: readonly number[]): number[] => {
  const n = angles.length;
  const turn = 2 * Math.PI;
  const reduced = angles.map((t) => t - turn * Math.round(t / turn)).sort((a, b) => a - b);
  const excess = Math.round(reduced.reduce((a, b) => a + b, 0) / turn);
  const shifted = reduced.map((t, i) =>
    excess > 0 && i >= n - excess ? t - turn : excess < 0 && i < -excess ? t + turn : t,
  );
  return shifted.sort((a, b) => a - b);
};

test.each([2, 3])('SU(%d): gaps between ordered angles of sum zero, and the matrix again from them', (n) => {
  const next = uniforms(9);
  const free = Array.from({ length: 300 }, () => Array.from({ length: n - 1 }, () => 2 * Math.PI * next()));
  const sets = [
    ...free.map((t) => [...t, -t.reduce((a, b) => a + b, 0)]),
    // the centre
    ...Array.from({ length: n }, (_, c) => new Array<number>(n).fill((2 * Math.PI * c) / n)),
  ];
  const matrices = matricesOf(sets, n);
  const out = evaluateRows(
    matrices.map((m) => [...m]),
    (k, x) => {
      const { gaps, vectors } = spectrumOf(k, matrixOf(x, n));
      const again = compose(
        k,
        vectors,
        anglesOf(k, gaps).map((t) => phaseOf(k, t)),
      );
      return [...gaps, ...flat(again)];
    },
  );
  out.forEach((row, i) => {
    const angles = alcove(sets[i]!);
    const gaps = row.slice(0, n - 1);
    if (i < free.length) gaps.forEach((g, j) => expect(g).toBeCloseTo(angles[j + 1]! - angles[j]!, 10));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
    expect(gaps.reduce((a, b) => a + b, 0)).toBeLessThan(2 * Math.PI + 1e-12);
    expect(distance(row.slice(n - 1), matrices[i]!)).toBeLessThan(1e-13);
  });
});

import { describe, expect, test } from 'vitest';
import { exponential, NORM_LIMIT } from '../../../../src-engine/group/exponential.ts';
import { groupOfColours } from '../../../../src-engine/group/group.ts';
import { evaluateRows } from '../../../support/kernel-lab.ts';
import { algebraMatrixOf, multiply, type PlainMatrix, unitMatrix } from '../../../support/plain-gauge.ts';
import { uniforms } from '../../../support/random-field.ts';

/** exp(A): the series of A/8, squared three times. */
const dense = (a: PlainMatrix, n: number): PlainMatrix => {
  const small = a.map((x) => x / 8);
  let term: PlainMatrix = unitMatrix(n);
  let sum: PlainMatrix = term.slice();
  for (let k = 1; k < 30; k++) {
    term = multiply(term, small, n).map((x) => x / k);
    sum = sum.map((x, i) => x + term[i]!);
  }
  for (let i = 0; i < 3; i++) sum = multiply(sum, sum, n);
  return sum;
};

/** Stored algebra elements of Frobenius norm (an upper bound of the spectral one) `norm`. */
const elements = (n: number, norm: number, count: number, seed: number): number[][] => {
  const next = uniforms(seed);
  return Array.from({ length: count }, () => {
    const a = Array.from({ length: n * n }, () => next() - 0.5);
    if (n > 1) {
      const mean = a.slice(0, n).reduce((s, x) => s + x, 0) / n;
      for (let i = 0; i < n; i++) a[i]! -= mean;
    }
    const size = Math.hypot(...algebraMatrixOf(a, n));
    return a.map((x) => (x * norm) / size);
  });
};

const largestError = (rows: readonly (readonly number[])[], n: number): number => {
  const group = groupOfColours(n);
  const out = evaluateRows(rows, (k, a) =>
    exponential(k, a, group).flatMap((row) => row.flatMap((x) => [x.re, x.im])),
  );
  let worst = 0;
  rows.forEach((a, r) => {
    dense(algebraMatrixOf(a, n), n).forEach((x, i) => {
      worst = Math.max(worst, Math.abs(x - out[r]![i]!));
    });
  });
  return worst;
};

describe.each([1, 2, 3, 4, 5, 8])('exp for N = %i', (n) => {
  test.each([0, 1e-12, 1e-6, 1e-4, 0.01, 0.5, 1, NORM_LIMIT])('norm %f', (norm) => {
    expect(largestError(elements(n, norm, 20, 3), n)).toBeLessThan(1e-14);
  });
});

describe('SU(3) with equal or nearly equal eigenvalues', () => {
  const diagonal = (x: number, y: number, z: number): number[] => [x, y, z, 0, 0, 0, 0, 0, 0];
  test.each([
    ['two equal', diagonal(1, 1, -2)],
    ['nearly equal', diagonal(1 + 1e-9, 1 - 1e-9, -2)],
    ['opposite', diagonal(2, -2, 0)],
    ['one rotation', [0.5, -0.5, 0, 1e-13, 0, 0, 0, 0, 0]],
  ])('%s', (_, a) => {
    expect(largestError([a], 3)).toBeLessThan(5e-15);
  });
});

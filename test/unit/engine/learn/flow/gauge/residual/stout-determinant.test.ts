import { expect, test } from 'vitest';
import { groupOfColours } from '../../../../../../../src-engine/group/group.ts';
import { stoutLogDeterminant } from '../../../../../../../src-engine/learn/flow/gauge/residual/stout-determinant.ts';
import { logAbsDeterminant } from '../../../../../../support/flow-check.ts';
import { evaluateRows } from '../../../../../../support/kernel-lab.ts';
import { algebraCoordinates } from '../../../../../../support/link-flow-check.ts';
import {
  algebraBasis,
  dagger,
  exponentialOf,
  multiply,
  type PlainMatrix,
  projected,
  traceOf,
} from '../../../../../../support/plain-gauge.ts';
import { randomField } from '../../../../../../support/random-field.ts';

const stout = (u: PlainMatrix, c: PlainMatrix, n: number): PlainMatrix =>
  multiply(exponentialOf(projected(multiply(c, dagger(u, n), n), n), n), u, n);

/** By differences, in coordinates of dU U^dagger. */
const measured = (u: PlainMatrix, c: PlainMatrix, n: number): number => {
  const h = 1e-4;
  const image = stout(u, c, n);
  const rows = algebraBasis(n).map((x) => {
    const at = (e: number): PlainMatrix =>
      stout(
        multiply(
          exponentialOf(
            x.map((y) => e * y),
            n,
          ),
          u,
          n,
        ),
        c,
        n,
      );
    const [a, b, a2, b2] = [at(h), at(-h), at(2 * h), at(-2 * h)];
    const slope = a.map((y, i) => (8 * (y - b[i]!) - (a2[i]! - b2[i]!)) / (12 * h));
    return Float64Array.from(algebraCoordinates(multiply(slope, dagger(image, n), n), n));
  });
  return logAbsDeterminant(rows);
};
const said = (matrices: PlainMatrix[], n: number, precision: 'f32' | 'f64' = 'f64'): number[] =>
  evaluateRows(
    matrices.map((m) => [...m]),
    (k, x) => {
      const m = Array.from({ length: n }, (_, i) =>
        Array.from({ length: n }, (__, j) => ({ re: x[2 * (i * n + j)]!, im: x[2 * (i * n + j) + 1]! })),
      );
      return [stoutLogDeterminant(k, m, groupOfColours(n))];
    },
    { precision },
  ).map((row) => row[0]!);

/** Links and sums of two staples of that weight. */
const cases = (n: number, rho: number) => {
  const { links } = randomField([30, 1], n, 3);
  const size = 2 * n * n;
  const at = (i: number): PlainMatrix => links.slice(i * size, (i + 1) * size);
  return Array.from({ length: 20 }, (_, i) => {
    const [a, b] = [at(3 * i + 1), at(3 * i + 2)];
    return { u: at(3 * i), c: a.map((x, j) => rho * (x + b[j]!)) };
  });
};

test.each([
  [1, 0.3],
  [2, 0.05],
  [2, 0.45],
  [3, 0.05],
  [3, 0.45],
])('N = %d, weight %d: the determinant by differences', (n, rho) => {
  const all = cases(n, rho);
  const matrices = all.map(({ u, c }) => multiply(c, dagger(u, n), n));
  said(matrices, n).forEach((x, i) => expect(x).toBeCloseTo(measured(all[i]!.u, all[i]!.c, n), 8));
  const single = said(matrices, n, 'f32');
  said(matrices, n).forEach((x, i) => expect(Math.abs(x - single[i]!)).toBeLessThan(2e-5));
});

test('to first order -((N^2 - 1)/N) Re tr M', () => {
  for (const n of [2, 3]) {
    const matrices = cases(n, 1e-5).map(({ u, c }) => multiply(c, dagger(u, n), n));
    said(matrices, n).forEach((x, i) => {
      expect(x / 1e-5).toBeCloseTo((-(n * n - 1) / n) * (traceOf(matrices[i]!, n)[0] / 1e-5), 3);
    });
  }
});

test('SU(2), C = c: theta -> theta - c sin theta with the ratio of Haar densities', () => {
  const c = 0.7;
  for (const theta of [0.3, 1.2, 2.5, 3.1]) {
    const m = Float64Array.of(
      c * Math.cos(theta),
      -c * Math.sin(theta),
      0,
      0,
      0,
      0,
      c * Math.cos(theta),
      c * Math.sin(theta),
    );
    const moved = theta - c * Math.sin(theta);
    const exact = Math.log((1 - c * Math.cos(theta)) * (Math.sin(moved) / Math.sin(theta)) ** 2);
    expect(said([m], 2)[0]).toBeCloseTo(exact, 11);
  }
});

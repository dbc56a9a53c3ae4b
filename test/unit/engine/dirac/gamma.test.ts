import { describe, expect, test } from 'vitest';
import {
  gammaBasis,
  hasSpin,
  type SpinMatrix,
  spinIdentity,
  spinProduct,
} from '../../../../src-engine/dirac/gamma.ts';

const POWERS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/** Rows of (re, im). */
const dense = (m: SpinMatrix): number[][] =>
  m.column.map((c, s) => {
    const row = new Array<number>(2 * m.column.length).fill(0);
    row.splice(2 * c, 2, ...POWERS[m.phase[s]!]!);
    return row;
  });

const product = (a: number[][], b: number[][]): number[][] =>
  a.map((row) =>
    row.map((_, j) => {
      let sum = 0;
      b.forEach((_, l) => {
        const [x, y] = [row[2 * l]!, row[2 * l + 1]!];
        const [u, v] = [b[l]![j - (j % 2)]!, b[l]![j - (j % 2) + 1]!];
        sum += j % 2 === 0 ? x * u - y * v : x * v + y * u;
      });
      return sum;
    }),
  );

const combine = (a: number[][], b: number[][], s: number): number[][] =>
  a.map((row, i) => row.map((x, j) => x + s * b[i]![j]!));

describe.each([2, 4])('gamma matrices in %d dimensions', (d) => {
  const { spins, gamma, gamma5, chirality } = gammaBasis(d);
  const one = dense(spinIdentity(spins));
  const all = [...gamma, gamma5].map(dense);

  test('are Hermitian and anticommute', () => {
    all.forEach((a, i) => {
      a.forEach((row, r) => {
        for (let c = 0; c < spins; c++) {
          expect(row[2 * c]! - a[c]![2 * r]!).toBe(0);
          expect(row[2 * c + 1]! + a[c]![2 * r + 1]!).toBe(0);
        }
      });
      all.forEach((b, j) => {
        const sum = combine(product(a, b), product(b, a), 1);
        expect(
          combine(sum, one, i === j ? -2 : 0)
            .flat()
            .every((x) => x === 0),
        ).toBe(true);
      });
    });
  });

  test('gamma_5 is diagonal, the product of the others up to a phase, and every g_mu leads to the other half of the spins', () => {
    expect(dense(gamma5).map((row, s) => row[2 * s])).toEqual([...chirality]);
    const { phase } = gamma.reduce(spinProduct);
    expect(gamma.reduce(spinProduct).column).toEqual(gamma5.column);
    // d = 4: g_1 g_2 g_3 g_4 = gamma_5; d = 2: g_1 g_2 = i gamma_5
    expect(phase.map((n, s) => (4 + n - gamma5.phase[s]!) % 4)).toEqual(
      new Array<number>(spins).fill(d === 4 ? 0 : 1),
    );
    for (const g of gamma) expect(g.column.every((c, s) => c < spins / 2 !== s < spins / 2)).toBe(true);
  });

  test('products by phases are products of matrices', () => {
    for (const a of [...gamma, gamma5])
      for (const b of [...gamma, gamma5])
        expect(
          combine(dense(spinProduct(a, b)), product(dense(a), dense(b)), -1)
            .flat()
            .every((x) => x === 0),
        ).toBe(true);
  });
});

test('there are none in 3 dimensions', () => {
  expect([2, 3, 4].map(hasSpin)).toEqual([true, false, true]);
});

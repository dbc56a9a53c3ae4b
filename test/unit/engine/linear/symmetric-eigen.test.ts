import { describe, expect, test } from 'vitest';
import { range } from '../../../../src-engine/kernel/complex.ts';
import { symmetricEigen } from '../../../../src-engine/linear/symmetric-eigen.ts';
import { someNumbers } from '../../../support/kernel-lab.ts';

/** Largest deviations of A v = l v and of v_i v_j = delta_ij, in units of |A|. */
const check = (matrix: readonly ArrayLike<number>[]) => {
  const n = matrix.length;
  const { values, vectors } = symmetricEigen(matrix);
  expect(values).toEqual([...values].sort((a, b) => a - b));
  const scale = Math.max(1e-300, ...range(n).map((i) => Math.hypot(...Array.from(matrix[i]!))));
  let [worst, skew] = [0, 0];
  for (const i of range(n)) {
    for (const r of range(n)) {
      const image = range(n).reduce((s, c) => s + matrix[r]![c]! * vectors[i]![c]!, 0);
      worst = Math.max(worst, Math.abs(image - values[i]! * vectors[i]![r]!) / scale);
      const overlap = range(n).reduce((s, c) => s + vectors[i]![c]! * vectors[r]![c]!, 0);
      skew = Math.max(skew, Math.abs(overlap - (i === r ? 1 : 0)));
    }
  }
  expect(worst).toBeLessThan(1e-14 * Math.sqrt(n));
  expect(skew).toBeLessThan(1e-14 * Math.sqrt(n));
  return values;
};

describe('eigenvalues of small symmetric matrices', () => {
  test.each([1, 2, 3, 7, 40])('random, of %i rows', (n) => {
    const x = someNumbers(n * n, n);
    check(range(n).map((i) => range(n).map((j) => x[Math.max(i, j) * n + Math.min(i, j)]!)));
  });

  test('the second difference: 2 - 2 cos(pi k / (n + 1))', () => {
    const n = 30;
    const values = check(
      range(n).map((i) => range(n).map((j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0))),
    );
    values.forEach((v, k) => expect(v).toBeCloseTo(2 - 2 * Math.cos((Math.PI * (k + 1)) / (n + 1)), 13));
  });

  test('degenerate: all ones has one eigenvalue n, the others 0; a diagonal is returned sorted', () => {
    const values = check(range(9).map(() => range(9).map(() => 1)));
    values.forEach((v, i) => expect(v).toBeCloseTo(i === 8 ? 9 : 0, 13));
    expect(
      check([
        [3, 0, 0],
        [0, -1, 0],
        [0, 0, 2],
      ]),
    ).toEqual([-1, 2, 3]);
    expect(check(range(4).map(() => range(4).map(() => 0)))).toEqual([0, 0, 0, 0]);
  });

  test('graded over many orders of magnitude', () => {
    check(range(12).map((i) => range(12).map((j) => 10 ** (-(i + j) / 2) * (i === j ? 2 : 1))));
  });
});

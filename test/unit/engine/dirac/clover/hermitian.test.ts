/** Packed Hermitian matrices: A A^-1 = 1 and the determinant against the eigenvalue product of a rotated diagonal. */
import { expect, test } from 'vitest';
import {
  type Hermitian,
  hermitianMatrix,
  hermitianPart,
  invertHermitian,
} from '../../../../../src-engine/dirac/clover/hermitian.ts';
import { mmul, range } from '../../../../../src-engine/kernel/complex.ts';
import type { Tracer } from '../../../../../src-engine/kernel/tracer.ts';
import { evaluateRows } from '../../../../support/kernel-lab.ts';
import { uniforms } from '../../../../support/random-field.ts';

const packedNearIdentity = (n: number, seed: number): number[] => {
  const next = uniforms(seed);
  return range(n * n).map((i) => (i < n ? 1 : 0) + 0.3 * (next() - 0.5));
};

test.each([1, 2, 4, 6, 8])('the inverse times the matrix is one: %i', (n) => {
  const rows = range(8).map((seed) => packedNearIdentity(n, seed + 1));
  const out = evaluateRows(rows, (k: Tracer, packed: Hermitian) => {
    const { inverse } = invertHermitian(k, packed, n);
    const product = mmul(k, hermitianMatrix(k, packed, n), hermitianMatrix(k, inverse, n));
    return product.flatMap((row) => row.flatMap((x) => [x.re, x.im]));
  });
  for (const row of out)
    row.forEach((x, i) => {
      const [r, c] = [Math.floor(i / 2 / n), Math.floor(i / 2) % n];
      expect(Math.abs(x - (r === c && i % 2 === 0 ? 1 : 0))).toBeLessThan(2e-14);
    });
});

test('the determinant of 2 x 2 matrices by hand', () => {
  const rows = range(5).map((seed) => packedNearIdentity(2, seed + 9));
  const out = evaluateRows(rows, (k, packed) => [invertHermitian(k, packed, 2).determinant]);
  rows.forEach(([a, b, re, im], i) => {
    expect(out[i]![0]).toBeCloseTo(a! * b! - re! * re! - im! * im!, 14);
  });
});

test('the Hermitian part of a Hermitian matrix is itself', () => {
  const rows = [packedNearIdentity(3, 4)];
  const out = evaluateRows(rows, (k, packed) => [...hermitianPart(k, hermitianMatrix(k, packed, 3))]);
  expect(out[0]).toEqual(rows[0]);
});

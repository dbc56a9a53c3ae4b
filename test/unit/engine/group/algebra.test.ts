import { describe, expect, test } from 'vitest';
import {
  algebraMatrix,
  algebraNorm2,
  fromCoefficients,
  kineticEnergy,
  tracelessAntiHermitian,
} from '../../../../src-engine/group/algebra.ts';
import { groupOfColours } from '../../../../src-engine/group/group.ts';
import { type Matrix, range } from '../../../../src-engine/kernel/complex.ts';
import type { Real } from '../../../../src-engine/kernel/tracer.ts';
import { evaluateRows } from '../../../support/kernel-lab.ts';
import { algebraMatrixOf, algebraProduct } from '../../../support/plain-gauge.ts';
import { uniforms } from '../../../support/random-field.ts';

const numbers = (count: number, seed = 4): number[] => {
  const next = uniforms(seed);
  return Array.from({ length: count }, () => 2 * next() - 1);
};
const matrixOf = (x: readonly Real[], n: number): Matrix =>
  range(n).map((i) => range(n).map((j) => ({ re: x[2 * (i * n + j)]!, im: x[2 * (i * n + j) + 1]! })));
const flat = (m: Matrix): Real[] => m.flatMap((row) => row.flatMap((x) => [x.re, x.im]));

describe.each([1, 2, 3, 5])('the algebra for N = %i', (n) => {
  const group = groupOfColours(n);

  test('the generators have tr T^a T^b = delta/2 (U(1): 1)', () => {
    const rows = range(group.dimension).map((a) => range(group.dimension).map((b) => (a === b ? 1 : 0)));
    const out = evaluateRows(rows, (k, p) => [...fromCoefficients(k, p, group)]);
    const matrices = out.map((a) => algebraMatrixOf(a, n));
    matrices.forEach((x, a) => {
      matrices.forEach((y, b) => {
        expect(algebraProduct(x, y, n)).toBeCloseTo(a === b ? 1 : 0, 14);
      });
    });
  });

  test('the kinetic energy is half the sum of squares', () => {
    const p = numbers(group.dimension);
    const [[energy]] = evaluateRows([p], (k, x) => [kineticEnergy(k, fromCoefficients(k, x, group), group)]);
    expect(energy).toBeCloseTo(
      p.reduce((s, x) => s + (x * x) / 2, 0),
      13,
    );
  });

  test('TA is the projection on the algebra', () => {
    const m = numbers(2 * n * n);
    const [out] = evaluateRows([m], (k, x) => {
      const a = tracelessAntiHermitian(k, matrixOf(x, n), group);
      return [...flat(algebraMatrix(k, a, group)), algebraNorm2(k, a, group)];
    });
    const trace = range(n).reduce((s, i) => s + m[2 * i * (n + 1) + 1]!, 0) / n;
    let norm = 0;
    for (const i of range(n)) {
      for (const j of range(n)) {
        const at = 2 * (i * n + j);
        const back = 2 * (j * n + i);
        const re = (m[at]! - m[back]!) / 2;
        const im = (m[at + 1]! + m[back + 1]!) / 2 - (i === j && n > 1 ? trace : 0);
        expect(out![at]).toBeCloseTo(re, 14);
        expect(out![at + 1]).toBeCloseTo(im, 14);
        norm += re * re + im * im;
      }
    }
    expect(out!.at(-1)).toBeCloseTo(norm, 13);
  });
});

import { describe, expect, test } from 'vitest';
import { groupOfColours } from '../../../../src-engine/group/group.ts';
import { determinant } from '../../../../src-engine/group/minors.ts';
import { deviations, reunitarise } from '../../../../src-engine/group/reunitarise.ts';
import { type Matrix, range } from '../../../../src-engine/kernel/complex.ts';
import type { Real } from '../../../../src-engine/kernel/tracer.ts';
import { evaluateRows } from '../../../support/kernel-lab.ts';
import { dagger, multiply, unitMatrix } from '../../../support/plain-gauge.ts';
import { randomField, uniforms } from '../../../support/random-field.ts';

const matrixOf = (x: readonly Real[], n: number): Matrix =>
  range(n).map((i) => range(n).map((j) => ({ re: x[2 * (i * n + j)]!, im: x[2 * (i * n + j) + 1]! })));
const flat = (m: Matrix): Real[] => m.flatMap((row) => row.flatMap((x) => [x.re, x.im]));

const COLOURS = [1, 2, 3, 4, 5, 8];

describe.each(COLOURS)('N = %i', (n) => {
  const group = groupOfColours(n);
  const size = 2 * n * n;
  const links = randomField([4, 2], n, 5).links;
  const members = range(16).map((i) => Array.from(links.subarray(i * size, (i + 1) * size)));
  const next = uniforms(6);
  const noisy = members.map((m) => m.map((x) => x + 0.02 * (next() - 0.5)));
  const back = (rows: readonly number[][]): number[][] =>
    evaluateRows(rows, (k, x) => flat(reunitarise(k, matrixOf(x, n), group)));

  test('an element of the group stays where it is', () => {
    back(members).forEach((m, r) => {
      m.forEach((x, i) => {
        expect(x).toBeCloseTo(members[r]![i]!, 13);
      });
    });
  });

  test('a matrix near the group goes to the group, and not far', () => {
    back(noisy).forEach((m, r) => {
      const u = Float64Array.from(m);
      const product = multiply(u, dagger(u, n), n);
      unitMatrix(n).forEach((x, i) => {
        expect(product[i]).toBeCloseTo(x, 14);
      });
      expect(Math.max(...m.map((x, i) => Math.abs(x - noisy[r]![i]!)))).toBeLessThan(0.2);
    });
    const det = evaluateRows(noisy, (k, x) => {
      const d = determinant(k, reunitarise(k, matrixOf(x, n), group));
      return [d.re, d.im];
    });
    if (n > 1) {
      for (const [re, im] of det) {
        expect(re).toBeCloseTo(1, 14);
        expect(im).toBeCloseTo(0, 14);
      }
    }
  });

  test('the deviations are those of the definition', () => {
    const out = evaluateRows(noisy, (k, x) => {
      const d = deviations(k, matrixOf(x, n), group);
      return [d.unitarity2, d.determinant2];
    });
    noisy.forEach((m, r) => {
      const u = Float64Array.from(m);
      const product = multiply(u, dagger(u, n), n);
      let worst = 0;
      for (let i = 0; i < n * n; i++) {
        const one = i % (n + 1) === 0 ? 1 : 0;
        worst = Math.max(worst, Math.hypot(product[2 * i]! - one, product[2 * i + 1]!));
      }
      expect(Math.sqrt(out[r]![0]!)).toBeCloseTo(worst, 13);
    });
    const det = evaluateRows(noisy, (k, x) => {
      const d = determinant(k, matrixOf(x, n));
      return [d.re, d.im];
    });
    det.forEach(([re, im], r) => {
      expect(Math.sqrt(out[r]![1]!)).toBeCloseTo(n > 1 ? Math.hypot(re! - 1, im!) : 0, 13);
    });
  });
});

test('the determinant of a 3 x 3 matrix is the triple product', () => {
  const next = uniforms(8);
  const m = range(18).map(() => next() - 0.5);
  const [out] = evaluateRows([m], (k, x) => {
    const d = determinant(k, matrixOf(x, 3));
    return [d.re, d.im];
  });
  const at = (i: number, j: number): [number, number] => [m[2 * (3 * i + j)]!, m[2 * (3 * i + j) + 1]!];
  const times = ([a, b]: readonly [number, number], [c, d]: readonly [number, number]): [number, number] => [
    a * c - b * d,
    a * d + b * c,
  ];
  let [re, im] = [0, 0];
  for (const [a, b, c, sign] of [
    [0, 1, 2, 1],
    [1, 2, 0, 1],
    [2, 0, 1, 1],
    [0, 2, 1, -1],
    [1, 0, 2, -1],
    [2, 1, 0, -1],
  ] as const) {
    const p = times(times(at(0, a), at(1, b)), at(2, c));
    re += sign * p[0];
    im += sign * p[1];
  }
  expect(out![0]).toBeCloseTo(re, 14);
  expect(out![1]).toBeCloseTo(im, 14);
});

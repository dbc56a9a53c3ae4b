import { describe, expect, test } from 'vitest';
import {
  normalised,
  project,
  type Quaternion,
  rotateRows,
  subgroupsOf,
  timesAdjoint,
} from '../../../../src-engine/group/quaternion.ts';
import { type Matrix, range, trace } from '../../../../src-engine/kernel/complex.ts';
import type { Real, Tracer } from '../../../../src-engine/kernel/tracer.ts';
import { evaluateRows } from '../../../support/kernel-lab.ts';
import { dagger, multiply, unitMatrix } from '../../../support/plain-gauge.ts';
import { uniforms } from '../../../support/random-field.ts';

const numbers = (count: number, seed: number): number[] => {
  const next = uniforms(seed);
  return Array.from({ length: count }, () => 2 * next() - 1);
};
const matrixOf = (x: readonly Real[], n: number): Matrix =>
  range(n).map((i) => range(n).map((j) => ({ re: x[2 * (i * n + j)]!, im: x[2 * (i * n + j) + 1]! })));
const flat = (m: Matrix): Real[] => m.flatMap((row) => row.flatMap((x) => [x.re, x.im]));
const quaternion = (x: readonly Real[], at = 0): Quaternion => [x[at]!, x[at + 1]!, x[at + 2]!, x[at + 3]!];

/** g0 + i g.sigma in rows p, q of a unit matrix, typed in from the Pauli matrices. */
const embedded = (g: readonly number[], n: number, [p, q]: readonly [number, number]): Float64Array => {
  const out = unitMatrix(n);
  out.set([g[0]!, g[3]!], 2 * (p * n + p));
  out.set([g[2]!, g[1]!], 2 * (p * n + q));
  out.set([-g[2]!, g[1]!], 2 * (q * n + p));
  out.set([g[0]!, -g[3]!], 2 * (q * n + q));
  return out;
};

test('there are N(N-1)/2 subgroups', () => {
  expect(subgroupsOf(2)).toEqual([[0, 1]]);
  expect(subgroupsOf(3)).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ]);
  expect(subgroupsOf(8)).toHaveLength(28);
});

describe.each(subgroupsOf(4).map((s) => [s] as const))('rows %j of a 4 x 4 matrix', (rows) => {
  const n = 4;
  const g = numbers(4, 9).map((x, _, all) => x / Math.hypot(...all));
  const x = numbers(2 * n * n, 10);

  test('rotateRows is the product with the embedded matrix', () => {
    const [out] = evaluateRows([[...g, ...x]], (k, v) =>
      flat(rotateRows(k, matrixOf(v.slice(4), n), rows, quaternion(v))),
    );
    const want = multiply(embedded(g, n, rows), Float64Array.from(x), n);
    out!.forEach((y, i) => {
      expect(y).toBeCloseTo(want[i]!, 14);
    });
  });

  test('the projection gives the change of Re tr(g X)', () => {
    const [out] = evaluateRows([[...g, ...x]], (k, v) => {
      const m = matrixOf(v.slice(4), n);
      const q = quaternion(v);
      const w = project(k, m, rows);
      const dot = (a: Quaternion, b: Quaternion): Real =>
        [1, 2, 3].reduce((s, i) => k.sub(s, k.mul(a[i]!, b[i]!)), k.mul(a[0], b[0]));
      return [k.sub(trace(k, rotateRows(k, m, rows, q)).re, trace(k, m).re), k.sub(dot(q, w), w[0])];
    });
    expect(out![0]).toBeCloseTo(out![1]!, 13);
  });
});

describe('unit quaternions', () => {
  const rows = [0, 1] as const;
  const one = (k: Tracer, g: Quaternion): Real[] =>
    flat(
      rotateRows(
        k,
        [
          [
            { re: k.constant(1), im: k.constant(0) },
            { re: k.constant(0), im: k.constant(0) },
          ],
          [
            { re: k.constant(0), im: k.constant(0) },
            { re: k.constant(1), im: k.constant(0) },
          ],
        ],
        rows,
        g,
      ),
    );

  test('timesAdjoint is a b^dagger', () => {
    const a = numbers(4, 1);
    const b = numbers(4, 2);
    const [out] = evaluateRows([[...a, ...b]], (k, v) =>
      one(k, timesAdjoint(k, quaternion(v), quaternion(v, 4))),
    );
    const want = multiply(embedded(a, 2, rows), dagger(embedded(b, 2, rows), 2), 2);
    out!.forEach((y, i) => {
      expect(y).toBeCloseTo(want[i]!, 14);
    });
  });

  test('normalised divides by the norm, and takes zero for one', () => {
    const zero = [0, 0, 0, 0];
    const v = numbers(4, 3).map((x) => 1e-60 * x);
    const out = evaluateRows([zero, v], (k, x) => {
      const { norm, unit } = normalised(k, quaternion(x));
      return [norm, ...unit];
    });
    expect(out[0]!.slice(1)).toEqual([1, 0, 0, 0]);
    expect(out[0]![0]).toBeLessThan(1e-149);
    const size = Math.hypot(...v);
    expect(out[1]![0]! / size).toBeCloseTo(1, 14);
    v.forEach((x, i) => {
      expect(out[1]![i + 1]).toBeCloseTo(x / size, 14);
    });
  });
});

import { describe, expect, test } from 'vitest';
import { range } from '../../../../src-engine/kernel/complex.ts';
import { applyFilter, filterValue } from '../../../../src-engine/linear/chebyshev-filter.ts';
import { lowestEigenpairs } from '../../../../src-engine/linear/lanczos.ts';
import { largestEigenvalue } from '../../../../src-engine/linear/largest-eigenvalue.ts';
import { newLattice } from '../../../support/lattice.ts';
import { testOperator, testSpectrum } from '../../../support/test-operator.ts';

const generic = [0.1, 0.27, 0.44, 0.61];

const setup = (dims: readonly number[], even: boolean, degenerate: boolean, mass2 = 0.01) => {
  const options = { mass2, even, angles: dims.map((_, i) => (degenerate ? 0 : generic[i]!)) };
  return { a: testOperator(newLattice(dims), options), exact: testSpectrum(dims, options) };
};

describe.each([
  { dims: [4, 4], even: false, degenerate: true, count: 3 },
  { dims: [4, 4], even: false, degenerate: false, count: 16 },
  { dims: [4, 4], even: true, degenerate: true, count: 8 },
  { dims: [3, 5], even: false, degenerate: true, count: 4 },
  { dims: [4, 4, 4, 4], even: false, degenerate: true, count: 12 },
  { dims: [4, 4, 4, 4], even: true, degenerate: false, count: 10 },
  { dims: [16, 16], even: false, degenerate: true, count: 7 },
  { dims: [16, 16], even: false, degenerate: false, count: 20 },
])('$dims, even sites only: $even, degenerate: $degenerate', ({ dims, even, degenerate, count }) => {
  const { a, exact } = setup(dims, even, degenerate);
  const found = lowestEigenpairs(a, { count, tolerance: 1e-9, maxIterations: 5000 });
  if (!found.ok) throw new Error(found.error.message);
  const { values, vectors, residuals, largest } = found.value;

  test('values of the closed form, each as often as it occurs', () => {
    values.forEach((v, i) => expect(v).toBeCloseTo(exact[i]!, 11));
    expect(values.length).toBe(count);
    expect(largest / exact.at(-1)!).toBeGreaterThan(0.98);
    expect(largest / exact.at(-1)!).toBeLessThan(1.1);
  });

  test('vectors are orthonormal, and their residuals are those reported', () => {
    const { space } = a;
    const y = space.vector();
    vectors.forEach((v, i) => {
      vectors.forEach((w, j) => {
        const { re, im } = space.dot(v, w)[0]!;
        expect(Math.hypot(re - (i === j ? 1 : 0), im)).toBeLessThan(1e-12);
      });
      a.apply(y, v);
      space.addScaled([-values[i]!], v, y);
      const residual = Math.sqrt(space.norm2(y)[0]!);
      expect(residual).toBeLessThan(1e-9 * largest);
      expect(Math.abs(residual - residuals[i]!)).toBeLessThan(1e-14 * largest);
    });
  });

  test('the largest one', () => {
    const top = largestEigenvalue(a, { tolerance: 1e-3, maxIterations: 400 });
    if (!top.ok) throw new Error(top.error.message);
    expect(top.value.value).toBeLessThan(exact.at(-1)! * (1 + 1e-12));
    expect(top.value.value / exact.at(-1)!).toBeGreaterThan(1 - 1e-3);
    expect(top.value.residual).toBeLessThanOrEqual(1e-3 * top.value.value);
  });
});

test('an eigenvalue of zero is found beside others', () => {
  const { a, exact } = setup([4, 6], false, true, 0);
  const found = lowestEigenpairs(a, { count: 3, tolerance: 1e-9, maxIterations: 1000 });
  if (!found.ok) throw new Error(found.error.message);
  found.value.values.forEach((v, i) => expect(v).toBeCloseTo(exact[i]!, 11));
});

test('an eigenvalue of every density: few of a large space, and a wide gap above them', () => {
  // 2048 dimensions, one value for each momentum
  const dims = [32, 64];
  const { a, exact } = setup(dims, false, false, 1e-4);
  for (const count of [1, 24]) {
    const found = lowestEigenpairs(a, { count, tolerance: 1e-9, maxIterations: 20000 });
    if (!found.ok) throw new Error(found.error.message);
    found.value.values.forEach((v, i) => expect(v).toBeCloseTo(exact[i]!, 11));
    found.value.release();
  }
});

test('nothing is kept of the memory but the vectors', () => {
  const { a } = setup([4, 4], false, true);
  const run = (): number => {
    const found = lowestEigenpairs(a, { count: 2, tolerance: 1e-9, maxIterations: 1000 });
    if (!found.ok) throw new Error(found.error.message);
    found.value.release();
    return a.space.lattice.device.bytes;
  };
  const before = run();
  expect(lowestEigenpairs(a, { count: 2, tolerance: 1e-9, maxIterations: 20 })).toMatchObject({
    ok: false,
    error: { code: 'solver.notConverged', detail: { iterations: 20 } },
  });
  expect(run()).toBe(before);
});

test('what is not finite is an error', () => {
  const { a } = setup([4, 4], false, true);
  const broken = { ...a, apply: (out: Parameters<typeof a.apply>[0]) => a.space.scale([Number.NaN], out) };
  expect(
    largestEigenvalue({
      ...broken,
      apply: (out, x) => {
        a.apply(out, x);
        a.space.scale([Number.NaN], out);
      },
    }),
  ).toMatchObject({
    ok: false,
    error: { code: 'solver.breakdown' },
  });
});

describe.each([1, 2, 5, 12])('a filter of degree %i', (degree) => {
  const range_ = { cut: 1.3, upper: 9, degree };

  test('is the polynomial: on plane waves, which are eigenvectors', () => {
    const dims = [4, 6];
    const { a } = setup(dims, false, false, 0.2);
    const { lattice } = a.space;
    const [x, y, s, t] = range(4).map(() => a.space.vector()) as [
      ReturnType<typeof a.space.vector>,
      ReturnType<typeof a.space.vector>,
      ReturnType<typeof a.space.vector>,
      ReturnType<typeof a.space.vector>,
    ];
    for (const p of [
      [0, 0],
      [1, 2],
      [3, 4],
      [2, 3],
    ]) {
      const wave = range(24).flatMap((n) => {
        const turn = 2 * Math.PI * ((p[0]! * (n % 4)) / 4 + (p[1]! * Math.floor(n / 4)) / 6);
        return [Math.cos(turn), Math.sin(turn)];
      });
      lattice.write(x, Float64Array.from(wave));
      applyFilter(a, range_, y, x, [s, t]);
      const value = dims.reduce(
        (l, n, mu) => l - 2 * Math.cos((2 * Math.PI * p[mu]!) / n + generic[mu]!),
        4.2,
      );
      const factor = filterValue(range_, value);
      lattice.read(y).forEach((v, i) => expect(v).toBeCloseTo(factor * wave[i]!, 12));
    }
  });

  test('is 1 at 0, falls to the cut, and is small above it', () => {
    expect(filterValue(range_, 0)).toBeCloseTo(1, 14);
    const values = range(14).map((i) => filterValue(range_, i / 10));
    expect(values).toEqual([...values].sort((u, v) => v - u));
    for (const i of range(60))
      expect(Math.abs(filterValue(range_, 1.3 + (7.7 * i) / 59))).toBeLessThanOrEqual(
        values[13]! * (1 + 1e-12),
      );
  });
});

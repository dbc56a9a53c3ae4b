import { describe, expect, test } from 'vitest';
import { range } from '../../../../src-engine/kernel/complex.ts';
import type { Lattice } from '../../../../src-engine/lattice/lattice.ts';
import { bicgstab } from '../../../../src-engine/linear/bicgstab.ts';
import type { LinearMap } from '../../../../src-engine/linear/positive-operator.ts';
import { solveDense } from '../../../support/dense.ts';
import { newLattice } from '../../../support/lattice.ts';
import { hoppingMatrix, randomVector, testOperator, trueRelative } from '../../../support/test-operator.ts';

const options = { tolerance: 1e-11, maxIterations: 2000 };
const [one, two] = [
  [0.3, 0.1],
  [1.9, -0.4],
];

/** A = (m + 4 - H(one)) + 0.7 i (m + 4 - H(two)): neither Hermitian nor real. */
const general = (lattice: Lattice, mass2 = 0.05, blocks = 1): LinearMap => {
  const [u, v] = [one, two].map((angles) =>
    testOperator(lattice, { mass2, angles: angles!, width: 2, blocks }),
  );
  const { space } = u!;
  const half = space.vector();
  return {
    space,
    apply(out, x) {
      v!.apply(half, x);
      u!.apply(out, x);
      space.addScaledComplex(
        range(blocks).map(() => ({ re: 0, im: 0.7 })),
        half,
        out,
      );
    },
  };
};

test('the solution is that of the dense matrix', () => {
  const dims = [4, 3];
  const lattice = newLattice(dims);
  const a = general(lattice);
  const [b, x] = [randomVector(a), randomVector(a, 2)];
  const done = bicgstab(a, b, x, options);
  if (!done.ok) throw new Error(done.error.message);
  const [h, g] = [hoppingMatrix(dims, one!), hoppingMatrix(dims, two!)];
  const diagonal = (i: number): number => (i % (h.n + 1) === 0 ? 4.05 : 0);
  const matrix = {
    n: h.n,
    re: h.re.map((re, i) => diagonal(i) - re + 0.7 * g.im[i]!),
    im: h.im.map((im, i) => -im + 0.7 * (diagonal(i) - g.re[i]!)),
  };
  const [rhs, found] = [lattice.read(b), lattice.read(x)];
  for (const c of [0, 1]) {
    const exact = solveDense(
      matrix,
      range(12).flatMap((s) => [rhs[4 * s + 2 * c]!, rhs[4 * s + 2 * c + 1]!]),
    );
    for (const s of range(12)) {
      expect(found[4 * s + 2 * c]).toBeCloseTo(exact[2 * s]!, 9);
      expect(found[4 * s + 2 * c + 1]).toBeCloseTo(exact[2 * s + 1]!, 9);
    }
  }
  expect(done.value.residual).toBeLessThanOrEqual(1e-11);
  // twelve different eigenvalues at most
  expect(done.value.iterations).toBeLessThanOrEqual(14);
  expect(trueRelative(a, b, x) / done.value.residual).toBeCloseTo(1, 2);
});

test('blocks converge on their own, empty ones and solved ones rest', () => {
  const lattice = newLattice([6, 6]);
  const a = general(lattice, 0.05, 3);
  const [b, x] = [randomVector(a), randomVector(a, 4)];
  a.space.scale([1, 0, 1e-3], b);
  const done = bicgstab(a, b, x, options);
  if (!done.ok) throw new Error(done.error.message);
  expect(a.space.norm2(x)[1]).toBe(0);
  const r = a.space.vector();
  a.apply(r, x);
  const [b2, r2] = [a.space.norm2(b), a.space.difference(b, r)];
  for (const i of [0, 2]) expect(Math.sqrt(r2[i]! / b2[i]!)).toBeLessThan(1.01e-11);
  a.space.scale([1, 1, 1 + 1e-5], x);
  const before = lattice.read(x);
  expect(bicgstab(a, b, x, options).ok).toBe(true);
  const after = lattice.read(x);
  for (const site of range(36)) {
    expect(after.slice(12 * site, 12 * site + 8)).toEqual(before.slice(12 * site, 12 * site + 8));
    expect(after.slice(12 * site + 8, 12 * site + 12)).not.toEqual(
      before.slice(12 * site + 8, 12 * site + 12),
    );
  }
});

describe('failures are typed', () => {
  const lattice = newLattice([6, 6]);
  const a = general(lattice);
  const b = randomVector(a);

  test('too few iterations, too much precision', () => {
    const x = a.space.vector();
    expect(bicgstab(a, b, x, { ...options, maxIterations: 3 })).toMatchObject({
      ok: false,
      error: { code: 'solver.notConverged', detail: { iterations: 3 } },
    });
    expect(bicgstab(a, b, x, { ...options, tolerance: 1e-18 })).toMatchObject({
      ok: false,
      error: { code: 'solver.stagnated' },
    });
  });

  test('singular, or not finite', () => {
    const singular = testOperator(lattice, { mass2: 0, width: 2 });
    const failed = bicgstab(singular, b, singular.space.vector(), { ...options, maxIterations: 300 });
    expect(failed.ok).toBe(false);
    const nothing: LinearMap = { space: a.space, apply: (out) => a.space.zero(out) };
    expect(bicgstab(nothing, b, a.space.vector(), options)).toMatchObject({
      ok: false,
      error: { code: 'solver.breakdown' },
    });
    const c = a.space.vector();
    a.space.copy(b, c);
    a.space.scale([Number.NaN], c);
    expect(bicgstab(a, c, a.space.vector(), options)).toMatchObject({
      ok: false,
      error: { code: 'solver.breakdown' },
    });
  });

  test('a shadow residual that A p is orthogonal to: a new start does not help a skew A', () => {
    // (x, i x) -> rotation by 90 degrees in every pair: <r, A r> is imaginary, not zero; a real rotation of two components has none
    const space = a.space;
    const swap: LinearMap = {
      space,
      apply(out, x) {
        space.lattice.kernel('test rotate', (k) => {
          const [o, i] = [k.field('out', 4), k.field('x', 4)];
          for (const c of [0, 1]) {
            k.store(o, c, k.neg(k.load(i, k.here, c + 2)));
            k.store(o, c + 2, k.load(i, k.here, c));
          }
        })([out, x]);
      },
    };
    const real = space.vector();
    space.lattice.write(
      real,
      Float64Array.from(range(36 * 4), (i) => (i % 2 === 0 ? 1 + (i % 7) : 0)),
    );
    const done = bicgstab(swap, real, space.vector(), { ...options, maxIterations: 50 });
    if (done.ok) expect(done.value.residual).toBeLessThanOrEqual(1e-11);
    else expect(done.error.code).toMatch(/^solver\./);
  });
});

test('b = 0 gives x = 0', () => {
  const a = general(newLattice([4, 4]));
  const x = randomVector(a);
  expect(bicgstab(a, a.space.vector(), x, options)).toMatchObject({ ok: true, value: { iterations: 0 } });
  expect(a.space.norm2(x)).toEqual([0]);
});

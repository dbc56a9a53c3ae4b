import { describe, expect, test } from 'vitest';
import { range } from '../../../../src-engine/kernel/complex.ts';
import type { Field } from '../../../../src-engine/lattice/lattice.ts';
import { conjugateGradient } from '../../../../src-engine/linear/conjugate-gradient.ts';
import { shifted } from '../../../../src-engine/linear/shifted-operator.ts';
import { solveDense } from '../../../support/dense.ts';
import { newLattice } from '../../../support/lattice.ts';
import {
  hoppingMatrix,
  randomVector,
  sitesOfParity,
  testOperator,
  testSpectrum,
  trueRelative,
} from '../../../support/test-operator.ts';

const options = { tolerance: 1e-11, maxIterations: 2000 };
const angles = [0.3, 0.11, -0.2, 0.7];

describe.each([
  [[4, 4], 0.02],
  [[3, 5], 0.3],
  [[2, 4, 2], 0.1],
])('on %j', (dims, mass2) => {
  test('the solution is that of the dense matrix', () => {
    const lattice = newLattice(dims);
    const theta = angles.slice(0, dims.length);
    const a = testOperator(lattice, { mass2, angles: theta });
    const [b, x] = [randomVector(a), a.space.vector()];
    const done = conjugateGradient(a, b, x, { ...options, shift: 0.05 });
    expect(done).toMatchObject({ ok: true });
    const h = hoppingMatrix(dims, theta);
    const diagonal = mass2 + 0.05 + 2 * dims.length;
    const matrix = {
      n: h.n,
      re: h.re.map((re, i) => (i % (h.n + 1) === 0 ? diagonal : 0) - re),
      im: h.im.map((im) => -im),
    };
    const found = lattice.read(x);
    solveDense(matrix, lattice.read(b)).forEach((v, i) => expect(found[i]).toBeCloseTo(v, 8));
  });
});

describe.each([false, true])('even sites only: %s', (even) => {
  const setup = (mass2: number, blocks = 1, theta = angles) => {
    const lattice = newLattice([4, 4, 2, 4]);
    return testOperator(lattice, { mass2, angles: theta, width: 3, blocks, even });
  };
  const sites = even ? sitesOfParity([4, 4, 2, 4], 0) : range(128);

  test('the reported residual is the true one, and a worse x has a larger one', () => {
    const a = setup(0.1);
    const [b, x] = [randomVector(a), a.space.vector()];
    const done = conjugateGradient(a, b, x, options);
    if (!done.ok) throw new Error(done.error.message);
    expect(done.value.residual).toBeLessThanOrEqual(1e-11);
    expect(trueRelative(a, b, x, sites) / done.value.residual).toBeCloseTo(1, 2);
    a.space.scale([1 + 1e-9], x);
    const again = conjugateGradient(a, b, x, { tolerance: 1, maxIterations: 0 });
    if (!again.ok) throw new Error(again.error.message);
    expect(again.value.iterations).toBe(0);
    expect(again.value.residual).toBeCloseTo(1e-9, 11);
  });

  test('sites of the other parity are left alone', () => {
    if (!even) return;
    const a = setup(0.1);
    const [b, x] = [randomVector(a), randomVector(a, 5)];
    const before = a.space.lattice.read(x);
    expect(conjugateGradient(a, b, x, options).ok).toBe(true);
    const after = a.space.lattice.read(x);
    for (const s of sitesOfParity([4, 4, 2, 4], 1))
      expect(after.slice(6 * s, 6 * s + 6)).toEqual(before.slice(6 * s, 6 * s + 6));
  });

  test('a good guess saves iterations, the solution itself all of them', () => {
    const a = setup(0.05);
    const [b, x] = [randomVector(a), a.space.vector()];
    const cold = conjugateGradient(a, b, x, options);
    a.space.scale([1 + 1e-6], x);
    const warm = conjugateGradient(a, b, x, options);
    const hot = conjugateGradient(a, b, x, options);
    if (!cold.ok || !warm.ok || !hot.ok) throw new Error('not solved');
    expect(warm.value.iterations).toBeLessThan(0.7 * cold.value.iterations);
    expect(hot.value.iterations).toBe(0);
  });

  test('a guess that is not quite good enough is not taken for the solution', () => {
    const a = setup(0.05);
    const [b, x] = [randomVector(a), a.space.vector()];
    conjugateGradient(a, b, x, { ...options, tolerance: 1e-13 });
    a.space.scale([1 + 3e-11], x);
    const done = conjugateGradient(a, b, x, options);
    if (!done.ok) throw new Error(done.error.message);
    expect(done.value.iterations).toBeGreaterThan(0);
    expect(trueRelative(a, b, x, sites)).toBeLessThanOrEqual(1.01e-11);
  });

  test('blocks are solved as one by one, though one is empty and one is solved already', () => {
    const a = setup(0.05, 3);
    const one = testOperator(a.space.lattice, { mass2: 0.05, angles, width: 3, even });
    const [b, x] = [randomVector(a), randomVector(a, 9)];
    a.space.scale([1, 0, 1], b);
    const values = a.space.lattice.read(b);
    const piece = (from: Float64Array, block: number): Float64Array =>
      Float64Array.from(range(128 * 6), (i) => from[Math.floor(i / 6) * 18 + block * 6 + (i % 6)]!);
    const done = conjugateGradient(a, b, x, options);
    expect(done).toMatchObject({ ok: true });
    const found = a.space.lattice.read(x);
    for (const block of [0, 1, 2]) {
      const [c, y] = [one.space.vector(), one.space.vector()];
      one.space.lattice.write(c, piece(values, block));
      expect(conjugateGradient(one, c, y, options).ok).toBe(true);
      const single = one.space.lattice.read(y);
      const mine = piece(found, block);
      for (const s of sites)
        for (const i of range(6)) expect(mine[6 * s + i]).toBeCloseTo(single[6 * s + i]!, 8);
    }
    // one block is perturbed: the others must not move
    a.space.scale([1, 1, 1 + 1e-4], x);
    const before = a.space.lattice.read(x);
    expect(conjugateGradient(a, b, x, options).ok).toBe(true);
    const after = a.space.lattice.read(x);
    for (const block of [0, 1]) expect(piece(after, block)).toEqual(piece(before, block));
    expect(piece(after, 2)).not.toEqual(piece(before, 2));
  });

  test('the shift is that of the spectrum', () => {
    const a = setup(0.1);
    const [b, x] = [randomVector(a), a.space.vector()];
    const moved = setup(0.35);
    const y = moved.space.vector();
    expect(conjugateGradient(a, b, x, { ...options, shift: 0.25 }).ok).toBe(true);
    moved.space.lattice.write(y, a.space.lattice.read(x));
    const c = moved.space.vector();
    moved.space.lattice.write(c, a.space.lattice.read(b));
    expect(trueRelative(moved, c, y, sites)).toBeLessThan(1.1e-11);
    const wrapped = shifted(a, 0.25);
    expect(trueRelative(wrapped, b, x, sites)).toBeLessThan(1.1e-11);
  });

  test('nearly singular: a right answer, or none', () => {
    const a = setup(1e-12, 1, [0, 0, 0, 0]);
    const [b, x] = [randomVector(a), a.space.vector()];
    const done = conjugateGradient(a, b, x, { tolerance: 1e-10, maxIterations: 3000 });
    if (done.ok) expect(trueRelative(a, b, x, sites)).toBeLessThan(1.01e-10);
    else expect(done.error.code).toMatch(/^solver\./);
    const hopeless = conjugateGradient(a, b, x, { tolerance: 1e-17, maxIterations: 3000 });
    expect(hopeless.ok).toBe(false);
  });

  test('singular: an error', () => {
    const a = setup(0, 1, [0, 0, 0, 0]);
    expect(testSpectrum([4, 4, 2, 4], { mass2: 0, even })[0]).toBeCloseTo(0, 12);
    const [b, x] = [randomVector(a), a.space.vector()];
    const done = conjugateGradient(a, b, x, { tolerance: 1e-10, maxIterations: 500 });
    expect(done.ok).toBe(false);
    if (!done.ok) expect(done.error.code).toMatch(/^solver\.(breakdown|notConverged|stagnated)$/);
  });

  test('what cannot be solved has its code', () => {
    const a = setup(0.01);
    const [b, x] = [randomVector(a), a.space.vector()];
    const few = conjugateGradient(a, b, x, { tolerance: 1e-10, maxIterations: 3 });
    expect(few).toMatchObject({
      ok: false,
      error: { code: 'solver.notConverged', detail: { iterations: 3 } },
    });
    if (!few.ok) expect(few.error.detail?.residual).toBeCloseTo(trueRelative(a, b, x, sites), 12);
    const negative = conjugateGradient(a, b, x, { ...options, shift: -30 });
    expect(negative).toMatchObject({ ok: false, error: { code: 'solver.breakdown' } });
    a.space.scale([Number.NaN], b);
    expect(conjugateGradient(a, b, x, options)).toMatchObject({
      ok: false,
      error: { code: 'solver.breakdown' },
    });
  });

  test('b = 0 gives x = 0, whatever the guess', () => {
    const a = setup(0.1);
    const [b, x] = [a.space.vector(), randomVector(a)];
    a.space.scale([Number.NaN], x);
    const done = conjugateGradient(a, b, x, options);
    expect(done).toMatchObject({ ok: true, value: { iterations: 0, residual: 0 } });
    const values = a.space.lattice.read(x);
    for (const s of sites) for (const i of range(6)) expect(values[6 * s + i]).toBe(0);
  });
});

test('an operator that lies about A p is found out', () => {
  const a = testOperator(newLattice([4, 4]), { mass2: 0.1 });
  const false_ = {
    ...a,
    descend: (r: Field, p: Field, alpha: readonly number[]) =>
      a.descend(
        r,
        p,
        alpha.map((s) => 1.01 * s),
      ),
  };
  const [b, x] = [randomVector(a), a.space.vector()];
  const done = conjugateGradient(false_, b, x, options);
  if (done.ok) expect(trueRelative(a, b, x)).toBeLessThan(1.01e-11);
  else expect(done.error.code).toMatch(/^solver\./);
});

test('progress falls to the tolerance', () => {
  const a = testOperator(newLattice([12, 16]), { mass2: 1e-4 });
  const [b, x] = [randomVector(a), a.space.vector()];
  const seen: number[] = [];
  const done = conjugateGradient(a, b, x, { ...options, onStep: (_, r) => seen.push(r) });
  expect(done.ok).toBe(true);
  expect(seen.length).toBeGreaterThan(2);
  expect(seen.at(-1)!).toBeLessThan(1e-3);
});

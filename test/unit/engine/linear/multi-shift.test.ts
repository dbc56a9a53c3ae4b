import { describe, expect, test } from 'vitest';
import { range } from '../../../../src-engine/kernel/complex.ts';
import { conjugateGradient } from '../../../../src-engine/linear/conjugate-gradient.ts';
import { multiShiftCg } from '../../../../src-engine/linear/multi-shift.ts';
import { newLattice } from '../../../support/lattice.ts';
import { randomVector, sitesOfParity, testOperator, trueRelative } from '../../../support/test-operator.ts';

const dims = [4, 4, 2, 4];
const angles = [0.3, 0.11, -0.2, 0.7];
const options = { tolerance: 1e-11, maxIterations: 2000 };
/** Not in order, one twice, seven of them: more than one sweep's worth. */
const shifts = [0.3, 0.01, 4, 0.3, 0.0, 60, 1e-3];

describe.each([false, true])('even sites only: %s', (even) => {
  const setup = (blocks = 1, mass2 = 0.02) =>
    testOperator(newLattice(dims), { mass2, angles, width: 3, blocks, even });
  const sites = even ? sitesOfParity(dims, 0) : range(128);

  test('every solution is that of its shift alone, at the cost of the smallest', () => {
    const a = setup();
    const b = randomVector(a);
    const xs = shifts.map((_, i) => randomVector(a, i));
    const before = a.applied();
    const done = multiShiftCg(a, b, shifts, xs, options);
    if (!done.ok) throw new Error(done.error.message);
    const cost = a.applied() - before;
    const x = a.space.vector();
    const alone = conjugateGradient(a, b, x, options);
    if (!alone.ok) throw new Error(alone.error.message);
    // one more for each true residual
    expect(cost).toBeLessThanOrEqual(alone.value.iterations + shifts.length + 2);
    expect(done.value.iterations).toBeLessThanOrEqual(alone.value.iterations + 2);
    shifts.forEach((shift, s) => {
      const single = a.space.vector();
      expect(conjugateGradient(a, b, single, { ...options, shift }).ok).toBe(true);
      const [found, wanted] = [a.space.lattice.read(xs[s]!), a.space.lattice.read(single)];
      for (const site of sites)
        for (const i of range(6)) expect(found[6 * site + i]).toBeCloseTo(wanted[6 * site + i]!, 9);
      const report = done.value.shifts[s]!;
      expect(report.residual).toBeLessThanOrEqual(1e-11);
      expect(trueRelative(a, b, xs[s]!, sites, shift) / report.residual).toBeCloseTo(1, 1);
    });
    // heavier shifts drop out earlier
    const iterations = [...shifts.keys()].sort((i, j) => shifts[i]! - shifts[j]!);
    const counts = iterations.map((s) => done.value.shifts[s]!.iterations);
    expect(counts).toEqual([...counts].sort((m, n) => n - m));
    expect(counts.at(-1)!).toBeLessThan(0.7 * counts[0]!);
  });

  test('blocks and tolerances of their own', () => {
    const a = setup(3);
    const b = randomVector(a);
    a.space.scale([1, 0, 1e-5], b);
    const xs = [0, 1, 2].map(() => a.space.vector());
    const tolerances = [1e-4, 1e-10, 1e-12];
    const done = multiShiftCg(a, b, [0, 0.1, 1], xs, { ...options, tolerances });
    if (!done.ok) throw new Error(done.error.message);
    done.value.shifts.forEach(({ residual }, s) => {
      expect(residual).toBeLessThanOrEqual(tolerances[s]!);
    });
    [0, 0.1, 1].forEach((shift, s) => {
      const checked = conjugateGradient(a, b, xs[s]!, { tolerance: 1, maxIterations: 0, shift });
      if (!checked.ok) throw new Error(checked.error.message);
      expect(checked.value.residual).toBeCloseTo(done.value.shifts[s]!.residual, 14);
    });
    // the loose tolerance of the base was not tightened by the others at the base's expense
    expect(done.value.shifts[0]!.iterations).toBeLessThan(done.value.shifts[1]!.iterations);
  });

  test('failures are typed', () => {
    const a = setup();
    const b = randomVector(a);
    const xs = [a.space.vector(), a.space.vector()];
    expect(multiShiftCg(a, b, [0, 1], xs, { tolerance: 1e-10, maxIterations: 4 })).toMatchObject({
      ok: false,
      error: { code: 'solver.notConverged' },
    });
    expect(multiShiftCg(a, b, [-40, 1], xs, options)).toMatchObject({
      ok: false,
      error: { code: 'solver.breakdown' },
    });
    expect(multiShiftCg(a, b, [0, 1], xs, { tolerance: 1e-17, maxIterations: 400 }).ok).toBe(false);
    a.space.zero(b);
    expect(multiShiftCg(a, b, [0, 1], xs, options)).toMatchObject({ ok: true, value: { iterations: 0 } });
  });

  test('where rounding spoils the recurrence the shift is polished', () => {
    const a = setup(1, 1e-9);
    const b = randomVector(a);
    const xs = [a.space.vector(), a.space.vector()];
    const done = multiShiftCg(a, b, [0, 1e-4], xs, { tolerance: 2e-15, maxIterations: 4000 });
    if (done.ok)
      [0, 1e-4].forEach((shift, s) => {
        expect(trueRelative(a, b, xs[s]!, sites, shift)).toBeLessThan(2.1e-15);
      });
    else expect(done.error.code).toBe('solver.stagnated');
  });
});

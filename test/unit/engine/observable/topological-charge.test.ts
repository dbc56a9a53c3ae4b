import { describe, expect, it } from 'vitest';
import { groupOfColours } from '../../../../src-engine/group/group.ts';
import { gaugeFieldOf } from '../../../../src-engine/lattice/gauge-field.ts';
import {
  chargeKind,
  geometricDensityField,
  measureGeometricCharge,
  measureTopologicalCharge,
} from '../../../../src-engine/observable/index.ts';
import { newLattice, randomGaugeField } from '../../../support/lattice.ts';
import { everySite, linkAt, linkOf } from '../../../support/plain-gauge.ts';
import { randomField } from '../../../support/random-field.ts';

it('is there for SU(N) in four dimensions and U(1) in two', () => {
  expect(chargeKind(groupOfColours(3), 4)).toBe('field-strength');
  expect(chargeKind(groupOfColours(1), 2)).toBe('geometric');
  for (const [n, d] of [
    [1, 4],
    [3, 2],
    [2, 3],
  ] as const)
    expect(chargeKind(groupOfColours(n), d)).toBe('none');
});

describe('U(1) in two dimensions', () => {
  it.each([-3, -1, 0, 2, 5])('sees the flux of an instanton of charge %i', (charge) => {
    const dims = [6, 5];
    const a = (2 * Math.PI * charge) / 30;
    const c = { dims, colours: 1, links: new Float64Array(30 * 2 * 2) };
    for (const x of everySite(dims)) {
      const [u0, u1] = [x[0] === 5 ? -a * 6 * x[1]! : 0, a * x[0]!];
      c.links.set([Math.cos(u0), Math.sin(u0)], linkAt(c, x, 0));
      c.links.set([Math.cos(u1), Math.sin(u1)], linkAt(c, x, 1));
    }
    expect(measureGeometricCharge(gaugeFieldOf(newLattice(dims), c))).toBeCloseTo(charge, 12);
  });

  it.each([1, 2, 3, 4, 5])('is an integer on a random field (seed %i)', (seed) => {
    const field = randomGaugeField([7, 6], 1, seed);
    const c = randomField([7, 6], 1, seed);
    const angle = (x: readonly number[], mu: number): number => {
      const [re, im] = linkOf(c, x, mu);
      return Math.atan2(im!, re!);
    };
    const plain = everySite(c.dims).reduce((sum, x) => {
      const [i, j] = [x[0]!, x[1]!];
      const p = angle(x, 0) + angle([i + 1, j], 1) - angle([i, j + 1], 0) - angle(x, 1);
      return sum + (p - 2 * Math.PI * Math.round(p / (2 * Math.PI)));
    }, 0);
    const q = measureGeometricCharge(field);
    expect(q).toBe(Math.round(q));
    expect(q).toBeCloseTo(plain / (2 * Math.PI), 12);
    const density = geometricDensityField(field);
    expect(field.lattice.read(density).reduce((s, x) => s + x, 0)).toBeCloseTo(q, 12);
  });
});

it('changes its sign under a reflection', () => {
  const dims = [3, 4, 2, 3];
  const c = randomField(dims, 3, 8);
  const reflected = { ...c, links: new Float64Array(c.links.length) };
  // x -> -x: U_x'(x) = U_x(-x - 1)^dagger, the other links move along
  for (const x of everySite(dims)) {
    for (let mu = 0; mu < 4; mu++) {
      const from = [...x];
      from[0] = mu === 0 ? -x[0]! - 1 : -x[0]!;
      const link = linkOf(c, from, mu);
      const moved = mu === 0 ? link.map((_, i) => conjugateTransposed(link, 3, i)) : link;
      reflected.links.set(moved, linkAt(c, x, mu));
    }
  }
  const charges = (of: typeof c): Record<'clover' | 'improved', number> =>
    measureTopologicalCharge(gaugeFieldOf(newLattice(dims), of), ['clover', 'improved']);
  const before = charges(c);
  const after = charges(reflected);
  expect(Math.abs(before.clover)).toBeGreaterThan(1e-3);
  expect(after.clover).toBeCloseTo(-before.clover, 12);
  expect(after.improved).toBeCloseTo(-before.improved, 12);
});

const conjugateTransposed = (m: Float64Array, n: number, i: number): number => {
  const [row, column, part] = [Math.floor(i / 2 / n), Math.floor(i / 2) % n, i % 2];
  return (part === 0 ? 1 : -1) * m[2 * (column * n + row) + part]!;
};

import { describe, expect, test } from 'vitest';
import { eachSite } from '../../../../src-engine/lattice/colouring.ts';
import { scalarLab } from '../../../support/scalar-lab.ts';

const coupling = { massSquared: -1.3, lambda: 0.7 };

/** The formula, site by site, with neighbours by coordinates. */
const plainAction = (dims: readonly number[], phi: Float64Array): number => {
  const strides = dims.map((_, i) => dims.slice(0, i).reduce((n, extent) => n * extent, 1));
  let sum = 0;
  eachSite(dims, (x, site) => {
    const here = phi[site]!;
    sum += coupling.massSquared * here ** 2 + coupling.lambda * here ** 4;
    dims.forEach((extent, mu) => {
      const hop = (step: number): number =>
        phi[site + (((x[mu]! + step + extent) % extent) - x[mu]!) * strides[mu]!]!;
      sum += 2 * here ** 2 - here * hop(1) - here * hop(-1);
    });
  });
  return sum;
};

describe.each([[[4, 6]], [[3, 5]], [[2, 2]], [[4, 3, 2]], [[2, 4, 2, 4]]])('on %s', (dims) => {
  test('the value is that of the formula', () => {
    const lab = scalarLab(dims, coupling, 5);
    const expected = plainAction(dims, lab.lattice.read(lab.field.phi));
    expect(lab.action.value()).toBeCloseTo(expected, 9);
    expect(lab.measure().action! * lab.lattice.volume).toBeCloseTo(expected, 9);
  });

  test('the force is minus its derivative, and a kick adds it', () => {
    const lab = scalarLab(dims, coupling, 6);
    const { lattice, field, action } = lab;
    const momenta = lattice.field(1);
    lattice.write(momenta, new Float64Array(lattice.volume).fill(0.25));
    action.kick(momenta, 0.5);
    const kicked = lattice.read(momenta);
    const phi = lattice.read(field.phi);
    for (const site of [0, 1, lattice.volume - 1]) {
      const at = (shift: number): number => {
        const moved = phi.slice();
        moved[site]! += shift;
        return plainAction(dims, moved);
      };
      const h = 1e-4;
      // fourth order: exact for a polynomial of fourth degree, up to rounding
      const slope = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
      expect(kicked[site]).toBeCloseTo(0.25 - 0.5 * slope, 7);
    }
  });
});

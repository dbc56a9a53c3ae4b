/** The PCAC mass of free quarks, from momentum space and in closed form; domain walls in domain-wall-quark.test.ts. */
import { describe, expect, it } from 'vitest';
import { checkPcac, pcacMass } from '../../../../src-engine/hadron/pcac.ts';
import {
  coldField,
  freeMeson,
  freeWilsonPropagator,
  plainBasis,
  propagatorOf,
  quarkOn,
  staggeredQuark,
  wilsonQuark,
} from '../../../support/hadron-lab.ts';
import { zproduct } from '../../../support/plain-complex.ts';

describe('PCAC mass', () => {
  it('is the ratio of the correlators that the currents have in momentum space', () => {
    const dims = [4, 2, 2, 8];
    const found = pcacMass(propagatorOf(quarkOn(coldField(dims, 3), wilsonQuark(0.115))));
    const { gamma, gamma5 } = plainBasis(4);
    const propagator = freeWilsonPropagator(dims, 0.115);
    const axial = freeMeson(dims, 3, propagator, zproduct(gamma[3]!, gamma5), gamma5).map(([re]) => re);
    const density = freeMeson(dims, 3, propagator, gamma5, gamma5).map(([re]) => re);
    axial.forEach((x, t) => {
      expect(found.axial[t]!).toBeCloseTo(x, 11);
      expect(found.pseudoscalar[t]!).toBeCloseTo(density[t]!, 11);
    });
    expect(found.mass.map(({ t }) => t)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const { t, value } of found.mass)
      expect(value).toBeCloseTo((axial[t + 1]! - axial[t - 1]!) / (4 * density[t]!), 11);
    const middle = found.mass.filter(({ t }) => t >= 2 && t <= 6);
    expect(found.mean).toBeCloseTo(middle.reduce((s, { value }) => s + value, 0) / 5, 13);
  });

  it('tends to sinh(2E)/2 of quarks at rest, E = log(1 + m0), and vanishes with m0', () => {
    const mass = (kappa: number): number =>
      pcacMass(propagatorOf(quarkOn(coldField([2, 2, 2, 32], 3), wilsonQuark(kappa), 4))).mass[15]!.value;
    for (const kappa of [0.115, 0.12]) {
      const energy = Math.log(1 + 1 / (2 * kappa) - 4);
      expect(mass(kappa)).toBeCloseTo(Math.sinh(2 * energy) / 2, 8);
    }
  });

  it('is refused for staggered quarks', () => {
    expect(checkPcac(quarkOn(coldField([2, 2, 2, 2], 3), staggeredQuark(1)))).toMatchObject({
      error: { code: 'fermion.unsupported' },
    });
  });
});

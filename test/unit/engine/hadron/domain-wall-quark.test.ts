/** The quark on the walls: Ward identity of the fifth dimension, chirality, and Shamir against Moebius. */
import { describe, expect, it } from 'vitest';
import type { DiracSpec } from '../../../../src-engine/api/spec/dirac-spec.ts';
import { gammaBasis } from '../../../../src-engine/dirac/gamma.ts';
import { pionCorrelator } from '../../../../src-engine/hadron/mesons.ts';
import { pcacMass } from '../../../../src-engine/hadron/pcac.ts';
import type { Propagator } from '../../../../src-engine/hadron/propagator.ts';
import type { GaugeField } from '../../../../src-engine/lattice/gauge-field.ts';
import { gaugeFieldOf, getConfiguration } from '../../../../src-engine/lattice/gauge-field.ts';
import { coldField, elementOf, propagatorOf, quarkOn } from '../../../support/hadron-lab.ts';
import { newLattice, randomGaugeField } from '../../../support/lattice.ts';
import { gaugeTransformed } from '../../../support/random-field.ts';

const links = { boundary: 'antiperiodic', smearing: 'none' } as const;
const shamir = (ls: number, mass = 0.1, height = 1.4): DiracSpec => ({
  operator: 'domain-wall',
  mass,
  height,
  ls,
  ...links,
});
const moebius = (ls: number, b: number, c: number, mass = 0.1, height = 1.4): DiracSpec => ({
  operator: 'moebius',
  mass,
  height,
  ls,
  b,
  c,
  ...links,
});
const from = (gauge: GaugeField, spec: DiracSpec): Propagator => propagatorOf(quarkOn(gauge, spec, 1, 1e-12));

/** Largest |g5 S g5 + S| of the sites but the source's, over the largest |S| there: zero for a quark that is chiral and massless. */
const chiralViolation = (p: Propagator): number => {
  const { chirality } = gammaBasis(4);
  let [worst, largest] = [0, 0];
  for (let site = 1; site < p.quark.gauge.lattice.volume; site++)
    for (let s = 0; s < 4; s++)
      for (let b = 0; b < 4; b++) {
        const size = Math.hypot(...elementOf(p, site)(s, 0, b, 0));
        largest = Math.max(largest, size);
        if (chirality[s] === chirality[b]) worst = Math.max(worst, 2 * size);
      }
  return worst / largest;
};

const largestDifference = (a: Propagator, b: Propagator): number =>
  a.columns.reduce(
    (worst, { values }, c) =>
      values.reduce((w, x, i) => Math.max(w, Math.abs(x - b.columns[c]!.values[i]!)), worst),
    0,
  );

describe('the quark on the walls', () => {
  const gauge = randomGaugeField([2, 2, 2, 4], 3, 11);

  it.each([
    ['Shamir', shamir(4)],
    ['Shamir, longer', shamir(8, 0.3, 1.8)],
    ['Moebius', moebius(4, 1.5, 0.5)],
    ['Moebius, other weights', moebius(6, 1.2, 0.7, 0.2)],
  ])('%s: m sum C_PP + sum C_midpoint = Re tr S(0, 0)', (_, spec) => {
    const p = from(gauge, spec);
    const density = pionCorrelator(p).reduce((s, x) => s + x, 0);
    const midpoint = p.midpoint!.reduce((s, x) => s + x, 0);
    let trace = 0;
    for (let s = 0; s < 4; s++) for (let c = 0; c < 3; c++) trace += elementOf(p, 0)(s, c, s, c)[0];
    const { mass } = spec as { mass: number };
    expect(mass * density + midpoint).toBeCloseTo(trace, 9);
    expect(midpoint).toBeGreaterThan(0);
  });

  it('Moebius with b = 1, c = 0 is Shamir', () => {
    expect(largestDifference(from(gauge, moebius(4, 1, 0)), from(gauge, shamir(4)))).toBeLessThan(1e-10);
  });

  it('becomes chiral with the extent of the fifth dimension, and its residual mass falls', () => {
    const free = coldField([4, 4, 4, 8], 1);
    const found = [4, 8, 12].map((ls) => {
      const p = from(free, shamir(ls, 0, 1.2));
      return { violation: chiralViolation(p), residual: pcacMass(p).residualMass! };
    });
    for (const [i, { violation, residual }] of found.entries()) {
      if (i === 0) continue;
      expect(violation).toBeLessThan(found[i - 1]!.violation / 3);
      expect(residual).toBeLessThan(found[i - 1]!.residual / 5);
    }
    expect(found[2]!.violation).toBeLessThan(1e-3);
    expect(found[0]!.residual).toBeGreaterThan(0);
  });

  it('Shamir and Moebius of one kernel tend to one overlap quark', () => {
    const free = coldField([4, 4, 4, 4], 1);
    const long = from(free, shamir(32, 0.1));
    const near = largestDifference(from(free, moebius(16, 1.5, 0.5)), long);
    const far = largestDifference(from(free, moebius(6, 1.5, 0.5)), long);
    expect(near).toBeLessThan(1e-5);
    expect(far).toBeGreaterThan(10 * near);
  });

  it('is gauge invariant', () => {
    const other = gaugeFieldOf(newLattice([2, 2, 2, 4]), gaugeTransformed(getConfiguration(gauge)));
    for (const spec of [shamir(4), moebius(4, 1.5, 0.5)]) {
      const [a, b] = [gauge, other].map((field) => pcacMass(from(field, spec)));
      a!.pseudoscalar.forEach((x, t) => expect(b!.pseudoscalar[t]!).toBeCloseTo(x, 10));
      expect(b!.residualMass!).toBeCloseTo(a!.residualMass!, 10);
      expect(b!.mean).toBeCloseTo(a!.mean, 9);
    }
  });
});

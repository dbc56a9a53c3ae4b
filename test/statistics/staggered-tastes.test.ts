/**
 * SU(2), 4^4, beta 2.7, staggered quarks of mass 0.3 in several numbers of tastes: det(D)^(tastes / 4) against the averages of an independent code
 * with the exact determinant. Four tastes by two algorithms: one field without a root, and two fields of two tastes each through rational
 * approximations. Seeds are fixed and the arithmetic is the same on every machine; each comparison allows three standard errors.
 */
import { describe, expect, test } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import type { GaugeField } from '../../src-engine/lattice/gauge-field.ts';
import { measurePlaquette } from '../../src-engine/observable/plaquette.ts';
import { rationalMonomial } from '../../src-engine/pseudofermion/rational/rational-monomial.ts';
import { estimate, expMinusDeltaH } from '../../src-engine/statistics/index.ts';
import type { Monomial } from '../../src-engine/update/monomial.ts';
import { expectAgreement } from '../support/agreement.ts';
import { operatorOn } from '../support/dirac-lab.ts';
import { quarkHmc } from '../support/quark-hmc.ts';
import { seaQuark, termsOf } from '../support/sea-lab.ts';

const SIGMAS = 3;
const TRAJECTORIES = 2000;
const DROPPED = 100;

const solver = { tolerance: 1e-11, forceTolerance: 1e-6, maxIterations: 1000 };
const tastes = (n: number) => (field: GaugeField) =>
  termsOf(field, seaQuark({ operator: 'staggered', mass: 0.3 } as const, { tastes: n, ...solver }));

const twoRoots = (field: GaugeField): Monomial[] => {
  const operator = operatorOn(field, {
    operator: 'staggered',
    mass: 0.3,
    boundary: 'antiperiodic',
    smearing: 'none',
  });
  return [unwrap(rationalMonomial({ name: 'quark1', operator, power: 1, fields: 2, ...solver }))];
};

const run = (quarks: (field: GaugeField) => readonly Monomial[], seed: number) => {
  const lab = quarkHmc({ dims: [4, 4, 4, 4], colours: 2, beta: 2.7, quarks, reproducible: true });
  const hmc = lab.hmc({ schemes: ['omelyan-2', 'omelyan-2'], steps: [3, 2] });
  const plaquette = new Float64Array(TRAJECTORIES);
  const deltaH = new Float64Array(TRAJECTORIES);
  for (let update = 0; update < DROPPED + TRAJECTORIES; update++) {
    const t = hmc.trajectory({ seed, update });
    if (update < DROPPED) continue;
    plaquette[update - DROPPED] = measurePlaquette(lab.field).mean;
    deltaH[update - DROPPED] = t.deltaH;
  }
  return { plaquette: unwrap(estimate(plaquette)), exp: unwrap(expMinusDeltaH(deltaH)) };
};

describe('SU(2), 4^4, beta 2.7, m 0.3', () => {
  test.each([
    ['2 tastes', tastes(2), 0.69491, 0.00053, 31],
    ['4 tastes, one field', tastes(4), 0.70229, 0.0002, 32],
    ['4 tastes, two rooted fields', twoRoots, 0.70229, 0.0002, 33],
    ['8 tastes, two fields', tastes(8), 0.7154, 0.00051, 34],
  ] as const)('%s', (_, quarks, value, error, seed) => {
    const { plaquette, exp } = run(quarks, seed);
    expectAgreement(plaquette, value, error, 'plaquette', SIGMAS);
    expectAgreement(exp, 1, 0, '<exp(-dH)>', SIGMAS);
    expect(exp.error).toBeLessThan(0.01);
    // without quarks it would be 0.68712
    expect(plaquette.error).toBeLessThan(6e-4);
  });
});

/**
 * HMC with sea quarks against exact-determinant runs of an independent code, and identities. Seeds are fixed and the arithmetic is the same on
 * every machine; comparisons allow four standard errors (hmc.test.ts).
 */
import { describe, expect, test } from 'vitest';
import type { ValenceSpec } from '../../src-engine/api/spec/dirac-spec.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import { su, u1 } from '../../src-engine/group/group.ts';
import { inverseTraces } from '../../src-engine/hadron/condensate.ts';
import { makeQuark } from '../../src-engine/hadron/make-quark.ts';
import { expectAgreement } from '../support/agreement.ts';
import {
  type DynamicalLab,
  type DynamicalSetting,
  dynamicalHistory,
  gaugeForceProduct,
} from '../support/dynamical-lab.ts';
import type { HmcHistory } from '../support/hmc-history.ts';
import { seaQuark } from '../support/sea-lab.ts';

/** Creutz's identity at an acceptance that says something. */
const expectExactSampling = (h: HmcHistory): void => {
  expectAgreement(h.expMinusDeltaH, 1, 0, '<exp(-dH)>');
  expect(h.acceptance.value).toBeGreaterThan(0.6);
  expect(h.acceptance.value).toBeLessThan(0.995);
};

/** beta C_F 2 (d - 1) P (gaugeForceProduct). */
const expectForceIdentity = (h: HmcHistory, { group, dims, beta }: DynamicalSetting): void => {
  const n = group.colours;
  const casimir = n === 1 ? 1 : (n * n - 1) / (2 * n);
  const factor = beta * casimir * 2 * (dims.length - 1);
  expectAgreement(h.extra, factor * h.plaquette.value, factor * h.plaquette.error, 'force identity');
};

const limits = { tolerance: 1e-10, forceTolerance: 1e-7 };

/** Re Tr D^-1 / V, exactly. */
const trace =
  (spec: ValenceSpec, blocks: number) =>
  ({ field }: DynamicalLab): (() => number) => {
    const quark = unwrap(makeQuark(field, spec, blocks));
    return () => {
      quark.refresh();
      return unwrap(inverseTraces(quark, { noise: 'exact', powers: 1 }, { seed: 1, update: 0 })).traces[0]!;
    };
  };

/*
 * This close to criticality <exp(-dH)> says little: some of the trajectories in a thousand run into a zero of the determinant, where dH is
 * hundreds, and the reverse ones, which would weigh as much, start where the chain never is.
 */
describe('the Schwinger model, two flavours on 4 x 4, beta 2, kappa 0.276', () => {
  // exact determinants: plaquette .7616(9), Re Tr D^-1 / V 1.4690(8)
  const wilson = { operator: 'wilson', kappa: 0.276 } as const;
  const model = { group: u1, dims: [4, 4], beta: 2 } as const;

  test('plaquette and condensate', () => {
    const quark = seaQuark(wilson, limits);
    const h = dynamicalHistory(
      { ...model, quarks: [quark], steps: [3] },
      { trajectories: 4000, seed: 201 },
      trace(quark, 8),
    );
    expectAgreement(h.plaquette, 0.7616, 0.0009, 'plaquette');
    expectAgreement(h.extra, 1.469, 0.0008, 'Re Tr D^-1 / V');
    expect(h.plaquette.error).toBeLessThan(0.004);
  });

  test('with a Hasenbusch mass, on two levels: the same, and the force identity', () => {
    const setting: DynamicalSetting = {
      ...model,
      quarks: [seaQuark(wilson, { ...limits, hasenbusch: [0.35], level: [0, 1] })],
      steps: [2, 2],
    };
    const h = dynamicalHistory(setting, { trajectories: 3000, seed: 202 }, gaugeForceProduct);
    expectAgreement(h.plaquette, 0.7616, 0.0009, 'plaquette');
    expectForceIdentity(h, setting);
  });
});

test('SU(2), 4^4, beta 2.7, one staggered field of mass 0.3: the plaquette of exact determinants', () => {
  const setting: DynamicalSetting = {
    group: su(2),
    dims: [4, 4, 4, 4],
    beta: 2.7,
    quarks: [seaQuark({ operator: 'staggered', mass: 0.3 }, limits)],
    steps: [4],
  };
  const h = dynamicalHistory(setting, { trajectories: 3000, seed: 211 }, gaugeForceProduct);
  expectAgreement(h.plaquette, 0.70229, 0.0002, 'plaquette');
  expect(h.plaquette.error).toBeLessThan(0.001);
  expectForceIdentity(h, setting);
  expectExactSampling(h);
});

describe('force identity and <exp(-dH)>', () => {
  const smeared = { smearing: 'stout', smearingSteps: 1, smearingStrength: 0.1 } as const;
  test.each([
    [
      'U(1) in two dimensions, two flavours of Wilson quarks',
      {
        group: u1,
        dims: [4, 4],
        beta: 2,
        quarks: [seaQuark({ operator: 'wilson', kappa: 0.2 }, limits)],
        steps: [2],
      },
      3000,
    ],
    [
      'U(1) in two dimensions, two and two flavours, with Hasenbusch masses and on smeared links',
      {
        group: u1,
        dims: [4, 4],
        beta: 2,
        quarks: [
          seaQuark({ operator: 'wilson', kappa: 0.2 }, { ...limits, hasenbusch: [0.3, 0.9] }),
          seaQuark({ operator: 'wilson', kappa: 0.2, ...smeared }, limits),
        ],
        steps: [2],
      },
      1000,
    ],
    [
      'SU(3), two flavours of Wilson quarks',
      {
        group: su(3),
        dims: [2, 2, 2, 4],
        beta: 5.5,
        quarks: [seaQuark({ operator: 'wilson', kappa: 0.13 }, limits)],
        steps: [3],
      },
      600,
    ],
    [
      'SU(2), clover on smeared links with a Hasenbusch mass',
      {
        group: su(2),
        dims: [2, 2, 2, 4],
        beta: 2.2,
        quarks: [
          seaQuark(
            { operator: 'wilson-clover', kappa: 0.13, clover: 1.2, ...smeared },
            { ...limits, hasenbusch: [0.4] },
          ),
        ],
        steps: [3],
      },
      400,
    ],
    [
      'U(1) in two dimensions, domain walls',
      {
        group: u1,
        dims: [4, 4],
        beta: 2,
        quarks: [seaQuark({ operator: 'domain-wall', mass: 0.1, height: 1.2, ls: 4 }, limits)],
        steps: [3],
      },
      1500,
    ],
    [
      'SU(2) in two dimensions, Moebius',
      {
        group: su(2),
        dims: [4, 4],
        beta: 3,
        quarks: [seaQuark({ operator: 'moebius', mass: 0.1, height: 1.2, ls: 4, b: 1.5, c: 0.5 }, limits)],
        steps: [3],
      },
      800,
    ],
  ] as [string, DynamicalSetting, number][])('%s', (_, setting, trajectories) => {
    const h = dynamicalHistory(setting, { trajectories, seed: 221 }, gaugeForceProduct);
    expectForceIdentity(h, setting);
    expectExactSampling(h);
    expect(h.extra.error / h.extra.value).toBeLessThan(0.05);
  });
});

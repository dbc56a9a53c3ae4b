/**
 * HMC against exact results, another code's runs and identities. Seeds are fixed and the arithmetic is the same on every machine, so a
 * verdict does not change from run to run. Each comparison allows four standard errors: with other seeds, one of the thirty or so would
 * fail by chance about once in 500 times.
 */
import { describe, expect, test } from 'vitest';
import { su, u1 } from '../../src-engine/group/group.ts';
import { expectedAcceptance } from '../../src-engine/statistics/index.ts';
import { gaugeMonomial } from '../../src-engine/update/gauge-monomial.ts';
import { makeMomenta } from '../../src-engine/update/momenta.ts';
import { expectAgreement, SIGMAS } from '../support/agreement.ts';
import { su2Plaquette, suPlaquette, u1Plaquette } from '../support/exact-plaquette.ts';
import { type HmcHistory, hmcHistory } from '../support/hmc-history.ts';
import { type HmcLab, type HmcSetting, hmcLab } from '../support/hmc-lab.ts';

/** Runs from cold; the first tenth of the history is dropped, and at least 100 trajectories. */
const run = (
  setting: HmcSetting,
  trajectories: number,
  seed: number,
  measure: (lab: HmcLab) => () => number = () => () => 0,
): HmcHistory => {
  const lab = hmcLab({ ...setting, reproducible: true });
  const extra = measure(lab);
  const cut = Math.max(100, Math.ceil(trajectories / 10));
  const gentle = lab.again({ scheme: 'omelyan-2', steps: setting.steps.map((n) => 2 * n) });
  return hmcHistory({ hmc: lab.hmc, gentle, plaquette: lab.plaquette, extra }, { trajectories, cut, seed });
};

/** Creutz's identity, and the acceptance that a Gaussian dH of that mean has. */
const expectExactSampling = (h: HmcHistory): void => {
  expectAgreement(h.expMinusDeltaH, 1, 0, '<exp(-dH)>');
  const { value, error } = h.deltaH;
  const slope = (expectedAcceptance(value + error) - expectedAcceptance(value - error)) / 2;
  // dH of a small lattice is not quite Gaussian
  expect(Math.abs(h.acceptance.value - expectedAcceptance(value))).toBeLessThan(
    SIGMAS * Math.hypot(h.acceptance.error, slope) + 0.01,
  );
};

test('the exact numbers are those of the literature', () => {
  expect(u1Plaquette(1, 1000)).toBeCloseTo(0.4463899659, 9);
  expect(u1Plaquette(2, 4)).toBeCloseTo(0.7795609227, 9);
  expect(su2Plaquette(2.2, 1000)).toBeCloseTo(0.4644790253, 9);
  expect(su2Plaquette(4, 16)).toBeCloseTo(0.6581850746, 9);
  expect(suPlaquette(3, 5)).toBeCloseTo(0.35395444, 7);
});

describe('two dimensions: exact plaquettes of the torus', () => {
  test.each([
    [1, 6],
    [2, 7],
  ])('U(1), 8 x 8, beta %d', (beta, steps) => {
    const h = run({ group: u1, dims: [8, 8], actions: [`plaquette: ${beta}`], steps: [steps] }, 20_000, 101);
    expect(h.plaquette.error).toBeLessThan(1e-3);
    expectAgreement(h.plaquette, u1Plaquette(beta, 64));
    expectExactSampling(h);
  });

  test('U(1), 2 x 2, where every link is its own neighbour', () => {
    const h = run(
      { group: u1, dims: [2, 2], actions: ['plaquette: 2'], steps: [5], scheme: 'omelyan-2' },
      20_000,
      102,
    );
    expectAgreement(h.plaquette, u1Plaquette(2, 4));
    expectAgreement(h.expMinusDeltaH, 1);
  });

  test.each([
    ['leapfrog', 7],
    ['omelyan-2', 4],
    ['omelyan-4', 2],
  ])('SU(2), 8 x 8, beta 2.2, %s', (scheme, steps) => {
    const h = run(
      { group: su(2), dims: [8, 8], actions: ['plaquette: 2.2'], steps: [steps], scheme },
      8_000,
      103,
    );
    expect(h.plaquette.error).toBeLessThan(1e-3);
    expectAgreement(h.plaquette, su2Plaquette(2.2, 64));
    expectExactSampling(h);
  });

  test('SU(3), 8 x 8, beta 5', () => {
    const h = run({ group: su(3), dims: [8, 8], actions: ['plaquette: 5'], steps: [8] }, 6_000, 104);
    expect(h.plaquette.error).toBeLessThan(1e-3);
    expectAgreement(h.plaquette, suPlaquette(3, 5));
    expectExactSampling(h);
  });

  test('SU(3), 7 x 9: odd extents', () => {
    const h = run({ group: su(3), dims: [7, 9], actions: ['plaquette: 5'], steps: [8] }, 3_000, 105);
    expectAgreement(h.plaquette, suPlaquette(3, 5));
    expectExactSampling(h);
  });

  test.each([0, 1])('SU(2), 3 x 2, beta 4, %i units of flux', (units) => {
    const exact = su2Plaquette(4, 6, units);
    // the flux matters here
    expect(Math.abs(exact - su2Plaquette(4, 6, 1 - units))).toBeGreaterThan(0.01);
    const h = run(
      {
        group: su(2),
        dims: [3, 2],
        actions: ['plaquette: 4'],
        steps: [5],
        scheme: 'omelyan-2',
        fluxes: [{ mu: 0, nu: 1, units }],
      },
      20_000,
      106,
    );
    expectAgreement(h.plaquette, exact);
    expectAgreement(h.expMinusDeltaH, 1);
  });
});

/** Per link the sum over generators of <(d_a S)^2>: twice the kinetic energy of the force. */
const meanSquareForce = (lab: HmcLab) => {
  const momenta = makeMomenta(lab.field);
  const monomial = gaugeMonomial(lab.actions[0]!, lab.field);
  const { lattice } = lab.field;
  const zeros = new Float64Array(lattice.volume * momenta.field.components);
  return () => {
    lattice.write(momenta.field, zeros);
    monomial.kick(momenta.field, 1);
    return (2 * momenta.kineticEnergy()) / (lattice.volume * lattice.dims.length);
  };
};

describe('four dimensions', () => {
  // plaquettes of heat-bath runs of an independent code
  test('SU(3), 4^4, beta 5.7: the plaquette, and the mean square of the force', () => {
    const h = run(
      { group: su(3), dims: [4, 4, 4, 4], actions: ['plaquette: 5.7'], steps: [5], scheme: 'omelyan-2' },
      4_000,
      111,
      meanSquareForce,
    );
    expectAgreement(h.plaquette, 0.559933, 0.000177);
    expectExactSampling(h);
    // integration by parts: sum_a <(d_a S)^2> = beta C_F 2 (d - 1) P = 8 beta P per link
    expectAgreement(h.extra, 8 * 5.7 * h.plaquette.value, 8 * 5.7 * h.plaquette.error);
    expect(h.extra.error / h.extra.value).toBeLessThan(2e-3);
  });

  test('SU(2), 4^4, beta 2.3: the plaquette, and the mean square of the force', () => {
    const h = run(
      { group: su(2), dims: [4, 4, 4, 4], actions: ['plaquette: 2.3'], steps: [5], scheme: 'omelyan-2' },
      4_000,
      112,
      meanSquareForce,
    );
    expectAgreement(h.plaquette, 0.609473, 0.000142);
    expectExactSampling(h);
    expectAgreement(h.extra, 4.5 * 2.3 * h.plaquette.value, 4.5 * 2.3 * h.plaquette.error);
  });

  test('SU(2), strong coupling: beta 1', () => {
    const h = run({ group: su(2), dims: [4, 4, 4, 4], actions: ['plaquette: 1'], steps: [6] }, 2_000, 113);
    expectAgreement(h.plaquette, 0.24318, 0.000062);
    expectExactSampling(h);
  });

  test('SU(3), weak coupling: beta (1 - P) = 2 and small corrections', () => {
    const h = run(
      { group: su(3), dims: [4, 4, 4, 4], actions: ['plaquette: 100'], steps: [14], scheme: 'omelyan-2' },
      300,
      114,
    );
    // next order 0.6 / beta; zero modes of a torus of 256 sites
    expect(Math.abs((100 * (1 - h.plaquette.value)) / 2 - 1.006)).toBeLessThan(0.01);
  });

  test('SU(2) with the Symanzik action: leapfrog and omelyan-4, one level and two, agree', () => {
    const dims = [4, 4, 4, 4];
    const actions = ['plaquette: 3; rectangle: -0.15'];
    const runs = [
      run({ group: su(2), dims, actions, steps: [9] }, 1_500, 115),
      run({ group: su(2), dims, actions, steps: [2], scheme: 'omelyan-4' }, 1_500, 116),
      run(
        {
          group: su(2),
          dims,
          actions: ['plaquette: 3', 'rectangle: -0.15'],
          steps: [4, 1],
          scheme: 'omelyan-2',
        },
        1_500,
        117,
      ),
    ];
    for (const h of runs) {
      expectExactSampling(h);
      expectAgreement(h.plaquette, runs[0]!.plaquette.value, h === runs[0] ? 0 : runs[0]!.plaquette.error);
    }
  });

  test('SU(3) on 2^3 x 4 with twisted boundaries: force identity and <exp(-dH)>', () => {
    const h = run(
      {
        group: su(3),
        dims: [2, 2, 2, 4],
        actions: ['plaquette: 6'],
        steps: [5],
        scheme: 'omelyan-2',
        fluxes: [
          { mu: 0, nu: 1, units: 1 },
          { mu: 2, nu: 3, units: 1 },
        ],
      },
      4_000,
      118,
      meanSquareForce,
    );
    expectExactSampling(h);
    expectAgreement(h.extra, 8 * 6 * h.plaquette.value, 8 * 6 * h.plaquette.error);
  });
});

/**
 * The heat bath against closed forms and against independent simulations. Seeds are fixed; each comparison is at four standard errors
 * (Gamma method, both signs), so with about 40 comparisons a correct program fails with probability 0.3 % per set of seeds.
 * References with errors: independent heat bath programs of the same group and lattice.
 */
import { describe, expect, test } from 'vitest';
import { loadLink } from '../../src-engine/action/path-product.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import { algebraNorm2, tracelessAntiHermitian } from '../../src-engine/group/algebra.ts';
import { type Group, su, u1 } from '../../src-engine/group/group.ts';
import { mmul } from '../../src-engine/kernel/complex.ts';
import { heatBath } from '../../src-engine/update/heat-bath.ts';
import { overRelaxation } from '../../src-engine/update/over-relaxation.ts';
import { su2Plaquette, suPlaquette, u1Plaquette } from '../support/exact-plaquette.ts';
import { deviation, history, meanOf, type UpdateLab, updateLab } from '../support/update-lab.ts';

const SIGMAS = 4;

const updates = (lab: UpdateLab, relaxations = 0) => [
  unwrap(heatBath(lab.action, lab.field)),
  ...Array.from({ length: relaxations }, () => unwrap(overRelaxation(lab.action, lab.field))),
];

describe('two dimensions, exactly', () => {
  test.each([
    ['U(1) 8x8, beta 1', u1, [8, 8], 1, u1Plaquette(1, 64)],
    ['U(1) 8x8, beta 2', u1, [8, 8], 2, u1Plaquette(2, 64)],
    ['U(1) 5x5, beta 2', u1, [5, 5], 2, u1Plaquette(2, 25)],
    ['U(1) 2x2, beta 1', u1, [2, 2], 1, 0.5051965398],
    ['SU(2) 4x4, beta 2.7', su(2), [4, 4], 2.7, 0.5329805757],
    ['SU(2) 16x16, beta 1', su(2), [16, 16], 1, 0.2401937239],
    ['SU(2) 3x5, beta 4', su(2), [3, 5], 4, su2Plaquette(4, 15)],
    ['SU(3) 8x8, beta 4', su(3), [8, 8], 4, 0.27961915],
    ['SU(3) 8x8, beta 5.7', su(3), [8, 8], 5.7, 0.40271661],
    ['SU(3) 8x8, beta 9', su(3), [8, 8], 9, 0.58037557],
    ['SU(4) 8x8, beta 6', su(4), [8, 8], 6, suPlaquette(4, 6)],
    ['SU(6) 6x6, beta 20', su(6), [6, 6], 20, suPlaquette(6, 20)],
  ])('%s', (_, group, dims, beta, exact) => {
    const lab = updateLab(group, dims, `plaquette: ${beta}`);
    const series = history(updates(lab), lab.mean, { sweeps: 20000, thermal: 200 });
    expect(Math.abs(deviation(series, exact))).toBeLessThan(SIGMAS);
  });

  test('three dimensions: SU(2) at strong coupling', () => {
    // P = u + 4 u^5 per plaquette in d = 4; in d = 3 the leading correction is 2 u^5 (the two cubes on a plaquette)
    const lab = updateLab(su(2), [6, 6, 6], 'plaquette: 0.6');
    const series = history(updates(lab), lab.mean, { sweeps: 4000, thermal: 100 });
    const u = su2Plaquette(0.6, 1e6);
    expect(Math.abs(deviation(series, u + 2 * u ** 5, 20 * u ** 7))).toBeLessThan(SIGMAS);
  });
});

describe('four dimensions, independent simulations', () => {
  test.each([
    ['SU(2) 4^4, beta 1.9', su(2), [4, 4, 4, 4], 1.9, 0.470132, 0.000126, 0],
    ['SU(2) 4^4, beta 2.3', su(2), [4, 4, 4, 4], 2.3, 0.609473, 0.000142, 0],
    ['SU(2) 4^4, beta 2.7, over-relaxed', su(2), [4, 4, 4, 4], 2.7, 0.687121, 0.000075, 3],
    ['SU(3) 4^4, beta 5.5', su(3), [4, 4, 4, 4], 5.5, 0.500503, 0.000406, 2],
    ['SU(3) 4^4, beta 5.7', su(3), [4, 4, 4, 4], 5.7, 0.559933, 0.000177, 2],
    ['SU(3) 4^4, beta 6, over-relaxed', su(3), [4, 4, 4, 4], 6, 0.596863, 0.000118, 3],
    ['SU(3) 6^4, beta 1', su(3), [6, 6, 6, 6], 1, 0.060099, 0.000071, 0],
  ])('%s', (_, group, dims, beta, reference, error, relaxations) => {
    const lab = updateLab(group, dims, `plaquette: ${beta}`);
    const series = history(updates(lab, relaxations), lab.mean, {
      sweeps: dims[0] === 6 ? 1500 : 6000,
      thermal: 300,
    });
    expect(Math.abs(deviation(series, reference, error))).toBeLessThan(SIGMAS);
  });

  /** P = u + 4 u^5 + .., u = <tr U>/N of one matrix: the four cubes on a plaquette. */
  test.each([
    ['U(1)', u1, 0.4, u1Plaquette(0.4, 1e6)],
    ['SU(4)', su(4), 2, suPlaquette(4, 2)],
  ])('strong coupling, %s', (_, group, beta, u) => {
    const lab = updateLab(group, [4, 4, 4, 4], `plaquette: ${beta}`);
    const series = history(updates(lab), lab.mean, { sweeps: 2000, thermal: 50 });
    expect(Math.abs(deviation(series, u + 4 * u ** 5, 10 * u ** 7))).toBeLessThan(SIGMAS);
  });

  test('odd extents, SU(2) 3^4, are between 2^4 and 4^4, and equal to over-relaxed ones', () => {
    const one = (dims: number[], relaxations: number) => {
      const lab = updateLab(su(2), dims, 'plaquette: 1.9');
      return meanOf(history(updates(lab, relaxations), lab.mean, { sweeps: 6000, thermal: 300 }));
    };
    const odd = one([3, 3, 3, 3], 0);
    const relaxed = one([3, 3, 3, 3], 2);
    expect(Math.abs(odd.value - relaxed.value) / Math.hypot(odd.error, relaxed.error)).toBeLessThan(SIGMAS);
    expect(odd.value).toBeGreaterThan(0.4695);
    expect(odd.value).toBeLessThan(one([2, 2, 2, 2], 0).value);
  });
});

describe('flux through the boundary', () => {
  test('in two dimensions turns one plaquette: the torus of SU(2) with weights (-1)^(2j)', () => {
    const [beta, volume] = [2, 4];
    const lab = updateLab(su(2), [2, 2], `plaquette: ${beta}`, { fluxes: [{ mu: 0, nu: 1, units: 1 }] });
    const series = history(updates(lab), lab.mean, { sweeps: 20000, thermal: 200 });
    // Z = sum_n (-1)^(n-1) (I_n/I_1)^V by numerical derivative of log Z
    const logZ = (b: number): number => {
      let z = 0;
      for (let n = 1; n < 30; n++) {
        let integral = 0;
        const steps = 2000;
        for (let i = 0; i < steps; i++) {
          const w = (Math.PI * (i + 0.5)) / steps;
          integral += (Math.sin(w) * Math.sin(n * w) * Math.exp(b * Math.cos(w)) * 2) / steps / n;
        }
        z += (n % 2 === 1 ? 1 : -1) * integral ** volume;
      }
      return Math.log(z);
    };
    const exact = (logZ(beta + 1e-4) - logZ(beta - 1e-4)) / (2e-4 * volume);
    expect(exact).toBeLessThan(su2Plaquette(beta, volume));
    expect(Math.abs(deviation(series, exact))).toBeLessThan(SIGMAS);
  });
});

/** Schwinger-Dyson: <sum_a (d_a S)^2> = beta C_F 2 (d - 1) <P> per link, C_F = (N^2 - 1)/(2N); U(1): C_F = 1. */
describe('mean square force', () => {
  const meanSquare = ({ action, field }: UpdateLab, group: Group): (() => number) => {
    const { lattice } = field;
    const kernel = lattice.kernel(`mean square force ${action.key}`, (k) => {
      const args = action.declare(k);
      lattice.dims.forEach((_, mu) => {
        const x = mmul(k, loadLink(k, args.u, k.here, mu), action.staple(k, args, mu));
        k.reduce(algebraNorm2(k, tracelessAntiHermitian(k, x, group), group));
      });
    });
    const links = lattice.volume * lattice.dims.length;
    return () =>
      ((group.special ? 0.5 : 1) *
        kernel(action.fields(field.links), { params: action.params() }).reduce((s, x) => s + x, 0)) /
      links;
  };

  test.each([
    ['U(1) 4^4', u1, [4, 4, 4, 4], 0.9],
    ['SU(2) 4^4', su(2), [4, 4, 4, 4], 2.7],
    ['SU(3) 4^4', su(3), [4, 4, 4, 4], 5.7],
    ['SU(4) 4^3', su(4), [4, 4, 4], 12],
  ])('%s', (_, group, dims, beta) => {
    const lab = updateLab(group, dims, `plaquette: ${beta}`);
    const force = meanSquare(lab, group);
    const n = group.colours;
    const factor = beta * (group.special ? (n * n - 1) / (2 * n) : 1) * 2 * (dims.length - 1);
    const series = history(updates(lab, 1), () => force() - factor * lab.mean(), {
      sweeps: 2500,
      thermal: 200,
    });
    expect(Math.abs(deviation(series, 0))).toBeLessThan(SIGMAS);
  });
});

test('weak coupling: 1 - P = (N^2 - 1)/(d beta) up to 1/beta^2 and 1/V', () => {
  const lab = updateLab(su(3), [4, 4, 4, 4], 'plaquette: 100');
  const series = history(updates(lab, 3), lab.mean, { sweeps: 500, thermal: 300 });
  expect((1 - meanOf(series).value) * 100).toBeGreaterThan(1.95 * (1 - 1 / 256));
  expect((1 - meanOf(series).value) * 100).toBeLessThan(2.04);
});

test('rectangles: an improved action by heat bath alone and with over-relaxation', () => {
  const one = (relaxations: number) => {
    const lab = updateLab(su(3), [4, 4, 4, 4], 'plaquette: 7; rectangle: -0.4');
    return meanOf(history(updates(lab, relaxations), lab.mean, { sweeps: 800, thermal: 100 }));
  };
  const [a, b] = [one(0), one(2)];
  expect(Math.abs(a.value - b.value) / Math.hypot(a.error, b.error)).toBeLessThan(SIGMAS);
});

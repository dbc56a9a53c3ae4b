/** What a trajectory tells about its terms: parts of dH, sizes of forces, work of solvers; and how it ends when a term fails. */
import { describe, expect, test } from 'vitest';
import { attempt, FailureError } from '../../../../src-engine/base/result.ts';
import { su, u1 } from '../../../../src-engine/group/group.ts';
import {
  getConfiguration,
  makeGaugeField,
  setCold,
  setConfiguration,
} from '../../../../src-engine/lattice/gauge-field.ts';
import { makeHmc } from '../../../../src-engine/update/hmc.ts';
import { SCHEMES } from '../../../../src-engine/update/integrator/index.ts';
import type { Monomial } from '../../../../src-engine/update/monomial.ts';
import { hmcLab, thermalise } from '../../../support/hmc-lab.ts';
import { newLattice } from '../../../support/lattice.ts';
import { algebraMatrixOf, algebraProduct } from '../../../support/plain-gauge.ts';

const LEVELS = {
  group: su(3),
  dims: [4, 2, 2],
  actions: ['rectangle: -0.4', 'plaquette: 6'],
  steps: [3, 2],
  scheme: 'omelyan-2',
};

describe('a trajectory', () => {
  test('tells the parts of dH of the momenta and of every term', () => {
    const lab = hmcLab(LEVELS);
    thermalise(lab, 5);
    const values = (): number[] => lab.actions.map((action) => action.value(lab.field.links));
    // small steps: accepted, so that the end can be looked at
    const before = values();
    const t = lab.again({ steps: [12, 2] }).trajectory({ seed: 5, update: 0 });
    expect(t.accepted).toBe(true);
    const changes = values().map((v, i) => v - before[i]!);
    expect(t.terms.map(({ deltaH }) => deltaH)).toEqual(changes);
    const sum = t.deltaKinetic + changes[0]! + changes[1]!;
    expect(sum).toBeCloseTo(t.deltaH, 10);
    expect(Math.abs(t.deltaKinetic)).toBeGreaterThan(100 * Math.abs(t.deltaH));
    expect(t.solver).toBeUndefined();
  });

  test.each([
    ['U(1)', u1, [4, 6]],
    ['SU(2)', su(2), [2, 4, 2]],
    ['SU(3)', su(3), [2, 2, 2, 2]],
  ] as const)('tells the root mean square of the force at its end, %s', (_, group, dims) => {
    const lab = hmcLab({ ...LEVELS, group, dims, actions: ['plaquette: 1.3'], steps: [6] });
    thermalise(lab, 5);
    const { terms, accepted } = lab.again({ scheme: 'force-gradient' }).trajectory({ seed: 5, update: 1 });
    expect(accepted).toBe(true);
    const n = group.colours;
    const { lattice } = lab.field;
    const momenta = lattice.field(dims.length * n * n);
    lab.monomial(0).kick(momenta, 1);
    const force = lattice.read(momenta);
    let sum = 0;
    for (let at = 0; at < force.length; at += n * n) {
      const f = algebraMatrixOf(force.subarray(at, at + n * n), n);
      // algebraProduct is sum_a of the coefficients
      sum += algebraProduct(f, f, n);
    }
    expect(terms[0]!.force).toBeCloseTo(Math.sqrt(sum / (lattice.volume * dims.length)), 10);
  });

  test('the size of a force does not depend on the length of the last kick', () => {
    const forces = ['leapfrog', 'omelyan-2', 'omelyan-4', 'force-gradient'].map((scheme) => {
      const lab = hmcLab(LEVELS);
      thermalise(lab, 3);
      return lab.again({ scheme, steps: [30, 1] }).trajectory({ seed: 2, update: 0 }).terms[1]!.force;
    });
    for (const f of forces) expect(f / forces[0]!).toBeCloseTo(1, 2);
  });

  test('adds up the work of the solvers on the way there, not that of a reversibility check', () => {
    const field = makeGaugeField(newLattice([2, 2]), u1);
    setCold(field);
    let iterations = 0;
    const solving = (name: string, residual: number): Monomial => ({
      name,
      refresh: () => {
        iterations = 0;
      },
      value: () => 0,
      kick: () => {
        iterations += 10;
      },
      report: () => ({ iterations, residual, seconds: 1 }),
    });
    const hmc = makeHmc(field, {
      length: 1,
      levels: [
        {
          scheme: SCHEMES.leapfrog!,
          steps: 3,
          monomials: [solving('a', 1e-8), { ...solving('b', 1e-5), kick: () => {} }],
        },
      ],
    });
    const { solver } = hmc.trajectory({ seed: 1, update: 0 }, { reversibility: true });
    expect(solver).toEqual({ iterations: 2 * 4 * 10, residual: 1e-5, seconds: 2 });
  });

  test('takes the value that a refresh left behind', () => {
    const field = makeGaugeField(newLattice([2, 2]), u1);
    setCold(field);
    let asked = 0;
    const term: Monomial = {
      name: 'known',
      valueAtRefresh: () => 4,
      value: () => 1 + 3 * ++asked,
      kick: () => {},
    };
    const levels = [{ scheme: SCHEMES.leapfrog!, steps: 1, monomials: [term] }];
    const { terms } = makeHmc(field, { length: 1, levels }).trajectory({ seed: 1, update: 0 });
    expect(terms[0]!.deltaH).toBe(0);
    expect(asked).toBe(1);
  });
});

test.each(['refresh', 'kick', 'value'] as const)(
  'a failure in %s leaves the links of the beginning',
  (where) => {
    const lab = hmcLab({ ...LEVELS, actions: ['plaquette: 6'], steps: [4] });
    thermalise(lab, 3);
    const before = getConfiguration(lab.field).links;
    let kicks = 0;
    const broken = (): never => {
      throw new FailureError({ code: 'solver.notConverged', message: 'No.', remedy: 'Wait.' });
    };
    const failing: Monomial = {
      name: 'failing',
      refresh: () => where === 'refresh' && broken(),
      value: () => (where === 'value' && kicks > 0 ? broken() : 0),
      kick: () => {
        if (++kicks > 2 && where === 'kick') broken();
      },
    };
    const levels = [{ scheme: SCHEMES['force-gradient']!, steps: 2, monomials: [lab.monomial(0), failing] }];
    const hmc = makeHmc(lab.field, { length: 1, levels });
    expect(attempt(() => hmc.trajectory({ seed: 1, update: 0 }))).toMatchObject({
      ok: false,
      error: { code: 'solver.notConverged' },
    });
    expect(getConfiguration(lab.field).links).toEqual(before);
  },
);

test('H does not depend on where its sums begin: rounding is far below 1e-12', () => {
  const dims = [8, 8, 8, 8];
  const lab = hmcLab({ group: su(2), dims, actions: ['plaquette: 2.5'], steps: [4], scheme: 'omelyan-2' });
  thermalise(lab, 2);
  const value = lab.actions[0]!.value(lab.field.links);
  const configuration = getConfiguration(lab.field);
  const perSite = configuration.links.length / 8 ** 4;
  for (const shift of [1, 8, 8 ** 2 * 3, 8 ** 3]) {
    // only the direction of that stride is moved, its periodic wrap included
    const stride = [512, 64, 8, 1].find((s) => shift % s === 0)!;
    const moved = new Float64Array(configuration.links.length);
    for (let site = 0; site < 8 ** 4; site++) {
      const x = Math.floor(site / stride) % 8;
      const to = site + (((x + shift / stride) % 8) - x) * stride;
      moved.set(configuration.links.subarray(site * perSite, (site + 1) * perSite), to * perSite);
    }
    setConfiguration(lab.field, { ...configuration, links: moved });
    expect(Math.abs(lab.actions[0]!.value(lab.field.links) / value - 1)).toBeLessThan(1e-14);
  }
});

import { describe, expect, test } from 'vitest';
import { su, u1 } from '../../../../src-engine/group/group.ts';
import {
  getConfiguration,
  makeGaugeField,
  setConfiguration,
} from '../../../../src-engine/lattice/gauge-field.ts';
import { chiSquarePValue } from '../../../../src-engine/statistics/index.ts';
import { makeHmc } from '../../../../src-engine/update/hmc.ts';
import { SCHEMES } from '../../../../src-engine/update/integrator/index.ts';
import { makeMomenta } from '../../../../src-engine/update/momenta.ts';
import type { Monomial } from '../../../../src-engine/update/monomial.ts';
import { type HmcSetting, hmcLab, thermalise } from '../../../support/hmc-lab.ts';
import { groupCases, newLattice, randomGaugeField } from '../../../support/lattice.ts';
import {
  algebraBasis,
  algebraMatrixOf,
  algebraProduct,
  everySite,
  exponentialOf,
  linkOf,
  multiply,
} from '../../../support/plain-gauge.ts';

const GROUPS = groupCases([
  [1, [4, 4]],
  [1, [2, 2, 2, 2]],
  [2, [3, 5]],
  [2, [2, 3, 4]],
  [2, [2, 2, 2, 2]],
  [3, [4, 4]],
  [3, [2, 4, 2]],
  [3, [2, 2, 2, 2]],
  [4, [2, 4]],
  [4, [2, 2, 2, 2]],
]);

describe.each(GROUPS)('momenta of $name', ({ group, dims }) => {
  const n = group.colours;
  const size = n * n;
  const field = randomGaugeField(dims, n);
  const momenta = makeMomenta(field);
  const matrices = () => {
    const values = field.lattice.read(momenta.field);
    return Array.from({ length: values.length / size }, (_, i) =>
      algebraMatrixOf(values.subarray(i * size, (i + 1) * size), n),
    );
  };

  test('the kinetic energy is sum (p^a)^2 / 2 = -tr P^2', () => {
    momenta.refresh({ seed: 3, update: 0 });
    const plain = matrices().reduce((s, p) => s + algebraProduct(p, p, n) / 2, 0);
    expect(momenta.kineticEnergy()).toBeCloseTo(plain, 9);
  });

  test('each component is a normal deviate of variance one, independent of the others', () => {
    const basis = algebraBasis(n);
    // orthonormal directions: Gram-Schmidt with the algebra's product
    const directions: typeof basis = [];
    for (const b of basis) {
      const rest = b.slice();
      for (const e of directions) {
        const overlap = algebraProduct(b, e, n);
        e.forEach((x, i) => (rest[i]! -= overlap * x));
      }
      const norm = Math.sqrt(algebraProduct(rest, rest, n));
      directions.push(rest.map((x) => x / norm));
    }
    expect(directions).toHaveLength(group.dimension);
    const samples: number[][] = [];
    for (let update = 0; update < 40; update++) {
      momenta.refresh({ seed: 5, update });
      for (const p of matrices()) samples.push(directions.map((e) => algebraProduct(p, e, n)));
    }
    const count = samples.length;
    const moment = (f: (x: number[]) => number): number => samples.reduce((s, x) => s + f(x), 0) / count;
    const limit = 4.5;
    directions.forEach((_, a) => {
      expect(Math.abs(moment((x) => x[a]!)) * Math.sqrt(count)).toBeLessThan(limit);
      expect(Math.abs(moment((x) => x[a]! ** 2) - 1) * Math.sqrt(count / 2)).toBeLessThan(limit);
      expect(Math.abs(moment((x) => x[a]! ** 4) - 3) * Math.sqrt(count / 96)).toBeLessThan(limit);
      for (let b = 0; b < a; b++)
        expect(Math.abs(moment((x) => x[a]! * x[b]!)) * Math.sqrt(count)).toBeLessThan(limit);
    });
    // sum of squares: chi square with one degree of freedom per component and sample
    const dof = count * group.dimension;
    const total = moment((x) => x.reduce((s, y) => s + y * y, 0)) * count;
    const p = chiSquarePValue(total, dof);
    expect(p).toBeGreaterThan(1e-5);
    expect(p).toBeLessThan(1 - 1e-5);
  });

  test('neighbouring links and successive draws are independent', () => {
    momenta.refresh({ seed: 7, update: 0 });
    const first = matrices();
    momenta.refresh({ seed: 7, update: 1 });
    const second = matrices();
    momenta.refresh({ seed: 8, update: 0 });
    const third = matrices();
    momenta.refresh({ seed: 7, update: 0 });
    expect(matrices()).toEqual(first);
    const pairs = [
      first.map((p, i) => algebraProduct(p, second[i]!, n)),
      first.map((p, i) => algebraProduct(p, third[i]!, n)),
      first.map((p, i) => algebraProduct(p, first[(i + 1) % first.length]!, n)),
      first.map((p, i) => algebraProduct(p, first[(i + dims.length) % first.length]!, n)),
    ];
    for (const list of pairs) {
      const mean = list.reduce((s, x) => s + x, 0);
      expect(Math.abs(mean) / Math.sqrt(list.length * group.dimension)).toBeLessThan(4.5);
    }
  });

  test('the drift is exp(eps P) U', () => {
    momenta.refresh({ seed: 9, update: 0 });
    const p = matrices();
    const before = getConfiguration(field);
    momenta.drift(0.3);
    const after = getConfiguration(field);
    everySite(dims).forEach((x, site) => {
      for (let mu = 0; mu < dims.length; mu++) {
        const rotation = exponentialOf(
          p[site * dims.length + mu]!.map((v) => 0.3 * v),
          n,
        );
        const expected = multiply(rotation, linkOf(before, x, mu), n);
        linkOf(after, x, mu).forEach((v, i) => expect(v).toBeCloseTo(expected[i]!, 12));
      }
    });
    momenta.flip();
    momenta.drift(0.3);
    const back = getConfiguration(field).links;
    before.links.forEach((v, i) => expect(back[i]).toBeCloseTo(v, 13));
  });
});

describe.each(GROUPS)('trajectories of $name', ({ group, dims }) => {
  const n = group.colours;
  const setting: HmcSetting = {
    group,
    dims,
    actions: ['plaquette: 2.5; rectangle: -0.1'],
    steps: [12],
    scheme: 'omelyan-2',
  };

  test.each(Object.keys(SCHEMES))('are reversible with %s', (scheme) => {
    const lab = hmcLab({ ...setting, scheme });
    for (let update = 0; update < 4; update++) {
      const { reversibility } = lab.hmc.trajectory({ seed: 1, update }, { reversibility: true });
      expect(reversibility).toBeLessThan(1e-12);
    }
    expect(lab.hmc.trajectory({ seed: 1, update: 5 }).reversibility).toBeUndefined();
  });

  test('are the same each time, and a reversibility check changes nothing', () => {
    const chains = [false, true, false].map((reversibility) => {
      const lab = hmcLab(setting);
      const results = Array.from({ length: 5 }, (_, update) => {
        const { accepted, deltaH } = lab.hmc.trajectory({ seed: 12, update }, { reversibility });
        return { accepted, deltaH };
      });
      return { results, links: getConfiguration(lab.field).links };
    });
    expect(chains[1]).toEqual(chains[0]);
    expect(chains[2]).toEqual(chains[0]);
    const other = hmcLab(setting);
    expect(other.hmc.trajectory({ seed: 13, update: 0 }).deltaH).not.toBe(chains[0]!.results[0]!.deltaH);
  });

  test('a rejected one leaves every bit of the links', () => {
    const lab = hmcLab({ ...setting, actions: [`plaquette: ${2 * n}`] });
    thermalise(lab, 20);
    // rough steps: many trajectories are rejected
    const rough = lab.again({ scheme: 'leapfrog', steps: [dims.length === 2 ? 3 : 5] });
    let rejected = 0;
    let accepted = 0;
    for (let update = 0; update < 60 && (rejected < 3 || accepted < 1); update++) {
      const before = getConfiguration(lab.field).links;
      const t = rough.trajectory({ seed: 2, update }, { reversibility: update % 2 === 0 });
      const after = getConfiguration(lab.field).links;
      if (t.accepted) {
        accepted++;
        expect(after).not.toEqual(before);
      } else {
        rejected++;
        expect(after).toEqual(before);
      }
    }
    expect(rejected).toBeGreaterThan(0);
    expect(accepted).toBeGreaterThan(0);
  });
});

const slopeCases: [string, HmcSetting][] = [
  ['U(1)', { group: u1, dims: [4, 4], actions: ['plaquette: 2'], steps: [1] }],
  ['U(1)', { group: u1, dims: [2, 2, 2, 2], actions: ['plaquette: 1.2'], steps: [1] }],
  ['SU(2)', { group: su(2), dims: [4, 3], actions: ['plaquette: 2.5'], steps: [1] }],
  ['SU(2)', { group: su(2), dims: [2, 2, 2, 2], actions: ['plaquette: 2.3'], steps: [1] }],
  ['SU(3)', { group: su(3), dims: [4, 4], actions: ['plaquette: 4; rectangle: -0.2'], steps: [1] }],
  ['SU(3)', { group: su(3), dims: [2, 2, 2, 2], actions: ['plaquette: 5.7'], steps: [1] }],
];

describe.each(slopeCases)('%s: rms(dH) falls with the order of the scheme', (_, setting) => {
  const lab = hmcLab({ ...setting, scheme: 'omelyan-2', steps: [12] });
  thermalise(lab, 30);
  const start = getConfiguration(lab.field);

  const rms = (scheme: string, steps: number): number => {
    const hmc = lab.again({ scheme, steps: [steps] });
    let sum = 0;
    const draws = 20;
    for (let update = 0; update < draws; update++) {
      setConfiguration(lab.field, start);
      sum += hmc.trajectory({ seed: 4, update }).deltaH ** 2;
    }
    return Math.sqrt(sum / draws);
  };

  test.each([
    ['leapfrog', 2, 0.1, [32, 64, 128]],
    ['omelyan-2', 2, 0.1, [24, 48, 96]],
    ['omelyan-4', 4, 0.2, [10, 16, 26]],
    ['force-gradient', 4, 0.2, [10, 16, 26]],
  ] as const)('%s: %i', (scheme, order, tolerance, steps) => {
    const errors = steps.map((n) => rms(scheme, n));
    const slope = Math.log(errors[0]! / errors.at(-1)!) / Math.log(steps.at(-1)! / steps[0]);
    expect(Math.abs(slope - order)).toBeLessThan(tolerance);
  });
});

describe('levels', () => {
  const setting: HmcSetting = {
    group: su(3),
    dims: [4, 2, 2],
    actions: ['rectangle: -0.4', 'plaquette: 6'],
    steps: [4, 3],
    scheme: 'omelyan-2',
  };

  test('two actions on two levels end where their sum does', () => {
    const nested = hmcLab({ ...setting, steps: [40, 2] });
    const together = hmcLab({ ...setting, actions: ['plaquette: 6; rectangle: -0.4'], steps: [60] });
    nested.hmc.trajectory({ seed: 6, update: 0 });
    together.hmc.trajectory({ seed: 6, update: 0 });
    const a = getConfiguration(nested.field).links;
    const b = getConfiguration(together.field).links;
    expect(Math.max(...a.map((x, i) => Math.abs(x - b[i]!)))).toBeLessThan(2e-4);
  });

  test('dH counts all levels', () => {
    const lab = hmcLab(setting);
    thermalise(lab, 5);
    const fine = lab.again({ steps: [24, 3] });
    expect(Math.abs(fine.trajectory({ seed: 7, update: 0 }).deltaH)).toBeLessThan(2e-2);
  });

  test('are reversible', () => {
    const { reversibility } = hmcLab(setting).hmc.trajectory({ seed: 8, update: 0 }, { reversibility: true });
    expect(reversibility).toBeLessThan(1e-12);
  });
});

describe('the accept step', () => {
  /** A term without force whose value is what the test says. */
  const scripted = (values: number[]): Monomial => ({
    name: 'scripted',
    value: () => values.shift()!,
    kick: () => {},
  });
  const free = (values: number[]) => {
    const field = makeGaugeField(newLattice([2, 2]), u1);
    return makeHmc(field, {
      length: 1,
      levels: [{ scheme: SCHEMES.leapfrog!, steps: 1, monomials: [scripted(values)] }],
    });
  };

  test('takes what lowers H, refuses what is not finite', () => {
    expect(free([5, 2]).trajectory({ seed: 1, update: 0 })).toMatchObject({ accepted: true });
    expect(free([0, Number.NaN]).trajectory({ seed: 1, update: 0 }).accepted).toBe(false);
    expect(free([0, Number.POSITIVE_INFINITY]).trajectory({ seed: 1, update: 0 }).accepted).toBe(false);
    expect(free([0, 1000]).trajectory({ seed: 1, update: 0 }).accepted).toBe(false);
  });

  test('a term that refreshes is asked with the draw of the trajectory', () => {
    const draws: unknown[] = [];
    const field = makeGaugeField(newLattice([2, 2]), u1);
    const term: Monomial = { ...scripted([1, 1]), refresh: (draw) => draws.push(draw) };
    makeHmc(field, {
      length: 1,
      levels: [{ scheme: SCHEMES.leapfrog!, steps: 1, monomials: [term] }],
    }).trajectory({ seed: 3, update: 17 });
    expect(draws).toEqual([{ seed: 3, update: 17 }]);
  });

  test.each([0.2, 0.7, 1.5])('accepts dH = %d with probability exp(-dH)', (deltaH) => {
    const trials = 4000;
    const hmc = free(Array.from({ length: 2 * trials }, (_, i) => (i % 2) * deltaH));
    let accepted = 0;
    for (let update = 0; update < trials; update++)
      accepted += +hmc.trajectory({ seed: 11, update }).accepted;
    const p = Math.exp(-deltaH);
    expect(Math.abs(accepted - trials * p) / Math.sqrt(trials * p * (1 - p))).toBeLessThan(4);
  });
});

describe.each(
  groupCases([
    [1, [4, 4]],
    [2, [4, 4]],
    [3, [4, 4]],
    [1, [2, 2, 2, 2]],
    [2, [2, 2, 2, 2]],
    [3, [2, 2, 2, 2]],
  ]),
)('$name with coarse steps', ({ group, dims }) => {
  test('<exp(-dH)> = 1 and the kinetic energy is half the degrees of freedom', () => {
    const beta = dims.length === 2 ? 3 * group.colours : 2 * group.colours;
    const lab = hmcLab({ group, dims, actions: [`plaquette: ${beta}`], steps: [12] });
    thermalise(lab, 40);
    const coarse = lab.again({ steps: [dims.length === 2 ? 4 : 5] });
    const momenta = makeMomenta(lab.field);
    const n = 400;
    const weights: number[] = [];
    let accepted = 0;
    let kinetic = 0;
    for (let update = 0; update < n; update++) {
      const t = coarse.trajectory({ seed: 21, update });
      weights.push(Math.exp(-t.deltaH));
      accepted += +t.accepted / n;
      momenta.refresh({ seed: 22, update });
      kinetic += momenta.kineticEnergy() / n;
    }
    const mean = weights.reduce((s, w) => s + w, 0) / n;
    const error = Math.sqrt(weights.reduce((s, w) => s + (w - mean) ** 2, 0) / (n - 1) / n);
    expect(accepted).toBeGreaterThan(0.3);
    expect(accepted).toBeLessThan(0.95);
    expect(Math.abs(mean - 1)).toBeLessThan(4 * error);
    expect(error).toBeLessThan(0.15);
    const dof = lab.field.lattice.volume * dims.length * group.dimension;
    expect(Math.abs(kinetic - dof / 2)).toBeLessThan((4 * Math.sqrt(dof / 2)) / Math.sqrt(n));
  });
});

/** Rooted quarks in molecular dynamics: every scheme over every other one. Averages: test/statistics/staggered-tastes.test.ts. */
import { describe, expect, test } from 'vitest';
import type { DiracSpec } from '../../../../../src-engine/api/spec/dirac-spec.ts';
import { attempt, unwrap } from '../../../../../src-engine/base/result.ts';
import {
  type GaugeField,
  getConfiguration,
  setConfiguration,
} from '../../../../../src-engine/lattice/gauge-field.ts';
import { rationalMonomial } from '../../../../../src-engine/pseudofermion/rational/rational-monomial.ts';
import { SCHEMES } from '../../../../../src-engine/update/integrator/index.ts';
import type { Monomial } from '../../../../../src-engine/update/monomial.ts';
import { operatorOn } from '../../../../support/dirac-lab.ts';
import { type QuarkHmc, quarkHmc } from '../../../../support/quark-hmc.ts';
import { randomField } from '../../../../support/random-field.ts';
import { seaQuark, termsOf } from '../../../../support/sea-lab.ts';

const quark = seaQuark({ operator: 'staggered', mass: 0.4 } as const, { tastes: 1 });
const oneTaste = (field: GaugeField): readonly Monomial[] => termsOf(field, quark);

const typical = (lab: QuarkHmc): void => {
  const hmc = lab.hmc({ schemes: ['omelyan-2', 'omelyan-2'], steps: [4, 2] });
  for (let update = 0; update < 20; update++) hmc.trajectory({ seed: 3, update });
};

const pairs = Object.keys(SCHEMES).flatMap((outer) =>
  Object.keys(SCHEMES).map((inner) => [outer, inner] as const),
);

describe('one taste of two on 4 x 4, U(1)', () => {
  const lab = quarkHmc({ dims: [4, 4], colours: 1, beta: 2, quarks: oneTaste });
  typical(lab);
  const start = getConfiguration(lab.field);

  const rms = (schemes: readonly [string, string], steps: readonly [number, number]): number => {
    const hmc = lab.hmc({ schemes, steps });
    const draws = 4;
    let sum = 0;
    for (let update = 0; update < draws; update++) {
      setConfiguration(lab.field, start);
      sum += hmc.trajectory({ seed: 4, update }).deltaH ** 2;
    }
    return Math.sqrt(sum / draws);
  };

  test.each(pairs)('rms(dH) with %s over %s falls with the lower of both orders', (outer, inner) => {
    const order = Math.min(SCHEMES[outer]!.order, SCHEMES[inner]!.order);
    const [few, many] = order === 2 ? [16, 32] : [8, 14];
    const slope =
      Math.log(rms([outer, inner], [few, 2]) / rms([outer, inner], [many, 2])) / Math.log(many / few);
    expect(Math.abs(slope - order)).toBeLessThan(order === 2 ? 0.1 : 0.25);
  });

  test.each(pairs)('%s over %s is reversible', (outer, inner) => {
    const hmc = lab.hmc({ schemes: [outer, inner], steps: [3, 2] });
    setConfiguration(lab.field, start);
    expect(hmc.trajectory({ seed: 9, update: 0 }, { reversibility: true }).reversibility).toBeLessThan(1e-11);
  });
});

test.each(Object.keys(SCHEMES))('<exp(-dH)> = 1 with coarse steps of %s', (scheme) => {
  const lab = quarkHmc({ dims: [4, 4], colours: 1, beta: 2, quarks: oneTaste });
  typical(lab);
  const hmc = lab.hmc({ schemes: [scheme, scheme], steps: scheme === 'leapfrog' ? [3, 2] : [1, 1] });
  const n = 300;
  const weights = Array.from({ length: n }, (_, update) =>
    Math.exp(-hmc.trajectory({ seed: 21, update }).deltaH),
  );
  const mean = weights.reduce((s, w) => s + w, 0) / n;
  const error = Math.sqrt(weights.reduce((s, w) => s + (w - mean) ** 2, 0) / (n - 1) / n);
  expect(error).toBeGreaterThan(0.002);
  expect(error).toBeLessThan(0.1);
  expect(Math.abs(mean - 1)).toBeLessThan(4 * error);
});

test('the same draws give the same chain, whatever came before', () => {
  const chain = (before: number): number[] => {
    const lab = quarkHmc({ dims: [4, 2, 2, 2], colours: 2, beta: 2, quarks: oneTaste });
    const start = getConfiguration(lab.field);
    const hmc = lab.hmc({ schemes: ['omelyan-2', 'leapfrog'], steps: [2, 2] });
    for (let update = 0; update < before; update++) hmc.trajectory({ seed: 1, update });
    setConfiguration(lab.field, start);
    return Array.from({ length: 3 }, (_, update) => hmc.trajectory({ seed: 5, update }).deltaH);
  };
  expect(chain(2)).toEqual(chain(0));
});

test('a trajectory from links whose eigenvalues are outside the interval ends with that reason, and changes nothing', () => {
  const spec: DiracSpec = { operator: 'staggered', mass: 0.1, boundary: 'antiperiodic', smearing: 'none' };
  const terms = (field: GaugeField) => [
    unwrap(
      rationalMonomial({
        name: 'quark1',
        operator: operatorOn(field, spec),
        power: 0.5,
        tolerance: 1e-12,
        forceTolerance: 1e-7,
        maxIterations: 1000,
        // free quarks have no eigenvalues below m^2 + 1 / 2 there
        bounds: { lower: 0.4, upper: 16.01 },
      }),
    ),
  ];
  const lab = quarkHmc({ dims: [2, 2, 2, 4], colours: 2, beta: 2, quarks: terms });
  const hmc = lab.hmc({ schemes: ['omelyan-2', 'omelyan-2'], steps: [2, 2] });
  expect(attempt(() => hmc.trajectory({ seed: 1, update: 0 })).ok).toBe(true);
  setConfiguration(lab.field, randomField([2, 2, 2, 4], 2, 9));
  const before = getConfiguration(lab.field).links;
  const failed = attempt(() => hmc.trajectory({ seed: 1, update: 1 }));
  expect(failed).toMatchObject({ ok: false, error: { code: 'fermion.spectralBounds' } });
  expect(getConfiguration(lab.field).links).toEqual(before);
});

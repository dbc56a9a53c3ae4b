import { describe, expect, test } from 'vitest';
import type { DiracSpec } from '../../../../../src-engine/api/spec/dirac-spec.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { groupOfColours } from '../../../../../src-engine/group/group.ts';
import { type GaugeField, makeGaugeField, setCold } from '../../../../../src-engine/lattice/gauge-field.ts';
import { lowestEigenpairs } from '../../../../../src-engine/linear/lanczos.ts';
import { largestEigenvalue } from '../../../../../src-engine/linear/largest-eigenvalue.ts';
import { outside, spectralBounds } from '../../../../../src-engine/pseudofermion/rational/spectral-bounds.ts';
import { operatorOn } from '../../../../support/dirac-lab.ts';
import { newLattice, randomGaugeField } from '../../../../support/lattice.ts';

const cold = (dims: readonly number[], colours: number): GaugeField => {
  const field = makeGaugeField(newLattice(dims), groupOfColours(colours));
  setCold(field);
  return field;
};
const links = { boundary: 'periodic', smearing: 'none' } as const;

const cases: [string, DiracSpec, readonly number[], number][] = [
  ['staggered', { operator: 'staggered', mass: 0.2, ...links }, [4, 4, 4, 4], 2],
  ['staggered in two dimensions', { operator: 'staggered', mass: 0.2, ...links }, [4, 4], 1],
  ['Wilson', { operator: 'wilson', kappa: 0.14, ...links }, [4, 4, 4, 4], 3],
  ['Wilson in two dimensions', { operator: 'wilson', kappa: 0.26, ...links }, [4, 6], 1],
  ['clover', { operator: 'wilson-clover', kappa: 0.13, clover: 1.6, ...links }, [4, 4, 4, 4], 3],
  ['domain walls', { operator: 'domain-wall', mass: 0.1, height: 1.4, ls: 4, ...links }, [4, 4, 4, 4], 3],
  [
    'Moebius',
    { operator: 'moebius', mass: 0.1, height: 1.4, ls: 4, b: 1.5, c: 0.5, ...links },
    [4, 4, 4, 4],
    3,
  ],
];

describe.each(cases)('%s', (_, spec, dims, colours) => {
  const bounds = spectralBounds(spec, dims.length);

  test.each([
    ['unit links', cold(dims, colours)],
    ['random links', randomGaugeField(dims, colours, 5)],
  ])('%s have no larger eigenvalue, and the bound is not far from the largest', (__, gauge) => {
    const { value } = unwrap(largestEigenvalue(operatorOn(gauge, spec).normal, { tolerance: 1e-3 }));
    expect(value).toBeLessThan(bounds.upper * (1 + 1e-9));
    expect(bounds.upper / value).toBeLessThan(300);
  });
});

test('free staggered fermions: the lower end is reached by constant fields', () => {
  const spec: DiracSpec = { operator: 'staggered', mass: 0.2, ...links };
  const { lower, upper } = spectralBounds(spec, 4);
  const { normal } = operatorOn(cold([4, 4, 4, 4], 1), spec);
  const lowest = unwrap(lowestEigenpairs(normal, { count: 1, tolerance: 1e-8, maxIterations: 2000 }));
  expect(lowest.values[0]! / lower).toBeCloseTo(1, 6);
  // sum of sin^2 over 4 directions
  expect(unwrap(largestEigenvalue(normal, { tolerance: 1e-6 })).value).toBeCloseTo(0.04 + 4, 6);
  expect(upper).toBeGreaterThan(0.04 + 4);
});

test('links that are as bad as can be reach the upper end for staggered fermions', () => {
  // in two dimensions fluxes that cancel the phases eta make all hops add up: H^2 = d^2
  const spec: DiracSpec = { operator: 'staggered', mass: 0.1, ...links };
  const gauge = cold([4, 4], 1);
  const { lattice } = gauge;
  const values = lattice.read(gauge.links);
  for (let site = 0; site < lattice.volume; site++) if ((site % 4) % 2 === 1) values[site * 4 + 2] = -1;
  lattice.write(gauge.links, values);
  const { value } = unwrap(largestEigenvalue(operatorOn(gauge, spec).normal, { tolerance: 1e-8 }));
  expect(value).toBeLessThanOrEqual(spectralBounds(spec, 2).upper * (1 + 1e-12));
  expect(value).toBeCloseTo(0.01 + 4, 6);
});

test('what was seen is told', () => {
  const { failure } = outside('quark1', { lower: 1e-3, upper: 2 }, 'the largest one is 3.1', {
    largest: 3.1,
  });
  expect(failure).toMatchObject({
    code: 'fermion.spectralBounds',
    detail: { term: 'quark1', lower: 1e-3, upper: 2, largest: 3.1 },
  });
  expect(failure.message).toContain('[1.00e-3, 2.00e+0] (the largest one is 3.1)');
});

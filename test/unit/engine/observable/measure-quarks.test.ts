/** Quarks through the meter: names of numbers, what is shared, and what new links and new noise change. */
import { describe, expect, it } from 'vitest';
import type { ValenceSpec } from '../../../../src-engine/api/spec/dirac-spec.ts';
import type { MeasureSpec } from '../../../../src-engine/api/spec/run-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { getConfiguration, setConfiguration } from '../../../../src-engine/lattice/gauge-field.ts';
import {
  type CondensateDetail,
  type MeasureRequest,
  type MesonsDetail,
  makeMeter,
  measure,
  type PionDetail,
  scheduledRequests,
} from '../../../../src-engine/observable/index.ts';
import { randomGaugeField } from '../../../support/lattice.ts';

const solver = { tolerance: 1e-10, maxIterations: 2000 };
const links = { boundary: 'antiperiodic', smearing: 'none' } as const;
const wilson: ValenceSpec = { operator: 'wilson', kappa: 0.12, ...links, ...solver };
const staggered: ValenceSpec = { operator: 'staggered', mass: 0.5, ...links, ...solver };
const walls: ValenceSpec = { operator: 'domain-wall', mass: 0.2, height: 1.4, ls: 4, ...links, ...solver };
const dims = [2, 2, 2, 4];
const point = { source: 'point' } as const;
const field = randomGaugeField(dims, 3, 2);

const numbersOf = (request: MeasureRequest, on = field): Record<string, number> =>
  Object.fromEntries(unwrap(measure(on, request)).values.map(({ name, value }) => [name, value]));

describe('names', () => {
  it.each<[MeasureRequest, string[]]>([
    [
      { observable: 'pion', quark: wilson, ...point },
      ['pion.0', 'pion.1', 'pion.2', 'pion.3', 'pion.mass.0', 'pion.mass.1'],
    ],
    [
      { observable: 'mesons', quark: staggered, channel: ['1'], ...point },
      ['meson.1.0', 'meson.1.1', 'meson.1.2', 'meson.1.3'],
    ],
    [
      { observable: 'nucleon', quark: wilson, ...point },
      ['nucleon.0', 'nucleon.1', 'nucleon.2', 'nucleon.3'],
    ],
    [{ observable: 'pcac', quark: wilson, ...point }, ['pcac-mass', 'pcac-mass.1', 'pcac-mass.2']],
    [
      { observable: 'pcac', quark: walls, ...point },
      ['pcac-mass', 'pcac-mass.1', 'pcac-mass.2', 'residual-mass'],
    ],
    [
      { observable: 'condensate', quark: staggered, noise: 'z2', hits: 2, powers: 2 },
      ['condensate', 'condensate.error', 'trace-inverse.1', 'trace-inverse.2'],
    ],
    [
      { observable: 'condensate', quark: staggered, noise: 'exact', powers: 1 },
      ['condensate', 'trace-inverse.1'],
    ],
    [
      { observable: 'eigenvalues', quark: staggered, count: 2, tolerance: 1e-6 },
      ['eigenvalue.0', 'eigenvalue.1'],
    ],
  ])('%j', (request, names) => {
    expect(unwrap(measure(field, request)).values.map(({ name }) => name)).toEqual(names);
  });

  it('rho is the mean of three, where they are there', () => {
    const three = numbersOf({ observable: 'mesons', quark: wilson, channel: ['gz', 'gx', 'gy'], ...point });
    for (const t of [0, 1, 2, 3])
      expect(three[`rho.${t}`]).toBeCloseTo(
        (three[`meson.gx.${t}`]! + three[`meson.gy.${t}`]! + three[`meson.gz.${t}`]!) / 3,
        12,
      );
    expect(
      numbersOf({ observable: 'mesons', quark: wilson, channel: ['gx', 'gy'], ...point })['rho.0'],
    ).toBeUndefined();
  });
});

it('trace-inverse.1 is the condensate, and the pion has its effective masses', () => {
  const traces = numbersOf({ observable: 'condensate', quark: staggered, noise: 'exact', powers: 1 });
  expect(traces['trace-inverse.1']).toBe(traces.condensate);
  const pion = numbersOf({ observable: 'pion', quark: wilson, ...point });
  expect(Math.cosh(pion['pion.mass.1']!)).toBeCloseTo(pion['pion.1']! / pion['pion.2']!, 10);
});

describe('the meter', () => {
  it('solves once for what shares quark and source, until links change', () => {
    const meter = makeMeter(field);
    let steps = 0;
    const take = (request: MeasureRequest): number => {
      steps = 0;
      unwrap(meter(request, () => steps++));
      return steps;
    };
    expect(take({ observable: 'pion', quark: wilson, ...point })).toBeGreaterThan(0);
    expect(take({ observable: 'mesons', quark: wilson, channel: ['gt'], ...point })).toBe(0);
    expect(take({ observable: 'nucleon', quark: wilson, ...point })).toBe(0);
    expect(take({ observable: 'pcac', quark: wilson, source: 'point', position: [0, 0, 0, 0] })).toBe(0);
    expect(
      take({ observable: 'pion', quark: wilson, source: 'point', position: [1, 0, 0, 0] }),
    ).toBeGreaterThan(0);
    expect(take({ observable: 'pion', quark: { ...wilson, kappa: 0.11 }, ...point })).toBeGreaterThan(0);
    expect(take({ observable: 'pion', quark: wilson, source: 'wall', time: 0 })).toBeGreaterThan(0);
    meter.fresh();
    expect(take({ observable: 'pion', quark: wilson, ...point })).toBeGreaterThan(0);
  });

  it.each([
    ['Wilson', wilson],
    ['stout-smeared staggered', { ...staggered, smearing: 'stout', smearingSteps: 1, smearingStrength: 0.1 }],
    ['domain wall', walls],
    ['Moebius', { ...walls, operator: 'moebius', b: 1.5, c: 0.5 }],
  ] as readonly (readonly [string, ValenceSpec])[])(
    '%s quarks take in new links when it is told',
    (_, quark) => {
      const changing = randomGaugeField(dims, 3, 2);
      const meter = makeMeter(changing);
      const pion = (): readonly number[] =>
        (unwrap(meter({ observable: 'pion', quark, ...point })).detail as PionDetail).correlator;
      const before = pion();
      const other = randomGaugeField(dims, 3, 5);
      setConfiguration(changing, getConfiguration(other));
      expect(pion()).toEqual(before);
      meter.fresh();
      const wanted = numbersOf({ observable: 'pion', quark, ...point }, other);
      pion().forEach((x, t) => expect(x).toBeCloseTo(wanted[`pion.${t}`]!, 9));
      expect(Math.abs(pion()[1]! - before[1]!)).toBeGreaterThan(1e-6);
    },
  );

  it('draws the noise of the seed and the update', () => {
    const noisy = (seed: number, update?: number): number => {
      const meter = makeMeter(field, [], seed);
      if (update !== undefined) meter.fresh(update);
      const request = {
        observable: 'condensate',
        quark: staggered,
        noise: 'z4',
        hits: 1,
        powers: 1,
      } as const;
      const { detail } = unwrap(meter(request));
      return (detail as CondensateDetail).traces[0]!;
    };
    expect(noisy(1, 5)).toBe(noisy(1, 5));
    expect(new Set([noisy(1, 5), noisy(1, 6), noisy(2, 5), noisy(1)]).size).toBe(4);
  });

  it('tells how well it was solved', () => {
    const { detail } = unwrap(
      measure(field, { observable: 'mesons', quark: wilson, channel: ['g5'], ...point }),
    );
    const { solver: told } = detail as MesonsDetail;
    expect(told.residual).toBeLessThanOrEqual(wilson.tolerance);
    expect(told.residual).toBeGreaterThan(0);
    expect(told.iterations).toBeGreaterThan(told.solves);
  });

  it('hands on what solvers and sources refuse', () => {
    const refusal = (request: MeasureRequest) => measure(field, request);
    expect(refusal({ observable: 'pion', quark: { ...wilson, maxIterations: 3 }, ...point })).toMatchObject({
      error: { code: 'solver.notConverged' },
    });
    expect(
      refusal({ observable: 'pion', quark: wilson, source: 'point', position: [5, 0, 0, 0] }),
    ).toMatchObject({
      error: { code: 'spec.outOfRange' },
    });
    expect(refusal({ observable: 'mesons', quark: staggered, channel: ['gx'], source: 'z2' })).toMatchObject({
      error: { code: 'fermion.unsupported' },
    });
    expect(
      measure(randomGaugeField([4, 4], 1), {
        observable: 'mesons',
        quark: wilson,
        channel: ['gx', 'gy'],
        ...point,
      }),
    ).toMatchObject({ error: { code: 'spec.conflict', detail: { channel: 'gy' } } });
    expect(
      measure(randomGaugeField([3, 2, 2, 2], 3), { observable: 'pion', quark: wilson, ...point }),
    ).toMatchObject({
      error: { code: 'fermion.unsupported' },
    });
    const twisted = makeMeter(field, [{ mu: 0, nu: 1, units: 1 }]);
    expect(twisted({ observable: 'pion', quark: wilson, ...point })).toMatchObject({
      error: { code: 'spec.conflict' },
    });
  });
});

it('schedules what [measure] asks for with the quark', () => {
  const spec: MeasureSpec = {
    pion: { every: 2, ...point },
    mesons: { every: 3, channel: ['gx'], source: 'wall', time: 1 },
    nucleon: { every: 4, ...point },
    pcac: { every: 5, ...point },
    condensate: { every: 6, noise: 'z2', hits: 4, dilution: 'time', powers: 2 },
    eigenvalues: { every: 7, count: 3, tolerance: 1e-6 },
    staticPotential: { every: 8, maxR: 3, time: 2, smearing: 'none' },
    creutzRatios: { every: 9, max: 3 },
  };
  expect(scheduledRequests(spec, wilson)).toEqual([
    { every: 8, request: { observable: 'static-potential', maxR: 3, time: 2, smearing: 'none' } },
    { every: 9, request: { observable: 'creutz-ratios', max: 3 } },
    { every: 2, request: { observable: 'pion', quark: wilson, source: 'point' } },
    { every: 3, request: { observable: 'mesons', quark: wilson, channel: ['gx'], source: 'wall', time: 1 } },
    { every: 4, request: { observable: 'nucleon', quark: wilson, source: 'point' } },
    { every: 5, request: { observable: 'pcac', quark: wilson, source: 'point' } },
    {
      every: 6,
      request: { observable: 'condensate', quark: wilson, noise: 'z2', hits: 4, dilution: 'time', powers: 2 },
    },
    { every: 7, request: { observable: 'eigenvalues', quark: wilson, count: 3, tolerance: 1e-6 } },
  ]);
  expect(() => scheduledRequests(spec)).toThrow('has one');
});

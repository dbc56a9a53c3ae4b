import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { apeSmear } from '../../../../src-engine/flow/ape.ts';
import { stoutSmear } from '../../../../src-engine/flow/stout.ts';
import { setCold } from '../../../../src-engine/lattice/gauge-field.ts';
import {
  type MeasureRequest,
  makeMeter,
  measure,
  measureWilsonLoops,
  scheduledRequests,
} from '../../../../src-engine/observable/index.ts';
import { randomGaugeField } from '../../../support/lattice.ts';

const flow = {
  observable: 'flow',
  action: 'wilson',
  integrator: 'rk3',
  step: 0.05,
  maxTime: 0.2,
  recordEvery: 0.1,
} as const;

const namesOf = (request: MeasureRequest, dims: readonly number[], colours: number): string[] =>
  unwrap(measure(randomGaugeField(dims, colours), request)).values.map((v) => v.name);

describe('names', () => {
  const four = [2, 2, 3, 2];
  it.each<[MeasureRequest, readonly number[], number, string[]]>([
    [{ observable: 'plaquette' }, four, 3, ['plaquette', 'plaquette.space', 'plaquette.time']],
    [{ observable: 'plaquette' }, [4, 4], 1, ['plaquette', 'plaquette.time']],
    [{ observable: 'rectangle' }, four, 2, ['rectangle', 'rectangle.space', 'rectangle.time']],
    [{ observable: 'polyakov' }, four, 2, ['polyakov.re', 'polyakov.im', 'polyakov.abs']],
    [{ observable: 'link-trace' }, four, 2, ['link-trace']],
    [
      { observable: 'action-density' },
      four,
      2,
      ['action-density', 'action-density.space', 'action-density.time', 'action-density.plaquette'],
    ],
    [
      { observable: 'wilson-loops', maxR: 2, maxT: 1, smearing: 'none' },
      [3, 4],
      1,
      ['wilson-loop.1x1', 'wilson-loop.2x1'],
    ],
    [{ observable: 'topological-charge' }, [3, 4], 1, ['topological-charge']],
    [
      { observable: 'topological-charge', definition: ['clover', 'improved'] },
      four,
      2,
      ['topological-charge.clover', 'topological-charge.improved'],
    ],
    [
      { ...flow, charges: ['clover'] },
      four,
      2,
      ['flow.t2e.0', 'flow.t2e.0.1', 'flow.t2e.0.2', 'flow.plaquette', 'flow.topological-charge.clover'],
    ],
    [
      flow,
      [4, 4],
      1,
      ['flow.t2e.0', 'flow.t2e.0.1', 'flow.t2e.0.2', 'flow.plaquette', 'flow.topological-charge'],
    ],
    [flow, [3, 2, 2], 2, ['flow.t2e.0', 'flow.t2e.0.1', 'flow.t2e.0.2', 'flow.plaquette']],
  ])('%j on %j', (request, dims, colours, names) => {
    expect(namesOf(request, dims, colours)).toEqual(names);
  });
});

it('gives one on unit links, and nothing to flow to', () => {
  const field = randomGaugeField([3, 2, 4, 2], 3);
  setCold(field);
  const value = (request: MeasureRequest): Record<string, number> =>
    Object.fromEntries(unwrap(measure(field, request)).values.map((v) => [v.name, v.value]));
  expect(value({ observable: 'plaquette' }).plaquette).toBeCloseTo(1, 14);
  expect(value({ observable: 'rectangle' }).rectangle).toBeCloseTo(1, 14);
  expect(value({ observable: 'polyakov' })).toEqual({
    'polyakov.re': expect.closeTo(1, 14),
    'polyakov.im': 0,
    'polyakov.abs': expect.closeTo(1, 14),
  });
  expect(value({ observable: 'action-density' })['action-density']).toBe(0);
  expect(value({ observable: 'topological-charge' })['topological-charge.clover']).toBe(0);
  for (const smearing of ['none', 'ape', 'stout'] as const) {
    const options = { maxR: 5, maxT: 3, smearing, smearingSteps: 2, smearingStrength: 0.3 };
    for (const loop of Object.values(value({ observable: 'wilson-loops', ...options })))
      expect(loop).toBeCloseTo(1, 13);
  }
  const { detail } = unwrap(measure(field, flow));
  expect(detail).toMatchObject({
    scales: {
      t0: { reached: false, largest: 0, lastTime: 0.2 },
      w0: { reached: false, largest: 0, lastTime: 0.2 },
    },
  });
});

it('smears as it is told', () => {
  const field = randomGaugeField([3, 2, 2, 4], 2, 6);
  const options = { maxR: 2, maxT: 2 };
  for (const smearing of ['ape', 'stout'] as const) {
    const spatial =
      smearing === 'ape'
        ? apeSmear(field, { alpha: 0.2, steps: 3, links: 'spatial' })
        : stoutSmear(field, { rho: 0.2, steps: 3, links: 'spatial' });
    const measured = measure(field, {
      observable: 'wilson-loops',
      ...options,
      smearing,
      smearingSteps: 3,
      smearingStrength: 0.2,
    });
    expect(unwrap(measured).detail).toEqual(measureWilsonLoops(field, { ...options, spatial }));
  }
});

it('has no topological charge where none is defined, and says so', () => {
  const result = measure(randomGaugeField([3, 2, 2], 2), { observable: 'topological-charge' });
  expect(result).toMatchObject({ ok: false, error: { code: 'spec.conflict' } });
});

it('measures under twisted boundaries only what sees the twist', () => {
  const field = randomGaugeField([2, 2, 2, 2], 3);
  const meter = makeMeter(field, [{ mu: 0, nu: 1, units: 1 }]);
  const plain = unwrap(measure(field, { observable: 'plaquette' })).values[0]!.value;
  expect(unwrap(meter({ observable: 'plaquette' })).values[0]!.value).not.toBeCloseTo(plain, 6);
  for (const request of [flow, { observable: 'action-density' }] as const)
    expect(meter(request)).toMatchObject({ ok: false, error: { code: 'spec.conflict' } });
});

it('leaves the field as it was', () => {
  const field = randomGaugeField([2, 3, 2, 4], 3, 7);
  const before = field.lattice.read(field.links);
  for (const request of [
    flow,
    { ...flow, integrator: 'adaptive', tolerance: 1e-3 },
    {
      observable: 'wilson-loops',
      maxR: 1,
      maxT: 1,
      smearing: 'ape',
      smearingSteps: 1,
      smearingStrength: 0.5,
    },
    { observable: 'polyakov' },
  ] as const)
    unwrap(measure(field, request));
  expect(field.lattice.read(field.links)).toEqual(before);
});

it('makes the requests of a run from its sections', () => {
  const scheduled = scheduledRequests({
    plaquette: { every: 1 },
    wilsonLoops: { every: 10, maxR: 2, maxT: 3, smearing: 'none' },
    topologicalCharge: { every: 5 },
    flow: { every: 50, action: 'wilson', integrator: 'rk3', step: 0.02, maxTime: 4, recordEvery: 0.1 },
  });
  expect(scheduled).toEqual([
    { every: 1, request: { observable: 'plaquette' } },
    { every: 10, request: { observable: 'wilson-loops', maxR: 2, maxT: 3, smearing: 'none' } },
    { every: 5, request: { observable: 'topological-charge' } },
    {
      every: 50,
      request: {
        observable: 'flow',
        action: 'wilson',
        integrator: 'rk3',
        step: 0.02,
        maxTime: 4,
        recordEvery: 0.1,
      },
    },
  ]);
});

it.each([
  [flow, /^flow time 0\.2\d* of 0\.2$/, 4],
  [
    {
      observable: 'wilson-loops',
      maxR: 2,
      maxT: 2,
      smearing: 'ape',
      smearingSteps: 3,
      smearingStrength: 0.5,
    },
    /^Wilson loop 12 of 12$/,
    15,
  ],
] as const)('tells how far a long measurement is: %o', (request, last, count) => {
  const field = randomGaugeField([2, 4, 2, 4], 2, 3);
  const steps: (readonly [number, string])[] = [];
  const told = unwrap(makeMeter(field)(request, (fraction, step) => steps.push([fraction, step])));
  expect(steps).toHaveLength(count);
  expect(steps.at(-1)?.[0]).toBeCloseTo(1, 12);
  expect(steps.at(-1)?.[1]).toMatch(last);
  expect(told).toEqual(unwrap(measure(field, request)));
});

import { describe, expect, it } from 'vitest';
import { actionParts } from '../../../../src-engine/action/action-parts.ts';
import { GaugeAction } from '../../../../src-engine/action/gauge-action.ts';
import { presetAction } from '../../../../src-engine/action/presets.ts';
import { type FlowOptions, startFlow } from '../../../../src-engine/flow/gradient-flow.ts';
import { recordTimes } from '../../../../src-engine/flow/measure-flow.ts';
import { type GaugeField, gaugeFieldOf } from '../../../../src-engine/lattice/gauge-field.ts';
import { unitarityDeviation } from '../../../../src-engine/lattice/unitarity.ts';
import { measurePlaquette, measureTopologicalCharge } from '../../../../src-engine/observable/index.ts';
import { newLattice, randomGaugeField } from '../../../support/lattice.ts';
import { everySite, linkAt, unitMatrix } from '../../../support/plain-gauge.ts';
import { gaugeTransformed, randomField } from '../../../support/random-field.ts';

/** The links at flow time `to`. */
const flowed = (field: GaugeField, to: number, options: FlowOptions): Float64Array => {
  const flow = startFlow(field, options);
  flow.advance(to);
  const links = field.lattice.read(flow.field.links);
  flow.release();
  return links;
};

const distance = (a: Float64Array, b: Float64Array): number =>
  a.reduce((largest, x, i) => Math.max(largest, Math.abs(x - b[i]!)), 0);

describe.each(['wilson', 'symanzik'] as const)('free %s flow', (action) => {
  // one plane wave of links in x, momentum in the other directions: transverse, and Abelian
  it.each([
    [1, [4, 6]],
    [2, [3, 8, 5]],
    [3, [2, 4, 3, 6]],
  ] as const)('damps a plane wave as exp(-k^2 t), N = %i on %j', (colours, dims) => {
    const amplitude = 1e-4;
    const time = 0.8;
    const d = dims.length;
    const momentum = dims.map((n, mu) => (mu === 0 ? 0 : (2 * Math.PI) / n));
    const wave = (x: readonly number[]): number =>
      amplitude * Math.cos(x.reduce((sum, n, mu) => sum + n * momentum[mu]!, 0));
    const c = { dims, colours, links: new Float64Array(everySite(dims).length * d * 2 * colours ** 2) };
    for (const x of everySite(dims)) {
      for (let mu = 0; mu < d; mu++) {
        const link = unitMatrix(colours);
        const angle = mu === 0 ? wave(x) : 0;
        link.set([Math.cos(angle), Math.sin(angle)]);
        if (colours > 1) link.set([Math.cos(angle), -Math.sin(angle)], 2 * (colours + 1));
        c.links.set(link, linkAt(c, x, mu));
      }
    }
    const lattice = newLattice(dims);
    const links = flowed(gaugeFieldOf(lattice, c), time, { action, step: 0.01 });
    const k2 = momentum.map((p) => 4 * Math.sin(p / 2) ** 2);
    // Symanzik: khat^2 (1 + khat^2 / 12) for each direction of momentum
    const rate = k2.reduce((sum, p2) => sum + p2 * (action === 'wilson' ? 1 : 1 + p2 / 12), 0);
    for (const x of everySite(dims)) {
      const angle = links[linkAt(c, x, 0) + 1]!;
      expect(Math.abs(angle - wave(x) * Math.exp(-rate * time))).toBeLessThan(amplitude * 1e-6);
    }
  });
});

describe.each([
  [1, [4, 6]],
  [2, [4, 3, 2]],
  [3, [2, 4, 3, 2]],
] as const)('N = %i on %j', (colours, dims) => {
  const lattice = newLattice(dims);
  const field = randomGaugeField(dims, colours, 21, lattice);

  it('converges with the third power of the step', () => {
    const time = 0.4;
    const exact = flowed(field, time, { step: time / 256 });
    const errors = [8, 16, 32].map((n) => distance(flowed(field, time, { step: time / n }), exact));
    const slopes = [Math.log2(errors[0]! / errors[1]!), Math.log2(errors[1]! / errors[2]!)];
    for (const slope of slopes) {
      expect(slope).toBeGreaterThan(2.6);
      expect(slope).toBeLessThan(3.5);
    }
  });

  it('agrees with fine steps when it chooses its own', () => {
    const exact = flowed(field, 0.5, { step: 0.5 / 512 });
    const at = (tolerance: number): { error: number; steps: number } => {
      const flow = startFlow(field, { integrator: 'adaptive', step: 0.5, tolerance });
      flow.advance(0.2);
      flow.advance(0.5);
      expect(flow.time).toBe(0.5);
      // the first step is far too long for a random field
      expect(flow.rejected).toBeGreaterThan(0);
      const error = distance(lattice.read(flow.field.links), exact);
      flow.release();
      return { error, steps: flow.steps };
    };
    const coarse = at(1e-3);
    expect(coarse.error).toBeLessThan(1e-2);
    expect(coarse.steps).toBeLessThan(40);
    // the estimate is of third order: steps grow with the cube root of the tolerance, 4.6 for a hundredth of it
    const middle = at(1e-5);
    expect(middle.error).toBeLessThan(coarse.error / 10);
    expect(middle.steps).toBeLessThan(6 * coarse.steps);
    const fine = at(1e-7);
    expect(fine.error).toBeLessThan(1e-7);
    expect(fine.steps / middle.steps).toBeGreaterThan(3.8);
    expect(fine.steps / middle.steps).toBeLessThan(5.2);
  });

  it('stays in the group, and its plaquette grows', () => {
    for (const action of ['wilson', 'symanzik'] as const) {
      const flow = startFlow(field, { action, step: 0.05 });
      let last = measurePlaquette(flow.field).mean;
      for (const time of [0.1, 0.3, 1]) {
        flow.advance(time);
        const next = measurePlaquette(flow.field).mean;
        expect(next).toBeGreaterThan(last);
        last = next;
      }
      expect(flow.steps).toBe(20);
      expect(unitarityDeviation(flow.field).unitarity).toBeLessThan(1e-12);
      flow.release();
    }
  });

  it('commutes with gauge transformations', () => {
    const c = randomField(dims, colours, 21);
    const there = gaugeFieldOf(lattice, gaugeTransformed(c));
    const links = flowed(field, 0.2, { step: 0.1 });
    const back = gaugeTransformed({ dims, colours, links });
    expect(distance(flowed(there, 0.2, { step: 0.1 }), back.links)).toBeLessThan(1e-12);
  });

  it('survives a step that is much too long', () => {
    const links = flowed(field, 8, { step: 8, action: 'symanzik' });
    const after = gaugeFieldOf(lattice, { dims, colours, links });
    expect(unitarityDeviation(after).unitarity).toBeLessThan(1e-11);
  });
});

it('ends exactly where it is told, in steps that are not longer than asked for', () => {
  const field = randomGaugeField([4, 4], 1);
  const flow = startFlow(field, { step: 0.04 });
  flow.advance(0.1);
  expect(flow.steps).toBe(3);
  flow.advance(0.1);
  flow.advance(0);
  expect([flow.time, flow.steps]).toEqual([0.1, 3]);
  const other = flowed(field, 0.1, { step: 0.1 / 3 });
  expect(distance(field.lattice.read(flow.field.links), other)).toBeLessThan(1e-14);
});

it('takes any loop action, in one part or many', () => {
  for (const colours of [2, 8]) {
    const field = randomGaugeField([2, 3, 2], colours);
    const named = flowed(field, 0.1, { action: 'symanzik', step: 0.05 });
    const loops = presetAction('symanzik', colours, field.group, 3);
    const parts = actionParts(new GaugeAction(field.lattice, loops), 1);
    expect(parts).toHaveLength(9);
    expect(distance(flowed(field, 0.1, { action: parts, step: 0.05 }), named)).toBeLessThan(1e-14);
  }
});

it('flows improved actions of SU(8)', () => {
  const field = randomGaugeField([2, 2, 2, 2], 8);
  const flow = startFlow(field, { action: 'symanzik', step: 0.02 });
  const before = measurePlaquette(field).mean;
  flow.advance(0.02);
  expect(measurePlaquette(flow.field).mean).toBeGreaterThan(before + 0.01);
  expect(measureTopologicalCharge(flow.field, ['improved']).improved).not.toBe(0);
});

it('holds two fields, and gives them back', () => {
  const field = randomGaugeField([4, 4, 4, 4], 3);
  const lattice = field.lattice;
  flowed(field, 0.02, { step: 0.02 });
  const before = lattice.device.bytes;
  flowed(field, 0.02, { step: 0.02 });
  expect(lattice.device.bytes).toBe(before);
});

it('records at multiples of a flow time', () => {
  expect(recordTimes(0.1, 0.3)).toEqual([0, 0.1, 0.2, 0.3]);
  expect(recordTimes(0.5, 1.2)).toEqual([0, 0.5, 1]);
});

it.each(['rk3', 'adaptive'] as const)(
  'tells each step of %s, and can be left after any of them',
  (integrator) => {
    const field = randomGaugeField([2, 4, 2, 4], 3, 4);
    const options: FlowOptions = { integrator, step: 0.02, tolerance: 1e-4 };
    const whole = startFlow(field, options);
    const times: number[] = [];
    whole.advance(0.1, (time) => times.push(time));
    expect(times).toHaveLength(whole.steps);
    expect(times.at(-1)).toBeCloseTo(0.1, 12);
    expect(times).toEqual([...times].sort((a, b) => a - b));

    const left = startFlow(field, options);
    const stop = (): void => left.advance(0.1, (time) => expect(time).toBeLessThan(times[2]!));
    expect(stop).toThrow();
    expect(left.time).toBe(times[2]);
    const upToThere = startFlow(field, options);
    upToThere.advance(times[2]!);
    expect(
      distance(field.lattice.read(left.field.links), field.lattice.read(upToThere.field.links)),
    ).toBeLessThan(1e-6);
    left.advance(0.1);
    expect(
      distance(field.lattice.read(left.field.links), field.lattice.read(whole.field.links)),
    ).toBeLessThan(1e-6);
  },
);

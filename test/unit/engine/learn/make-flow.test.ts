import { describe, expect, test } from 'vitest';
import type { FlowSpec } from '../../../../src-engine/api/spec/flow-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import type { Device } from '../../../../src-engine/kernel/device.ts';
import type { Precision } from '../../../../src-engine/kernel/graph.ts';
import { type FlowOptions, makeFlow } from '../../../../src-engine/learn/make-flow.ts';
import { runForward, runInverse } from '../../../../src-engine/learn/run-flow.ts';
import { mapValues } from '../../../support/flow-check.ts';
import { newDevice, someNumbers } from '../../../support/kernel-lab.ts';

const NETWORK = { hidden: [4, 4], activation: 'leaky-relu', finalActivation: 'tanh' } as const;
const SPECS: FlowSpec[] = [
  { kind: 'affine', couplings: 6, network: 'convolution', ...NETWORK },
  { kind: 'affine', couplings: 3, network: 'dense', ...NETWORK },
  { kind: 'spline', couplings: 6, bins: 6, network: 'convolution', ...NETWORK },
];
const titled = SPECS.map((spec) => ({
  spec,
  title: `${spec.kind} ${'network' in spec ? spec.network : ''}`,
}));

const build = (
  device: Device,
  spec: FlowSpec,
  precision: Precision,
  more: Partial<FlowOptions> = {},
  dims: readonly number[] = [4, 4],
) => unwrap(makeFlow(device, { dims, samples: 8, precision, family: 'scalar', seed: 1, spec, ...more }));

describe.each(titled)('$title', ({ spec }) => {
  test.each([
    ['f64', 1e-10],
    ['f32', 1e-5],
  ] as const)('%s: the inverse undoes the flow', (precision, tolerance) => {
    const { lattice, ...flow } = build(newDevice(), spec, precision);
    const all = { lattice, ...flow };
    const input = someNumbers(lattice.volume, 2).map((x) => Math.fround(2 * x));
    const there = mapValues(lattice, 1, (x, q, keep) => runForward(all, x, q, keep), input);
    const back = mapValues(lattice, 1, (x, q, keep) => runInverse(all, x, q, keep), there.x);
    expect(Math.max(...back.x.map((x, i) => Math.abs(x - input[i]!)))).toBeLessThan(tolerance);
    expect(Math.max(...back.logJ.map((q, i) => Math.abs(q - there.logJ[i]!)))).toBeLessThan(20 * tolerance);
    expect(Math.max(...there.x.map((x, i) => Math.abs(x - input[i]!)))).toBeGreaterThan(0.1);
  });

  test('double precision with the same numbers, changes included', () => {
    const device = newDevice();
    const single = build(device, spec, 'f32');
    const double = build(device, spec, 'f64', { parameters: single.parameters });
    const input = someNumbers(single.lattice.volume, 2).map(Math.fround);
    const compare = (): Float64Array => {
      const a = mapValues(single.lattice, 1, (x, q, keep) => runForward(single, x, q, keep), input);
      const b = mapValues(double.lattice, 1, (x, q, keep) => runForward(double, x, q, keep), input);
      a.x.forEach((x, i) => expect(Math.abs(x - b.x[i]!)).toBeLessThan(1e-5));
      a.logJ.forEach((q, i) => expect(Math.abs(q - b.logJ[i]!)).toBeLessThan(1e-4));
      return b.x;
    };
    const before = compare();
    single.parameters.values().forEach((v, i, values) => {
      values[i] = 0.9 * v;
    });
    single.parameters.changed();
    expect(compare()).not.toEqual(before);
    double.release();
    single.release();
  });

  test('numbers come from the seed', () => {
    const numbers = (seed: number): Float32Array =>
      build(newDevice(), spec, 'f32', { seed }).parameters.values().slice();
    expect(numbers(1)).toEqual(numbers(1));
    expect(numbers(1)).not.toEqual(numbers(2));
  });
});

test('convolutions on another volume: a periodic field stays what it was on the smaller one', () => {
  const device = newDevice();
  const small = build(device, SPECS[0]!, 'f64', { samples: 2 });
  const before = small.parameters.length;
  const large = build(device, SPECS[0]!, 'f64', { samples: 2, parameters: small.parameters }, [8, 4]);
  expect(small.parameters.length).toBe(before);
  const input = someNumbers(32, 3);
  // [sample][y][x]: each row of four twice
  const twice = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: 64 }, (_, i) => values[Math.floor(i / 8) * 4 + (i % 4)]!);
  const a = mapValues(small.lattice, 1, (x, q, keep) => runForward(small, x, q, keep), input);
  const b = mapValues(large.lattice, 1, (x, q, keep) => runForward(large, x, q, keep), twice(input));
  twice(a.x).forEach((x, i) => expect(b.x[i]).toBeCloseTo(x, 12));
  a.logJ.forEach((q, i) => expect(b.logJ[i]).toBeCloseTo(2 * q, 11));
});

test('samples fill registers', () => {
  expect(build(newDevice(), SPECS[0]!, 'f32', { samples: 6 }).samples).toBe(8);
});

test('what does not fit is refused', () => {
  const refusal = (options: Partial<FlowOptions>) =>
    makeFlow(newDevice(), {
      dims: [4, 4],
      samples: 4,
      precision: 'f32',
      family: 'scalar',
      seed: 1,
      spec: SPECS[0]!,
      ...options,
    });
  expect(refusal({ dims: [4, 5] })).toMatchObject({ ok: false, error: { code: 'model.unsupported' } });
  expect(refusal({ family: 'u1' })).toMatchObject({ ok: false, error: { code: 'model.unsupported' } });
});

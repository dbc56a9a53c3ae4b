import { describe, expect, test } from 'vitest';
import type { FlowSpec } from '../../../../../src-engine/api/spec/flow-spec.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { numericalLogDet } from '../../../../../src-engine/learn/examine/jacobian.ts';
import { forwardOf, inverseOf, priorSamples } from '../../../../../src-engine/learn/examine/round-trip.ts';
import type { Flow } from '../../../../../src-engine/learn/flow.ts';
import { type FlowFamily, makeFlow } from '../../../../../src-engine/learn/make-flow.ts';
import { newDevice } from '../../../../support/kernel-lab.ts';

const CASES: readonly (readonly [FlowFamily, FlowSpec])[] = [
  [
    'scalar',
    {
      kind: 'affine',
      couplings: 4,
      network: 'convolution',
      hidden: [3],
      activation: 'silu',
      finalActivation: 'tanh',
    },
  ],
  ['u1', { kind: 'residual', sweeps: 1 }],
  ['su2', { kind: 'residual', sweeps: 1 }],
  ['su3', { kind: 'residual', sweeps: 1 }],
];

const make = (family: FlowFamily, spec: FlowSpec, samples = 32): Flow => {
  const flow = unwrap(
    makeFlow(newDevice(), { dims: [2, 2], samples, precision: 'f64', spec, family, seed: 3 }),
  );
  flow.parameters.values().forEach((v, i, all) => {
    all[i] = v === 0 ? Math.sin(i + 1) : v;
  });
  flow.parameters.changed();
  return flow;
};

const both = async (flow: Flow, family: FlowFamily) => {
  const input = priorSamples(flow, 7);
  const logR = inverseOf({ ...flow, layers: [] }, input).logQ[0]!;
  const said = logR - forwardOf(flow, input).logQ[0]!;
  const z = input.slice(0, input.length / flow.samples);
  const found = await numericalLogDet(flow, family, z, () => Promise.resolve(true));
  return { said, found };
};

describe('log |det| of a flow from differences', () => {
  test.each(CASES)('is what the flow says: %s', async (family, spec) => {
    const { said, found } = await both(make(family, spec), family);
    expect(Math.abs(said)).toBeGreaterThan(0.05);
    expect(Math.abs(said - found)).toBeLessThan(1e-7);
  });

  test('does not depend on the size of batches', async () => {
    const [family, spec] = CASES[2]!;
    const [few, many] = [
      await both(make(family, spec, 6), family),
      await both(make(family, spec, 64), family),
    ];
    expect(few.found).toBeCloseTo(many.found, 10);
  });

  test('sees a layer that says half of it', async () => {
    const [family, spec] = CASES[3]!;
    const flow = make(family, spec);
    const [first, ...rest] = flow.layers;
    const silent = {
      ...first!,
      forward: (x: Parameters<typeof first.forward>[0]) => first!.forward(x, flow.lattice.field(1), false),
    } as NonNullable<typeof first>;
    const { said, found } = await both({ ...flow, layers: [silent, ...rest] }, family);
    expect(Math.abs(said - found)).toBeGreaterThan(1e-3);
  });

  test('can be broken off', async () => {
    const [family, spec] = CASES[0]!;
    const flow = make(family, spec, 4);
    const z = priorSamples(flow, 7).slice(0, 4);
    expect(await numericalLogDet(flow, family, z, () => Promise.resolve(false))).toBeNaN();
  });
});

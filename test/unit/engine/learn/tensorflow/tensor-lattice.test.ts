import { describe, expect, test } from 'vitest';
import type { FlowSpec } from '../../../../../src-engine/api/spec/flow-spec.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import type { Flow } from '../../../../../src-engine/learn/flow.ts';
import { type FlowFamily, makeFlow } from '../../../../../src-engine/learn/make-flow.ts';
import { runForward } from '../../../../../src-engine/learn/run-flow.ts';
import { TensorLattice } from '../../../../../src-engine/learn/tensorflow/tensor-lattice.ts';
import { mapValues } from '../../../../support/flow-check.ts';
import { freshName, newDevice } from '../../../../support/kernel-lab.ts';

const NETWORK = { hidden: [4], activation: 'silu', finalActivation: 'tanh' } as const;
const CASES: readonly (readonly [FlowFamily, readonly number[], FlowSpec])[] = [
  ['scalar', [4, 6], { kind: 'affine', couplings: 4, network: 'convolution', ...NETWORK }],
  ['scalar', [4, 4], { kind: 'spline', couplings: 3, bins: 4, network: 'dense', ...NETWORK }],
  ['scalar', [3, 3], { kind: 'continuous', frequencies: 2, features: 2, timeModes: 2, steps: 4 }],
  [
    'u1',
    [4, 8],
    {
      kind: 'angular',
      transform: 'circular-spline',
      size: 4,
      couplings: 8,
      network: 'convolution',
      ...NETWORK,
    },
  ],
  ['su2', [4, 4], { kind: 'spectral', bins: 3, couplings: 2, network: 'convolution', ...NETWORK }],
  ['su2', [2, 4], { kind: 'residual', sweeps: 1 }],
];
const SAMPLES = 4;

const largest = (a: Float64Array, b: Float64Array, isAngle = false): number =>
  a.reduce((worst, v, i) => {
    const d = v - b[i]!;
    return Math.max(worst, Math.abs(isAngle ? d - 2 * Math.PI * Math.round(d / (2 * Math.PI)) : d));
  }, 0);

describe('flows on a lattice of TensorFlow.js', () => {
  test.each(CASES)('%s %s %j', (family, dims, spec) => {
    const device = newDevice();
    const common = { dims, samples: SAMPLES, spec, family, seed: 3 };
    const ours = unwrap(makeFlow(device, { ...common, precision: 'f64' }));
    const { parameters } = ours;
    // residual flows begin as the identity
    parameters.values().forEach((v, i, all) => {
      all[i] = v === 0 ? Math.sin(i + 1) : v;
    });
    parameters.changed();
    const theirs = unwrap(
      makeFlow(device, {
        ...common,
        precision: 'f32',
        parameters,
        makeLattice: (on, extents, samples) => new TensorLattice(on, extents, samples),
      }),
    );
    const z = ours.lattice.field(ours.components);
    ours.prior.draw(z, { seed: 5, purpose: 'sampler', update: 0, firstSample: 0 });
    const input = ours.lattice.read(z).map(Math.fround);
    const values = (flow: Flow) =>
      mapValues(flow.lattice, flow.components, (x, q, keep) => runForward(flow, x, q, keep), input);
    const [a, b] = [values(ours), values(theirs)];
    expect(largest(a.x, input)).toBeGreaterThan(0.1);
    expect(largest(a.x, b.x, family === 'u1')).toBeLessThan(1e-5);
    expect(largest(a.logJ, b.logJ)).toBeLessThan(3e-5);
  });

  test('kernels that add over sites are refused', () => {
    const lattice = new TensorLattice(newDevice(), [2, 2], 4);
    const sum = lattice.kernel(freshName(), (k) => {
      k.reduce(k.load(k.field('f', 1), k.here, 0));
    });
    expect(() => sum([lattice.field(1)])).toThrow('does not add');
  });
});

/**
 * A network and its optimiser against PyTorch 1.13.0 in double precision, numbers printed with 12 digits by
 *   net = Sequential(Conv(2, 3, 3, padding=1, padding_mode='circular'), SiLU(), Conv(3, 1, 3, padding=1, padding_mode='circular'), Tanh())
 *   (net(x) * bar).sum().backward();  5 steps of Adam(p, 1e-2, weight_decay=0.1) in two dimensions, of AdamW with the same in three
 * where Conv is Conv2d or Conv3d, tensors hold (k i + 11) % 64 / 64 - 63/128 with k = 5, 13, 21, 29 for the parameters in their order, 29 for x in the
 * order [sample][site][channel] (the first direction fastest, PyTorch's last axis), 37 for bar. Long vectors are compared by their products with such
 * numbers of k = 3, 23, 41.
 */
import { describe, expect, test } from 'vitest';
import { Lattice } from '../../src-engine/lattice/lattice.ts';
import { makeNetwork } from '../../src-engine/learn/network/make-network.ts';
import { makeAdam } from '../../src-engine/learn/optimise/adam.ts';
import { makeParameters } from '../../src-engine/learn/parameters.ts';
import { newDevice } from '../support/kernel-lab.ts';
import { specOf } from '../support/network-lab.ts';

const numbers = (n: number, k: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => (((i * k + 11) % 64) - 31.5) / 64);
const projections = (values: ArrayLike<number>): number[] =>
  [3, 23, 41].map((k) => numbers(values.length, k).reduce((sum, c, i) => sum + c * values[i]!, 0));

const CASES = [
  {
    dims: [4, 3],
    kind: 'adam',
    y: [-0.223856634701, -0.384991480745, -0.558847802892, -0.448794683469, -0.180021287368, -0.342346482561],
    gradient: [-0.827028539669, -0.517783677796, 0.00889668840799],
    xBar: [-0.0718914482605, -0.213675614521, -0.471022161964],
    weights: [-0.477087378138, -0.276063772158, 0.90476447368],
  },
  {
    dims: [4, 3, 2],
    kind: 'adamw',
    y: [0.200242237473, -0.299844807323, -0.214272022777, -0.44954881426, 0.230036704018, -0.259731288621],
    gradient: [-1.70495791617, 1.34614076025, 0.964965514418],
    xBar: [0.337199732613, 0.754818940779, 0.511277025449],
    weights: [0.454071854392, -2.08115830078, 1.0399943422],
  },
] as const;

describe.each(CASES)('PyTorch in $dims', ({ dims, kind, y, gradient, xBar, weights }) => {
  const device = newDevice();
  const lattice = new Lattice(device, dims, 'f64', 4);
  const parameters = makeParameters(device);
  const spec = specOf({ hidden: [3], activation: 'silu', finalActivation: 'tanh' });
  const network = makeNetwork(lattice, parameters, 'n', { inputs: 2, outputs: 1, spec, seed: 1 });
  parameters.pieces.forEach(({ offset, length }, i) =>
    parameters.values().set(numbers(length, 5 + 8 * i), offset),
  );
  parameters.changed();
  const optimiser = makeAdam(device, parameters, { kind, weightDecay: 0.1 });
  const [x, bar] = [lattice.field(2), lattice.field(1)];
  lattice.write(x, numbers(2 * lattice.volume, 29));
  lattice.write(bar, numbers(lattice.volume, 37));
  const near = (found: ArrayLike<number>, expected: readonly number[], tolerance: number): void =>
    expected.forEach((e, i) => {
      expect(Math.abs(found[i]! - e)).toBeLessThan(tolerance);
    });

  test('has the same values, gradients and steps', () => {
    for (let step = 0; step < 5; step++) {
      parameters.clearGradient();
      const values = lattice.read(network.forward(x, true));
      const back = lattice.read(network.backward(bar));
      if (step === 0) {
        near(values, y, 1e-11);
        near(projections(back), xBar, 1e-11);
        // gradients are single precision
        near(projections(parameters.gradient()), gradient, 2e-6);
      }
      optimiser.step(1e-2);
    }
    near(projections(parameters.values()), weights, 2e-6);
  });
});

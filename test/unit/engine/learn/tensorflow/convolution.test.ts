import { describe, expect, test } from 'vitest';
import type { NetworkSpec } from '../../../../../src-engine/api/spec/flow-spec.ts';
import {
  activate,
  dense,
  periodicConvolution,
} from '../../../../../src-engine/learn/tensorflow/convolution.ts';
import { type Tensor, tf } from '../../../../../src-engine/learn/tensorflow/tensorflow.ts';
import { type NetworkCase, networkLab, specOf } from '../../../../support/network-lab.ts';
import { relativeDifference, tensorOf, valuesOf } from '../../../../support/tensor-lab.ts';

/** `parameters`: weights and biases of each layer by turns. */
const evaluateNetwork = (
  spec: NetworkSpec,
  outputs: number,
  x: Tensor,
  parameters: readonly Tensor[],
): Tensor => {
  const layers = parameters.length / 2;
  const flat = spec.network === 'dense';
  let y = flat ? tf.reshape(x, [x.shape[0]!, x.size / x.shape[0]!]) : x;
  for (let i = 0; i < layers; i++) {
    const [weights, biases] = [parameters[2 * i]!, parameters[2 * i + 1]!];
    const z = flat ? dense(y, weights, biases) : periodicConvolution(y, weights, biases);
    y = activate(i + 1 < layers ? spec.activation : spec.finalActivation, z);
  }
  return flat ? tf.reshape(y, [...x.shape.slice(0, -1), outputs]) : y;
};

const base: NetworkCase = {
  dims: [6, 5],
  samples: 8,
  precision: 'f32',
  inputs: 2,
  outputs: 3,
  spec: specOf({ hidden: [8, 5], finalActivation: 'tanh' }),
};

const CASES: readonly (readonly [string, NetworkCase])[] = [
  ['two dimensions', base],
  ['three dimensions', { ...base, dims: [2, 3, 4], spec: specOf({ hidden: [7] }) }],
  ['four dimensions', { ...base, dims: [3, 2, 2, 3], spec: specOf({ hidden: [4], activation: 'silu' }) }],
  ['a stencil of five', { ...base, spec: specOf({ hidden: [3], stencil: 5, activation: 'leaky-relu' }) }],
  ['a stencil of one', { ...base, spec: specOf({ hidden: [3], stencil: 1, activation: 'relu' }) }],
  ['full connection', { ...base, spec: specOf({ network: 'dense', hidden: [20, 13], activation: 'silu' }) }],
  ['the double precision of our side', { ...base, precision: 'f64' }],
];

describe('networks by TensorFlow.js and by our kernels', () => {
  test.each(CASES)('agree in values and gradients: %s', (_, of) => {
    const lab = networkLab(of);
    const { lattice, parameters, network } = lab;
    const tensor = (values: ArrayLike<number>, channels: number): Tensor =>
      tensorOf(values, of.samples, of.dims, channels);
    const weights = parameters.pieces.map(({ offset, length, shape }) =>
      tf.tensor(parameters.values().slice(offset, offset + length), [...shape]),
    );
    const x = tensor(lab.inputs, of.inputs);
    const cotangents = tensor(lab.cotangents, of.outputs);
    const forward = (input: Tensor, numbers: readonly Tensor[]): Tensor =>
      evaluateNetwork(of.spec, of.outputs, input, numbers);
    const y = lattice.read(network.forward(lab.x, true));
    expect(relativeDifference(y, valuesOf(forward(x, weights)))).toBeLessThan(2e-6);
    const [xBar, ...bars] = tf.grads((input, ...numbers) =>
      tf.sum(tf.mul(forward(input!, numbers), cotangents)),
    )([x, ...weights]) as [Tensor, ...Tensor[]];
    expect(relativeDifference(lattice.read(network.backward(lab.yBar)), valuesOf(xBar))).toBeLessThan(3e-6);
    bars.forEach((bar, i) => {
      const { offset, length } = parameters.pieces[i]!;
      const found = parameters.gradient().slice(offset, offset + length);
      expect(relativeDifference(found, valuesOf(bar)), parameters.pieces[i]!.name).toBeLessThan(5e-6);
    });
  });
});

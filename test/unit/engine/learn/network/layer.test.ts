import { describe, expect, test } from 'vitest';
import { Device } from '../../../../../src-engine/kernel/device.ts';
import type { Precision } from '../../../../../src-engine/kernel/graph.ts';
import { singleThreadExecutor } from '../../../../../src-engine/kernel/single-thread.ts';
import { type NetworkCase, networkLab, specOf } from '../../../../support/network-lab.ts';
import {
  type PlainGradients,
  type PlainLayer,
  plainActivation,
  plainBackward,
  plainConvolution,
  plainDense,
  plainForward,
} from '../../../../support/plain-network.ts';

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a.length).toBe(b.length);
  let worst = 0;
  let size = 1;
  for (let i = 0; i < a.length; i++) {
    worst = Math.max(worst, Math.abs(a[i]! - b[i]!));
    size = Math.max(size, Math.abs(b[i]!));
  }
  return worst / size;
};

/** A network of one layer without activation against plain loops: output, cotangent of the input, gradients. */
const check = (of: NetworkCase, layer: PlainLayer, device?: Device): void => {
  const lab = networkLab(of, device);
  const { lattice, parameters, network } = lab;
  const [weights, biases] = parameters.pieces.map(({ offset, length }) =>
    parameters.values().slice(offset, offset + length),
  ) as [Float32Array, Float32Array];
  const sites = lattice.volume / of.samples;
  const gradients: PlainGradients = { weights: [], biases: [], input: [] };
  const expected: number[] = [];
  const inputBar: number[] = [];
  for (let s = 0; s < of.samples; s++) {
    const x = lab.inputs.subarray(s * sites * of.inputs, (s + 1) * sites * of.inputs);
    const yBar = lab.cotangents.subarray(s * sites * of.outputs, (s + 1) * sites * of.outputs);
    expected.push(...plainForward(layer, weights, biases, x));
    const one: PlainGradients = { ...gradients, input: [] };
    plainBackward(layer, weights, x, yBar, one);
    inputBar.push(...one.input);
  }
  const single = of.precision === 'f32';
  const y = lattice.read(network.forward(lab.x, true));
  expect(largestDifference(y, expected)).toBeLessThan(single ? 1e-6 : 1e-14);
  // what was there stays: gradients are added
  parameters.gradient().fill(1);
  const xBar = lattice.read(network.backward(lab.yBar));
  expect(largestDifference(xBar, inputBar)).toBeLessThan(single ? 1e-6 : 1e-14);
  const gradient = Array.from(parameters.gradient(), (g) => g - 1);
  const all = [...gradients.weights, ...gradients.biases];
  expect(largestDifference(gradient, all)).toBeLessThan(2e-6);
  // the input is free to change once it has been kept
  lattice.write(lab.x, new Float64Array(lattice.volume * of.inputs));
  parameters.clearGradient();
  network.backward(lab.yBar);
  expect(largestDifference(parameters.gradient(), all)).toBeLessThan(2e-6);
};

const CHANNELS = [
  [1, 1],
  [1, 16],
  [16, 1],
  [2, 3],
  [5, 7],
  [13, 6],
  [17, 11],
] as const;
const PRECISIONS: readonly Precision[] = ['f32', 'f64'];

describe.each(PRECISIONS)('a periodic convolution in %s', (precision) => {
  const convolution = (
    dims: readonly number[],
    stencil: number,
    inputs: number,
    outputs: number,
    samples = 8,
    device?: Device,
  ): void =>
    check(
      { dims, samples, precision, inputs, outputs, spec: specOf({ stencil }) },
      plainConvolution(dims, stencil, inputs, outputs),
      device,
    );

  test.each(CHANNELS)('of %i to %i channels', (inputs, outputs) => convolution([4, 3], 3, inputs, outputs));
  test.each([1, 3, 5])('with a stencil of %i, in two, three and four dimensions', (stencil) => {
    convolution([6, 5], stencil, 2, 3);
    convolution([2, 3, 4], stencil, 2, 2, 4);
    if (stencil < 5) convolution([2, 3, 2, 3], stencil, 1, 2, 4);
  });
  test('with extents smaller than the stencil', () => {
    convolution([2, 2], 3, 3, 2);
    convolution([3, 2], 5, 2, 2);
    convolution([2, 2, 2, 2], 3, 1, 1, 4);
  });
  test.each([4, 12, 20, 28, 64])('of %i samples', (samples) => convolution([3, 3], 3, 3, 4, samples));
  test('without fused multiplication', () =>
    convolution([4, 3], 3, 5, 7, 8, new Device(singleThreadExecutor(), { reproducible: true })));
});

describe.each(PRECISIONS)('a fully connected layer in %s', (precision) => {
  test.each([
    [1, 1],
    [2, 3],
    [3, 13],
  ])('of %i to %i channels at every site', (inputs, outputs) => {
    const dims = [3, 4];
    check(
      { dims, samples: 8, precision, inputs, outputs, spec: specOf({ network: 'dense' }) },
      plainDense(12 * inputs, 12 * outputs),
    );
  });
});

describe('a network in f64', () => {
  test.each(['leaky-relu', 'tanh', 'relu', 'silu'] as const)('has the activation %s', (activation) => {
    const dims = [3, 2];
    const samples = 4;
    const spec = specOf({ hidden: [5, 3], activation, finalActivation: 'tanh' });
    const lab = networkLab({ dims, samples, precision: 'f64', inputs: 2, outputs: 1, spec });
    const { pieces } = lab.parameters;
    const numbers = (i: number): Float32Array =>
      lab.parameters.values().slice(pieces[i]!.offset, pieces[i]!.offset + pieces[i]!.length);
    const expected: number[] = [];
    for (let s = 0; s < samples; s++) {
      let x: ArrayLike<number> = lab.inputs.subarray(s * 12, (s + 1) * 12);
      [2, 5, 3].forEach((inputs, i) => {
        const layer = plainConvolution(dims, 3, inputs, [5, 3, 1][i]!);
        const name = i < 2 ? activation : 'tanh';
        x = plainForward(layer, numbers(2 * i), numbers(2 * i + 1), x).map((z) => plainActivation(name, z));
      });
      expected.push(...Array.from(x));
    }
    const y = lab.lattice.read(lab.network.forward(lab.x, false));
    expect(largestDifference(y, expected)).toBeLessThan(1e-14);
  });

  test('fully connected counts the numbers of a field site by site', () => {
    const dims = [2, 3];
    const spec = specOf({ network: 'dense', hidden: [7, 5] });
    const lab = networkLab({ dims, samples: 2, precision: 'f64', inputs: 2, outputs: 3, spec });
    const { pieces } = lab.parameters;
    expect(pieces.map(({ name, shape }) => [name, ...shape])).toEqual([
      ['net.0.weights', 7, 12],
      ['net.0.biases', 7],
      ['net.1.weights', 5, 7],
      ['net.1.biases', 5],
      ['net.2.weights', 18, 5],
      ['net.2.biases', 18],
    ]);
    const numbers = (i: number): Float32Array =>
      lab.parameters.values().slice(pieces[i]!.offset, pieces[i]!.offset + pieces[i]!.length);
    const expected: number[] = [];
    for (let s = 0; s < 2; s++) {
      let x: ArrayLike<number> = lab.inputs.subarray(s * 12, (s + 1) * 12);
      [7, 5, 18].forEach((neurons, i) => {
        const layer = plainDense([12, 7, 5][i]!, neurons);
        x = plainForward(layer, numbers(2 * i), numbers(2 * i + 1), x).map((z) => (i < 2 ? Math.tanh(z) : z));
      });
      expected.push(...Array.from(x));
    }
    const y = lab.lattice.read(lab.network.forward(lab.x, false));
    expect(largestDifference(y, expected)).toBeLessThan(1e-14);
  });
});

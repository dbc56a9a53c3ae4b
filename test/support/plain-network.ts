/** Networks in plain loops over coordinates, one sample at a time; tensors as PyTorch orders them. Fields of a sample: [site][channel], the first direction fastest. */
import type { NetworkSpec } from '../../src-engine/api/spec/flow-spec.ts';

const product = (numbers: readonly number[]): number => numbers.reduce((n, x) => n * x, 1);

/** All coordinates of a box, the first fastest. */
const coordinates = (dims: readonly number[]): number[][] =>
  Array.from({ length: product(dims) }, (_, site) =>
    dims.map((extent, mu) => Math.floor(site / product(dims.slice(0, mu))) % extent),
  );
const siteAt = (dims: readonly number[], x: readonly number[]): number =>
  dims.reduce(
    (sum, extent, mu) => sum + product(dims.slice(0, mu)) * (((x[mu]! % extent) + extent) % extent),
    0,
  );

export interface PlainLayer {
  /** [output neuron] = biases, and the terms of its sum: (output, input, weight) numbers. */
  readonly outputs: number;
  readonly bias: readonly number[];
  readonly terms: readonly (readonly [output: number, input: number, weight: number])[];
}

export const plainConvolution = (
  dims: readonly number[],
  stencil: number,
  inputs: number,
  outputs: number,
): PlainLayer => {
  const window = dims.map(() => stencil);
  const half = (stencil - 1) / 2;
  const terms: (readonly [number, number, number])[] = [];
  const bias: number[] = [];
  for (const x of coordinates(dims)) {
    const site = siteAt(dims, x);
    for (let o = 0; o < outputs; o++) {
      bias[site * outputs + o] = o;
      for (let i = 0; i < inputs; i++) {
        for (const offset of coordinates(window)) {
          const from = siteAt(
            dims,
            x.map((c, mu) => c + offset[mu]! - half),
          );
          // row-major tensor whose last axis is the first direction
          let weight = o * inputs + i;
          for (let mu = dims.length - 1; mu >= 0; mu--) weight = weight * stencil + offset[mu]!;
          terms.push([site * outputs + o, from * inputs + i, weight]);
        }
      }
    }
  }
  return { outputs: bias.length, bias, terms };
};

export const plainDense = (inputs: number, outputs: number): PlainLayer => ({
  outputs,
  bias: Array.from({ length: outputs }, (_, o) => o),
  terms: Array.from({ length: outputs * inputs }, (_, w) => [Math.floor(w / inputs), w % inputs, w] as const),
});

export const plainActivation = (name: NetworkSpec['activation'] | 'none', z: number): number => {
  if (name === 'tanh') return Math.tanh(z);
  if (name === 'relu') return Math.max(0, z);
  if (name === 'leaky-relu') return z > 0 ? z : 0.01 * z;
  return name === 'silu' ? z / (1 + Math.exp(-z)) : z;
};

export const plainForward = (
  { outputs, bias, terms }: PlainLayer,
  weights: ArrayLike<number>,
  biases: ArrayLike<number>,
  x: ArrayLike<number>,
): number[] => {
  const y = Array.from({ length: outputs }, (_, o) => biases[bias[o]!]!);
  for (const [o, i, w] of terms) y[o] = y[o]! + weights[w]! * x[i]!;
  return y;
};

export interface PlainGradients {
  readonly weights: number[];
  readonly biases: number[];
  readonly input: number[];
}

/** Gradients of sum_o yBar[o] y[o], added to `to`. */
export const plainBackward = (
  { bias, terms }: PlainLayer,
  weights: ArrayLike<number>,
  x: ArrayLike<number>,
  yBar: ArrayLike<number>,
  to: PlainGradients,
): void => {
  bias.forEach((b, o) => {
    to.biases[b] = (to.biases[b] ?? 0) + yBar[o]!;
  });
  for (const [o, i, w] of terms) {
    to.weights[w] = (to.weights[w] ?? 0) + yBar[o]! * x[i]!;
    to.input[i] = (to.input[i] ?? 0) + yBar[o]! * weights[w]!;
  }
};

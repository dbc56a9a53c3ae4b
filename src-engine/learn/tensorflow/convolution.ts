/**
 * Networks as TensorFlow operations. Fields have the shape [sample, sites of the last direction, ..., sites of the first, channel]; weights that of their
 * parameters (network/contraction.ts). Convolutions of more than two dimensions are sums of two-dimensional ones over the offsets in the other directions.
 * Proved by test/unit/engine/learn/tensorflow/convolution.test.ts.
 */
import type { NetworkSpec } from '../../api/spec/flow-spec.ts';
import { invariant } from '../../base/invariant.ts';
import { roll } from './evaluate-kernel.ts';
import { type Tensor, type Tensor4D, tf } from './tensorflow.ts';

/** The plane's neighbours on all sides, from the other end. */
const wrap = (x: Tensor, axis: number, half: number): Tensor => {
  const extent = x.shape[axis]!;
  invariant(half <= extent, `a stencil that reaches ${half} sites on a lattice of ${extent}`);
  const part = (begin: number): Tensor =>
    tf.slice(
      x,
      x.shape.map((_, i) => (i === axis ? begin : 0)),
      x.shape.map((n, i) => (i === axis ? half : n)),
    );
  return half === 0 ? x : tf.concat([part(extent - half), x, part(0)], axis);
};

/** weights[out][in][offset in the last direction]...[in the first]. */
const withoutBias = (x: Tensor, weights: Tensor): Tensor => {
  const directions = x.rank - 2;
  const stencil = weights.shape.at(-1)!;
  const half = (stencil - 1) / 2;
  if (directions === 2) {
    const wrapped = wrap(wrap(x, 1, half), 2, half) as Tensor4D;
    const filter = tf.transpose(weights, [2, 3, 1, 0]) as Tensor4D;
    return tf.conv2d(wrapped, filter, 1, 'valid');
  }
  // planes of the last direction become samples
  const planes = [x.shape[0]! * x.shape[1]!, ...x.shape.slice(2)];
  const terms = Array.from({ length: stencil }, (_, offset) => {
    const shape = weights.shape;
    const part = tf.slice(weights, [0, 0, offset], [shape[0]!, shape[1]!, 1]);
    const moved = tf.reshape(roll(x, 1, offset - half), planes);
    return withoutBias(moved, tf.reshape(part, [shape[0]!, shape[1]!, ...shape.slice(3)]));
  });
  const sum = terms.reduce((a, b) => tf.add(a, b));
  return tf.reshape(sum, [...x.shape.slice(0, -1), weights.shape[0]!]);
};

export const periodicConvolution = (x: Tensor, weights: Tensor, biases: Tensor): Tensor =>
  tf.add(withoutBias(x, weights), biases);

export const dense = (x: Tensor, weights: Tensor, biases: Tensor): Tensor =>
  tf.add(tf.matMul(x, tf.transpose(weights, [1, 0])), biases);

export const activate = (name: NetworkSpec['activation'] | 'none', z: Tensor): Tensor => {
  if (name === 'tanh') return tf.tanh(z);
  if (name === 'relu') return tf.maximum(z, tf.scalar(0));
  if (name === 'leaky-relu') return tf.maximum(z, tf.mul(z, tf.scalar(0.01)));
  return name === 'silu' ? tf.mul(z, tf.sigmoid(z)) : z;
};

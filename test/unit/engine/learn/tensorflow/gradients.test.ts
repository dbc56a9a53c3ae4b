import { describe, expect, test } from 'vitest';
import { type Tensor, tf } from '../../../../../src-engine/learn/tensorflow/tensorflow.ts';
import { someNumbers } from '../../../../support/kernel-lab.ts';

const positive = (n: number, seed: number): Float32Array =>
  Float32Array.from(someNumbers(n, seed), (u) => 1.5 + u);

type Function2 = (a: Tensor, b: Tensor) => Tensor;
const CASES: Readonly<Record<string, Function2>> = {
  add: (a, b) => tf.add(a, b),
  sub: (a, b) => tf.sub(a, b),
  mul: (a, b) => tf.mul(a, b),
  div: (a, b) => tf.div(a, b),
  minimum: (a, b) => tf.minimum(a, b),
  maximum: (a, b) => tf.maximum(a, b),
  atan2: (a, b) => tf.atan2(a, b),
  'neg, abs': (a, b) => tf.abs(tf.neg(tf.mul(a, b))),
  'sqrt, exp': (a, b) => tf.sqrt(tf.exp(tf.mul(a, b))),
  'log, sin': (a, b) => tf.mul(tf.log(a), tf.sin(b)),
  'cos, tanh': (a, b) => tf.mul(tf.cos(a), tf.tanh(b)),
  'sigmoid, round': (a, b) => tf.mul(tf.sigmoid(a), tf.add(b, tf.round(a))),
  'scalar and tensor': (a, b) => tf.mul(tf.sum(a), b),
  'column and row': (a, b) => tf.mul(tf.sum(a, 0, true), tf.sum(b, [1], true)),
  where: (a, b) =>
    tf.where(tf.logicalOr(tf.less(a, b), tf.logicalAnd(tf.lessEqual(b, a), tf.less(a, b))), tf.mul(a, a), b),
  'slice, concat': (a, b) =>
    tf.mul(tf.concat([tf.slice(a, [0, 1], [2, 2]), tf.slice(b, [0, 0], [2, 1])], 1), b),
  'transpose, matMul': (a, b) => tf.matMul(a, tf.transpose(b, [1, 0])),
  reshape: (a, b) => tf.mul(tf.reshape(a, [3, 2]), tf.reshape(tf.mul(b, b), [3, 2])),
};

describe('derivatives of TensorFlow operations are differences', () => {
  test.each(Object.keys(CASES))('%s', (name) => {
    const f = CASES[name]!;
    const [a, b] = [positive(6, 1), positive(6, 2)];
    const weigh = (y: Tensor): Tensor => {
      const weights = tf.tensor(Float32Array.from(someNumbers(y.size, 3)), y.shape);
      return tf.sum(tf.mul(y, weights));
    };
    const value = (x: Float32Array, y: Float32Array): number =>
      weigh(f(tf.tensor(x, [2, 3]), tf.tensor(y, [2, 3]))).dataSync()[0]!;
    const slopes = tf.grads((x, y) => weigh(f(x!, y!)))([tf.tensor(a, [2, 3]), tf.tensor(b, [2, 3])]);
    [a, b].forEach((x, which) => {
      const found = slopes[which]!.dataSync();
      for (let i = 0; i < x.length; i++) {
        const at = (h: number): number => {
          const moved = x.slice();
          moved[i] = moved[i]! + h;
          return which === 0 ? value(moved, b) : value(a, moved);
        };
        const h = 1 / 64;
        const slope = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
        expect(Math.abs(slope - found[i]!), `${name} ${which} ${i}`).toBeLessThan(
          3e-4 * Math.max(1, Math.abs(slope)),
        );
      }
    });
  });
});

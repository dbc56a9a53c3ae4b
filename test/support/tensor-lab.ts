/** Fields as tensors of TensorFlow.js and back. */
import { type Tensor, tf } from '../../src-engine/learn/tensorflow/tensorflow.ts';

/** From plain order [sample][site][component]. */
export const tensorOf = (
  values: ArrayLike<number>,
  samples: number,
  dims: readonly number[],
  components: number,
): Tensor => tf.tensor(Float32Array.from(values), [samples, ...[...dims].reverse(), components]);

export const valuesOf = (x: Tensor): Float32Array => x.dataSync() as Float32Array;

/** Largest difference over the largest number of the second. */
export const relativeDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let worst = a.length === b.length ? 0 : Number.POSITIVE_INFINITY;
  let size = 1e-30;
  for (let i = 0; i < b.length; i++) {
    worst = Math.max(worst, Math.abs(a[i]! - b[i]!));
    size = Math.max(size, Math.abs(b[i]!));
  }
  return worst / size;
};

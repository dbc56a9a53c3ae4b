/**
 * Numbers of samples and fields of batches: sums over the sites of each sample, and one number per sample at all of its sites. Sums are taken in double
 * precision in the order of the sites. Proved by test/unit/engine/learn/samples.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import type { Field } from '../lattice/lattice.ts';

const valuesOf = ({ lattice, address }: Field): Float32Array | Float64Array => {
  const { precision, volume } = lattice.layout;
  return precision === 'f64'
    ? lattice.device.float64(address, volume)
    : lattice.device.float32(address, volume);
};

/** Sum over the sites of each sample of a field of one number per site. */
export const sampleSums = (density: Field): Float64Array => {
  invariant(density.components === 1, `sums of a field of ${density.components} numbers per site`);
  const { samples } = density.lattice.layout;
  const values = valuesOf(density);
  const sums = new Float64Array(samples);
  // outer site = site * groups + group, then the lane: samples are contiguous at every site (lattice/layout.ts)
  for (let at = 0; at < values.length; at += samples)
    for (let s = 0; s < samples; s++) sums[s] = sums[s]! + values[at + s]!;
  return sums;
};

/** weight <- one number per sample, at all of its sites. */
export const fillSamples = (values: Float64Array, weight: Field): void => {
  invariant(weight.components === 1, `samples of a field of ${weight.components} numbers per site`);
  const { samples } = weight.lattice.layout;
  invariant(values.length === samples, `${values.length} numbers for ${samples} samples`);
  const field = valuesOf(weight);
  for (let at = 0; at < field.length; at += samples) field.set(values, at);
};

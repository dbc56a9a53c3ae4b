/**
 * A flow and the action evaluated twice from the same z: by our kernels in double precision, and by operations of TensorFlow.js in single precision. Both have the
 * formulas as they are written in the kernel language, and nothing else in common: not machine code, memory layout, elementary functions, loops of networks.
 * Proved by test/unit/engine/learn/tensorflow/tensor-lattice.test.ts.
 */
import type { ModelTarget } from '../../api/model-manifest.ts';
import type { FlowSpec } from '../../api/spec/flow-spec.ts';
import { unwrap } from '../../base/result.ts';
import type { Flow } from '../flow.ts';
import { makeFlow } from '../make-flow.ts';
import { familyOf } from '../model/check-architecture.ts';
import { sampleSums } from '../samples.ts';
import { makeTarget } from '../target/make-target.ts';
import { differenceOf, largestDifference } from './field-distance.ts';
import { forwardOf } from './round-trip.ts';

export interface Deviations {
  readonly samples: number;
  readonly fields: number;
  readonly densities: number;
  readonly action: number;
}

/** Enough to see a defect; operations of TensorFlow.js take about a hundred times as long. */
const SAMPLES = 8;

const actionOf = ({ lattice, components }: Flow, target: ModelTarget, values: Float64Array): Float64Array => {
  const x = lattice.field(components);
  const density = lattice.field(1);
  lattice.write(x, values);
  makeTarget(target, lattice.dims.length).action(x, density, 1);
  const sums = sampleSums(density);
  lattice.release(x);
  lattice.release(density);
  return sums;
};

export const independentDeviations = async (
  flow: Flow,
  spec: FlowSpec,
  target: ModelTarget,
  z: Float64Array,
): Promise<Deviations> => {
  const { TensorLattice } = await import('../tensorflow/tensor-lattice.ts');
  const { lattice, parameters } = flow;
  const family = familyOf(target);
  const samples = Math.min(SAMPLES, flow.samples);
  const other = unwrap(
    makeFlow(lattice.device, {
      dims: lattice.dims,
      samples,
      spec,
      family,
      seed: 0,
      parameters,
      precision: 'f32',
      makeLattice: (device, dims, count) => new TensorLattice(device, dims, count),
    }),
  );
  const perSample = z.length / flow.samples;
  const input = z.map(Math.fround);
  const begin = input.slice(0, other.samples * perSample);
  const ours = forwardOf(flow, input);
  const theirs = forwardOf(other, begin);
  // the same fields for both, so that this is a deviation of the action alone
  const x = ours.x.map(Math.fround);
  const deviations = {
    samples,
    fields: largestDifference(theirs.x, ours.x, differenceOf(family)),
    densities: largestDifference(theirs.logQ, ours.logQ),
    action: largestDifference(actionOf(other, target, x.slice(0, begin.length)), actionOf(flow, target, x)),
  };
  other.release();
  return deviations;
};

/**
 * A flow and the action evaluated twice from the same z: by our kernels in double precision, and by operations of TensorFlow.js in single precision. Both have the
 * formulas as they are written in the kernel language, and nothing else in common: not machine code, memory layout, elementary functions, loops of networks.
 * Proved by test/unit/engine/learn/tensorflow/tensor-lattice.test.ts.
 */
import type { ModelManifest, ModelTarget } from '../../api/model-manifest.ts';
import type { FlowSpec } from '../../api/spec/flow-spec.ts';
import { unwrap } from '../../base/result.ts';
import type { Device } from '../../kernel/device.ts';
import type { Flow } from '../flow.ts';
import { makeFlow } from '../make-flow.ts';
import { familyOf } from '../model/check-architecture.ts';
import type { Parameters } from '../parameters.ts';
import { sampleSums } from '../samples.ts';
import { makeTarget } from '../target/make-target.ts';
import { differenceOf, largestDifference } from './field-distance.ts';
import { forwardOf, priorSamples } from './round-trip.ts';

export interface Deviations {
  readonly samples: number;
  readonly fields: number;
  readonly densities: number;
  readonly action: number;
  /** What single precision by our own kernels makes of the same: a steep flow amplifies rounding. */
  readonly rounding: { readonly fields: number; readonly densities: number };
}

/** Enough to see a defect; operations of TensorFlow.js take about a hundred times as long. */
const SAMPLES = 8;
const STEPS = 16;

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

/** As many steps of an integration as show what it does. */
const shortened = (spec: FlowSpec): FlowSpec =>
  spec.kind === 'continuous' ? { ...spec, steps: Math.min(spec.steps, STEPS) } : spec;

/** `parameters`: those of the model, on their device. */
export const independentDeviations = async (
  device: Device,
  parameters: Parameters,
  { dims, target, architecture }: Pick<ModelManifest, 'dims' | 'target' | 'architecture'>,
  seed: number,
): Promise<Deviations> => {
  const { TensorLattice } = await import('../tensorflow/tensor-lattice.ts');
  const family = familyOf(target);
  const spec = shortened(architecture);
  const options = { dims, samples: SAMPLES, spec, family, seed: 0, parameters };
  const flow = unwrap(makeFlow(device, { ...options, precision: 'f64' }));
  const other = unwrap(
    makeFlow(device, {
      ...options,
      precision: 'f32',
      makeLattice: (on, extents, samples) => new TensorLattice(on, extents, samples),
    }),
  );
  const single = unwrap(makeFlow(device, { ...options, precision: 'f32' }));
  const z = priorSamples(flow, seed).map(Math.fround);
  const [ours, theirs, rounded] = [forwardOf(flow, z), forwardOf(other, z), forwardOf(single, z)];
  // the same fields for both, so that this is a deviation of the action alone
  const x = ours.x.map(Math.fround);
  const deviations = {
    samples: SAMPLES,
    fields: largestDifference(theirs.x, ours.x, differenceOf(family)),
    densities: largestDifference(theirs.logQ, ours.logQ),
    action: largestDifference(actionOf(other, target, x), actionOf(flow, target, x)),
    rounding: {
      fields: largestDifference(rounded.x, ours.x, differenceOf(family)),
      densities: largestDifference(rounded.logQ, ours.logQ),
    },
  };
  flow.release();
  other.release();
  single.release();
  return deviations;
};

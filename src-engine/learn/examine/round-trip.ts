/** Samples there and back: fields z, x = f(z) and f^-1(x) in plain order, log q as said by the forward and by the inverse pass. */
import type { Flow } from '../flow.ts';
import { runForward, runInverse } from '../run-flow.ts';
import { sampleSums } from '../samples.ts';

export interface Evaluated {
  readonly x: Float64Array;
  readonly logQ: Float64Array;
}

const evaluated = (flow: Flow, run: typeof runForward, values: Float64Array): Evaluated => {
  const x = flow.lattice.field(flow.components);
  const density = flow.lattice.field(1);
  flow.lattice.write(x, values);
  run(flow, x, density, false);
  const result = { x: flow.lattice.read(x), logQ: sampleSums(density) };
  flow.lattice.release(x);
  flow.lattice.release(density);
  return result;
};

/** Values in plain order, all samples of the flow. */
export const forwardOf = (flow: Flow, z: Float64Array): Evaluated => evaluated(flow, runForward, z);
export const inverseOf = (flow: Flow, x: Float64Array): Evaluated => evaluated(flow, runInverse, x);

/** Samples of the prior. */
export const priorSamples = (flow: Flow, seed: number): Float64Array => {
  const z = flow.lattice.field(flow.components);
  flow.prior.draw(z, { seed, purpose: 'sampler', update: 0, stage: 0, firstSample: 0 });
  const values = flow.lattice.read(z);
  flow.lattice.release(z);
  return values;
};

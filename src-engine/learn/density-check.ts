/**
 * How far log q of an integrated flow is from the density of its samples: the largest difference between its forward and inverse passes (`densityDeviations`)
 * over the first 128 samples of one fixed row, so what is found depends on the flow alone, not on seeds, batches or threads.
 * Averages of exact samplers are wrong by at most about the deviation times the scatter of the observable: a thousandth of it stays below what a million samples resolve.
 * Proved by test/unit/engine/learn/exact-flow.test.ts.
 */
import type { Flow } from './flow.ts';
import { densityDeviations } from './run-flow.ts';
import { CHECK_STAGE } from './train/draws.ts';

/** Of log q, where densities must be exact. */
export const DENSITY_TOLERANCE = 1e-3;
const CHECKED = 128;

export const checkedDeviation = (flow: Flow): number => {
  const { lattice, samples, components, prior } = flow;
  const z = lattice.field(components);
  let worst = 0;
  for (let first = 0; first < CHECKED; first += samples) {
    prior.draw(z, { seed: 0, purpose: 'sampler', update: 0, stage: CHECK_STAGE, firstSample: first });
    for (const deviation of densityDeviations(flow, z).subarray(0, CHECKED - first))
      worst = Math.max(worst, deviation);
  }
  lattice.release(z);
  return worst;
};

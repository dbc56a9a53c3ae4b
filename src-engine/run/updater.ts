/** One item of an update list, ready to be applied: what makes them is updaters.ts (links), scalar-simulation.ts, flow-proposals.ts. */
import type { UpdateSpec } from '../api/spec/run-spec.ts';

/** Which random numbers an updater uses: it may use stages from `stage` up to `stage + STAGES - 1`. */
export interface UpdaterDraw {
  readonly seed: number;
  readonly update: number;
  readonly stage: number;
}

/** Stages of random numbers that each item of an update list has for itself (a list has at most 16). */
export const STAGES = 1024;

export interface Updater {
  readonly name: UpdateSpec['algorithm'];
  /** Does the item once (all its sweeps); returns numbers worth recording. */
  apply(draw: UpdaterDraw): Readonly<Record<string, number>>;
}

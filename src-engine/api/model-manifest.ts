/**
 * What a trained model is, beside its numbers: what it maps to what, where it comes from, how good it was. Stored as JSON.
 * Read and written by learn/model/manifest.ts.
 */
import type { FlowSpec, TrainingSpec } from './spec/flow-spec.ts';

/** The density that a model was trained for: exp(-S) with the action and the couplings of runs. */
export type ModelTarget =
  | { readonly theory: 'phi4'; readonly massSquared: number; readonly lambda: number }
  | { readonly theory: 'u1' | 'su2' | 'su3'; readonly beta: number };

/** How the numbers came about. */
export interface ModelTraining {
  /** The run, the hash of its specification, and its seed. */
  readonly run: string;
  readonly specHash: string;
  readonly seed: number;
  /** The specification itself, as TOML: with it and the code version the same numbers come again. */
  readonly spec?: string;
  readonly steps: number;
  readonly batch: number;
  readonly estimator: TrainingSpec['estimator'];
  /** Wall-clock time of all steps. */
  readonly seconds: number;
  /** The model that it began from; null for random numbers. */
  readonly parent: string | null;
}

/** Measured when the training ended. */
export interface ModelQuality {
  /** Effective sample size over the number of samples, 0 to 1, with its error. */
  readonly ess: { readonly value: number; readonly error: number; readonly samples: number };
}

export interface ModelPiece {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface ModelManifest {
  /** As `m-20261121-142530-ab12`; kept when the model goes to another workspace. */
  readonly id: string;
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly codeVersion: string;
  /** Extents of the lattice it was trained on. */
  readonly dims: readonly number[];
  readonly target: ModelTarget;
  readonly architecture: FlowSpec;
  /** Null for numbers that were not trained here. */
  readonly training: ModelTraining | null;
  readonly quality: ModelQuality | null;
  /** Names and shapes of the numbers, in the order of the parameters. */
  readonly pieces: readonly ModelPiece[];
}

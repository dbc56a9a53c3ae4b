/** What the check of a model says: deviations from what must hold, each with what is tolerated. */

export type FigureKey =
  /** z of the prior against f^-1(f(z)). */
  | 'round-trip'
  /** log q as said on the way there and on the way back. */
  | 'densities'
  /** log |det| against the Jacobian by differences. */
  | 'jacobian'
  /** log q of gauge transforms. */
  | 'gauge'
  /** log q of fields moved by the period of the masks. */
  | 'translation'
  /** log q of fields of the opposite sign. */
  | 'reflection'
  /** Fields, log q and the action by operations of TensorFlow.js, in single precision. */
  | 'other-fields'
  | 'other-densities'
  | 'other-action';

/** `told`: not a symmetry of the flow, only learned; `left-out`: see `reason`. */
export type Verdict = 'passed' | 'failed' | 'told' | 'left-out';

/** Too many numbers for a Jacobian; networks of full connection know no translations; one period is the whole lattice. */
export type LeftOut = 'large' | 'dense' | 'one-period';

export interface Figure {
  readonly key: FigureKey;
  readonly verdict: Verdict;
  /** Largest over samples; null when left out. */
  readonly deviation: number | null;
  /** Null where nothing must hold. */
  readonly tolerance: number | null;
  readonly samples: number;
  /** Lattice on which it was found. */
  readonly dims: readonly number[];
  readonly reason: LeftOut | null;
}

export interface Examination {
  readonly figures: readonly Figure[];
  /** Steps of the integration that samples are drawn with; null for flows that are not integrated. */
  readonly steps: number | null;
  readonly passed: boolean;
}

type Found = Pick<Figure, 'key' | 'samples' | 'dims'> & { readonly deviation: number };

/** Not a number is a failure. */
export const judged = (found: Found, tolerance: number): Figure => ({
  ...found,
  tolerance,
  verdict: found.deviation <= tolerance ? 'passed' : 'failed',
  reason: null,
});
export const told = (found: Found): Figure => ({ ...found, tolerance: null, verdict: 'told', reason: null });
export const leftOut = (key: FigureKey, dims: readonly number[], reason: LeftOut): Figure => ({
  key,
  dims,
  reason,
  verdict: 'left-out',
  deviation: null,
  tolerance: null,
  samples: 0,
});

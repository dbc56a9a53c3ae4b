/**
 * Independence Metropolis: proposal n is accepted with probability min(1, w_n / w), w = p/q of where the chain stands (W. Hastings, Biometrika 57 (1970) 97;
 * with flows M. Albergo, G. Kanwar, P. Shanahan, arXiv:1904.12072). Exact for every flow that reaches all of p; weights in double precision.
 * The random number of a decision depends on (seed, stage, n) alone, so a chain may be cut anywhere.
 * Proved by test/unit/engine/learn/sample/independence.test.ts, test/statistics/flow-sampling.test.ts.
 */
import { HostStream } from '../../random/host-stream.ts';
import type { ProposalAddress } from './proposals.ts';

/** Whether proposal `n` of log weight `proposed` is taken by a chain that stands at log weight `current`. */
export const accepts = (
  { seed, stage = 0 }: ProposalAddress,
  n: number,
  proposed: number,
  current: number,
): boolean => {
  const u = new HostStream({ seed, purpose: 'sampler', update: n, stage: stage + 1 }).uniform();
  return u < Math.exp(proposed - current);
};

export interface Walk {
  /** Proposal at which the chain stands after each one, counted from the first of these; -1 before any has been accepted. */
  readonly at: Int32Array;
  readonly accepted: number;
  /** Longest run of rejections. */
  readonly longestWait: number;
  /** log weight of where the chain stands at the end. */
  readonly logWeight: number;
}

export interface WalkOptions extends ProposalAddress {
  /** Number of the first of these proposals. */
  readonly first?: number;
  /** log weight of where the chain stands before them; absent for a new chain, whose first proposal is accepted. */
  readonly from?: number;
}

/** The chain over these proposals. */
export const walkIndependence = (logWeights: Float64Array, options: WalkOptions): Walk => {
  const { first = 0, from } = options;
  const at = new Int32Array(logWeights.length);
  let current = from ?? Number.NEGATIVE_INFINITY;
  let place = -1;
  let accepted = 0;
  let longestWait = 0;
  let wait = 0;
  logWeights.forEach((proposed, i) => {
    if (proposed > Number.NEGATIVE_INFINITY && accepts(options, first + i, proposed, current)) {
      [place, current, wait] = [i, proposed, 0];
      accepted++;
    } else longestWait = Math.max(longestWait, ++wait);
    at[i] = place;
  });
  return { at, accepted, longestWait, logWeight: current };
};

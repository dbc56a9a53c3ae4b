/**
 * Exact averages from samples of a trained model, in two ways that must agree: by independence Metropolis over the proposals, with the error of
 * the chain (Gamma method), and by importance weights, their error taken in; log Z comes with the weights.
 * Proved by test/statistics/sample-model.test.ts.
 */
import type { Result } from '../../base/result.ts';
import { type Estimate, estimate } from '../../statistics/index.ts';
import type { BatchObserver } from './batch-observables.ts';
import { walkIndependence } from './independence.ts';
import type { ProposalAddress, Proposals } from './proposals.ts';
import { effectiveSampleSizeOf, logPartition, reweighted, type ValueWithError } from './reweight.ts';

export interface SampledObservable {
  readonly name: string;
  readonly metropolis: Result<Estimate>;
  readonly reweighted: Result<ValueWithError>;
}

export interface ModelSamples {
  readonly samples: number;
  readonly ess: Result<ValueWithError>;
  /** With the flat measure of scalars and angles, Haar measure of SU(N). */
  readonly logZ: Result<ValueWithError>;
  readonly acceptance: number;
  /** Of log q, where the flow is integrated (density-check.ts). */
  readonly densityDeviation?: number;
  /** Proposals refused in a row, at most. */
  readonly longestWait: number;
  readonly observables: readonly SampledObservable[];
}

export interface DrawnSamples {
  readonly logWeights: Float64Array;
  readonly observed: Readonly<Record<string, Float64Array>>;
}

export interface DrawOptions {
  readonly count: number;
  readonly onProgress?: (done: number) => void;
  /** Asked between batches: true ends the drawing with what there is. */
  readonly isStopped?: () => boolean;
  /** Lets the host breathe between batches. */
  readonly breathe?: () => Promise<void>;
}

/** Proposals 0, 1, ...: their weights, and what was seen on them. */
export const drawSamples = async (
  source: Proposals,
  observe: BatchObserver,
  { count, onProgress, isStopped, breathe }: DrawOptions,
): Promise<DrawnSamples> => {
  const logWeights = new Float64Array(count);
  const observed: Record<string, Float64Array> = {};
  let done = 0;
  while (done < count && isStopped?.() !== true) {
    const weights = source.make(done).subarray(0, count - done);
    logWeights.set(weights, done);
    for (const [name, values] of Object.entries(observe(source.x))) {
      observed[name] ??= new Float64Array(count);
      observed[name].set(values.subarray(0, weights.length), done);
    }
    done += weights.length;
    onProgress?.(done);
    await breathe?.();
  }
  return {
    logWeights: logWeights.subarray(0, done),
    observed: Object.fromEntries(
      Object.entries(observed).map(([name, values]) => [name, values.subarray(0, done)]),
    ),
  };
};

export const summarise = (
  { logWeights, observed }: DrawnSamples,
  address: ProposalAddress,
  names: readonly string[],
): ModelSamples => {
  const walk = walkIndependence(logWeights, address);
  // before the first acceptance the chain stands nowhere
  const places = walk.at.filter((place) => place >= 0);
  return {
    samples: logWeights.length,
    ess: effectiveSampleSizeOf(logWeights),
    logZ: logPartition(logWeights),
    acceptance: logWeights.length === 0 ? 0 : walk.accepted / logWeights.length,
    longestWait: walk.longestWait,
    observables: names.map((name) => {
      const values = observed[name] ?? new Float64Array(0);
      return {
        name,
        metropolis: estimate([Float64Array.from(places, (place) => values[place]!)]),
        reweighted: reweighted(logWeights, [values]),
      };
    }),
  };
};

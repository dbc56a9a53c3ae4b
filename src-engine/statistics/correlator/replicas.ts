/**
 * A vector of averages measured on the same chain (a correlator, a potential) with its blocked jackknife replicas: the mean of every
 * component without block b, the same blocks for all of them, so that errors and covariances of anything made from it follow:
 *
 *   cov_ij = (n - 1)/n sum_b (r_b,i - <r_i>)(r_b,j - <r_j>)     covariance of the means, from n blocks
 *
 * Blocks of length B still share correlations. For those that fall exponentially, with integrated time tau, the variance from blocks is
 * too small by the factor 1 - (tau - 1/(4 tau))/B up to e^{-B/tau}; deviations are scaled up by its root. Proved by test/unit/engine/statistics/correlator/replicas.test.ts.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import { blockSums } from '../blocking.ts';
import { meanOf } from '../moments.ts';
import { checkAligned, type Series, sampleCount } from '../series.ts';
import { type Matrix, zeros } from './dense.ts';

export interface Replicated {
  readonly mean: Float64Array;
  /** One vector per block. */
  readonly replicas: readonly Float64Array[];
  readonly samples: number;
  readonly blockLength: number;
}

export interface Blocking {
  readonly blockLength: number;
  /** Of the slowest component, in samples; 1/2 (independent samples) when absent. */
  readonly tauInt?: number;
}

/** What blocks miss, as a factor of deviations; a quarter of the block is the most that a correction can stand for. */
const missing = ({ blockLength, tauInt = 0.5 }: Blocking): number =>
  1 / Math.sqrt(1 - Math.min(0.25, Math.max(0, tauInt - 1 / (4 * tauInt)) / blockLength));

export function replicate(series: readonly Series[], blocking: Blocking): Result<Replicated> {
  const { blockLength } = blocking;
  const aligned = checkAligned(series);
  if (!aligned.ok) return aligned;
  const mean = Float64Array.from(aligned.value, meanOf);
  const samples = sampleCount(aligned.value[0]!);
  const blocked = aligned.value.map((segments, i) => blockSums(segments, blockLength, mean[i]!));
  const { sizes } = blocked[0]!;
  if (sizes.length < 2)
    return fail(
      'statistics.tooShort',
      `Blocks of ${blockLength} samples leave ${sizes.length} block; a jackknife needs at least 2.`,
      'Run longer, or measure more often.',
      { samples, blockLength },
    );
  const scale = missing(blocking);
  const replicas = Array.from(sizes, (size, b) =>
    mean.map((value, i) => value - (scale * blocked[i]!.sums[b]!) / (samples - size)),
  );
  return ok({ mean, replicas, samples, blockLength });
}

/** Another vector made from each replica and from the mean. */
export const mapReplicated = (
  { mean, replicas, ...rest }: Replicated,
  make: (vector: Float64Array) => Float64Array,
): Replicated => ({ ...rest, mean: make(mean), replicas: replicas.map(make) });

/** Variance of a number known by its replicas. */
export const jackknifeVariance = (replicas: ArrayLike<number>): number => {
  const n = replicas.length;
  let mean = 0;
  for (let b = 0; b < n; b++) mean += (replicas[b]! - replicas[0]!) / n;
  mean += replicas[0]!;
  let squares = 0;
  for (let b = 0; b < n; b++) squares += (replicas[b]! - mean) ** 2;
  return ((n - 1) / n) * squares;
};

/** Of every component. */
export const jackknifeErrors = ({ mean, replicas }: Replicated): Float64Array =>
  mean.map((_, i) => Math.sqrt(jackknifeVariance(replicas.map((replica) => replica[i]!))));

/** Deviations of each replica from the replicas' mean. */
export const deviationsOf = (replicas: readonly Float64Array[]): readonly Float64Array[] => {
  const first = replicas[0]!;
  const centre = first.map(
    (value, i) => value + replicas.reduce((sum, replica) => sum + (replica[i]! - value), 0) / replicas.length,
  );
  return replicas.map((replica) => replica.map((value, i) => value - centre[i]!));
};

export function jackknifeCovariance({ mean, replicas }: Replicated): Matrix {
  const n = replicas.length;
  const covariance = zeros(mean.length);
  for (const deviation of deviationsOf(replicas))
    for (let i = 0; i < mean.length; i++)
      for (let j = 0; j < mean.length; j++)
        covariance[i]![j] = covariance[i]![j]! + ((n - 1) / n) * deviation[i]! * deviation[j]!;
  return covariance;
}

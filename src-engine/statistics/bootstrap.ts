/**
 * Circular block bootstrap of f(means of several series) (Politis and Romano 1992): each segment is closed to a
 * ring, blocks of `blockLength` consecutive samples starting anywhere on it are drawn until the segment's length
 * is reached (the last block is cut short), and f is taken at the means of the drawn samples. All series share
 * the draws, so their correlations count. The error is the standard deviation of f over `resamples` draws; the
 * interval holds the central 68.27 % of them. Blocks must be longer than a few tau_int.
 * Proved by test/unit/engine/statistics/bootstrap.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import { ok, type Result } from '../base/result.ts';
import { meanOf } from './moments.ts';
import { quantile } from './quantile.ts';
import { checkAligned, type DerivedFunction, evaluate, type Series, sampleCount } from './series.ts';

export interface BootstrapOptions {
  readonly blockLength: number;
  /** Uniform in [0, 1); a seeded generator makes the result repeatable. */
  readonly random: () => number;
  /** 1000 when absent. */
  readonly resamples?: number;
}

export interface Bootstrap {
  /** f at the means of the series as measured. */
  readonly value: number;
  readonly error: number;
  readonly interval: readonly [number, number];
  /** f of each resample, in ascending order. */
  readonly replicas: Float64Array;
}

export function bootstrap(
  f: DerivedFunction,
  series: readonly Series[],
  options: BootstrapOptions,
): Result<Bootstrap> {
  const { blockLength, random, resamples = 1000 } = options;
  invariant(Number.isInteger(blockLength) && blockLength >= 1, 'a block length is a positive whole number');
  invariant(Number.isInteger(resamples) && resamples >= 2, 'a bootstrap needs two resamples');
  const aligned = checkAligned(series);
  if (!aligned.ok) return aligned;
  const means = Float64Array.from(aligned.value, meanOf);
  const central = evaluate(f, means);
  if (!central.ok) return central;
  const shape = aligned.value[0]!;
  const samples = sampleCount(shape);
  const prefixes = aligned.value.map((segments, a) =>
    segments.map((x) => ringPrefix(x, means[a]!, blockLength)),
  );
  const replicas = new Float64Array(resamples);
  const sums = new Float64Array(means.length);
  for (let k = 0; k < resamples; k++) {
    sums.fill(0);
    for (const [r, segment] of shape.entries()) {
      for (let left = segment.length; left > 0; left -= blockLength) {
        const start = Math.floor(random() * segment.length);
        const end = start + Math.min(left, blockLength);
        for (let a = 0; a < sums.length; a++) {
          const prefix = prefixes[a]![r]!;
          sums[a] = sums[a]! + prefix[end]! - prefix[start]!;
        }
      }
    }
    const value = evaluate(
      f,
      sums.map((sum, a) => means[a]! + sum / samples),
    );
    if (!value.ok) return value;
    replicas[k] = value.value;
  }
  replicas.sort();
  const average = meanOf([replicas]);
  let squares = 0;
  for (const value of replicas) squares += (value - average) ** 2;
  return ok({
    value: central.value,
    error: Math.sqrt(squares / (resamples - 1)),
    interval: [quantile(replicas, 0.158655), quantile(replicas, 0.841345)],
    replicas,
  });
}

/** Sums of the first n fluctuations around the ring, n = 0 ... length + blockLength. */
function ringPrefix(segment: Float64Array, mean: number, blockLength: number): Float64Array {
  const prefix = new Float64Array(segment.length + blockLength + 1);
  for (let i = 0; i + 1 < prefix.length; i++)
    prefix[i + 1] = prefix[i]! + (segment[i % segment.length]! - mean);
  return prefix;
}

/**
 * Blocked jackknife of f(means of several series):
 *
 *   f_b = f(means without block b),  error^2 = (n - 1)/n sum_b (f_b - <f_b>)^2,
 *   bias = (n - 1) (<f_b> - f(means)),  value = f(means) - bias
 *
 * (Efron, The jackknife, the bootstrap and other resampling plans, 1982). Blocks must be longer than a few
 * tau_int; blocks of equal length make the formulas exact (see blocking.ts).
 * Proved by test/unit/engine/statistics/jackknife.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import { blockSums } from './blocking.ts';
import { meanOf } from './moments.ts';
import { checkAligned, type DerivedFunction, evaluate, type Series, sampleCount } from './series.ts';

export interface JackknifeOptions {
  readonly blockLength: number;
}

export interface Jackknife {
  /** f(means) with the 1/N bias removed. */
  readonly value: number;
  readonly error: number;
  readonly bias: number;
  readonly blocks: number;
  /** f without block b; covariances between quantities follow from these. */
  readonly replicas: Float64Array;
}

export function jackknife(
  f: DerivedFunction,
  series: readonly Series[],
  options: JackknifeOptions,
): Result<Jackknife> {
  const aligned = checkAligned(series);
  if (!aligned.ok) return aligned;
  const all = aligned.value;
  const means = Float64Array.from(all, meanOf);
  const central = evaluate(f, means);
  if (!central.ok) return central;
  const samples = sampleCount(all[0]!);
  const blocked = all.map((segments, a) => blockSums(segments, options.blockLength, means[a]!));
  const { sizes } = blocked[0]!;
  const n = sizes.length;
  if (n < 2) {
    return fail(
      'statistics.tooShort',
      `Blocks of ${options.blockLength} samples leave ${n} block; a jackknife needs at least 2.`,
      'Use shorter blocks or run longer.',
      { samples, blockLength: options.blockLength },
    );
  }
  const replicas = new Float64Array(n);
  const point = new Float64Array(all.length);
  for (let b = 0; b < n; b++) {
    for (let a = 0; a < point.length; a++)
      point[a] = means[a]! - blocked[a]!.sums[b]! / (samples - sizes[b]!);
    const value = evaluate(f, point);
    if (!value.ok) return value;
    replicas[b] = value.value;
  }
  const average = meanOf([replicas]);
  let squares = 0;
  for (const value of replicas) squares += (value - average) ** 2;
  const bias = (n - 1) * (average - central.value);
  return ok({
    value: central.value - bias,
    error: Math.sqrt(((n - 1) / n) * squares),
    bias,
    blocks: n,
    replicas,
  });
}

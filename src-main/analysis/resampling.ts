/**
 * Jackknife and bootstrap of a mean, to compare with the Gamma method. All three agree within their own uncertainty when the
 * history is much longer than tau_int. Blocks have four tau_int or a thousandth of the history, at most an eighth of it.
 * Test: test/unit/main/analysis/resampling.test.ts.
 */
import type { Result } from '../../src-engine/base/result.ts';
import { ok } from '../../src-engine/base/result.ts';
import { bootstrap, type Estimate, formatEstimate, jackknife } from '../../src-engine/statistics/index.ts';
import { repeatableUniform } from './uniform.ts';

export interface Resampled {
  readonly value: number;
  readonly error: number;
  readonly formatted: string;
  readonly blockLength: number;
}

export interface Comparison {
  readonly jackknife: Resampled & { readonly blocks: number };
  readonly bootstrap: Resampled & {
    readonly interval: readonly [number, number];
    readonly resamples: number;
  };
}

const resamples = 1000;

export const blockLengthFor = (samples: number, tauInt: number): number =>
  Math.max(1, Math.min(Math.floor(samples / 8), Math.max(Math.ceil(4 * tauInt), Math.ceil(samples / 1000))));

export const resample = (values: Float64Array, { cut, tauInt }: Estimate): Result<Comparison> => {
  const used = values.subarray(cut);
  const blockLength = blockLengthFor(used.length, tauInt);
  const mean = (means: Float64Array): number => means[0]!;
  const jack = jackknife(mean, [used], { blockLength });
  if (!jack.ok) return jack;
  const boot = bootstrap(mean, [used], { blockLength, random: repeatableUniform(), resamples });
  if (!boot.ok) return boot;
  const { value, error, interval } = boot.value;
  return ok({
    jackknife: {
      value: jack.value.value,
      error: jack.value.error,
      formatted: formatEstimate(jack.value),
      blockLength,
      blocks: jack.value.blocks,
    },
    bootstrap: {
      value,
      error,
      formatted: formatEstimate({ value, error }),
      interval,
      blockLength,
      resamples,
    },
  });
};

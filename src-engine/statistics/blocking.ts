/**
 * Averages over blocks of consecutive samples, and the error of the mean against the block length
 * (Flyvbjerg and Petersen, J. Chem. Phys. 91 (1989) 461): with n blocks of mean y,
 *
 *   error^2 = sum (y - mean)^2 / (n (n - 1)),  d(error)/error = 1/sqrt(2 (n - 1)),
 *
 * which rises to a plateau once blocks are longer than the autocorrelation. Blocks never cross segments. A length
 * that does not divide a segment gives blocks whose lengths differ by one, so every sample is used.
 * Proved by test/unit/engine/statistics/blocking.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import { ok, type Result } from '../base/result.ts';
import { meanOf } from './moments.ts';
import { checkSeries, type Segments, type Series } from './series.ts';

export interface Blocks {
  readonly sums: Float64Array;
  readonly sizes: Float64Array;
}

export interface BlockedError {
  readonly blockLength: number;
  readonly blocks: number;
  readonly error: number;
  readonly errorError: number;
}

/** Sums of (sample - origin) over blocks of about `blockLength`, at least one block per segment. */
export function blockSums(segments: Segments, blockLength: number, origin: number): Blocks {
  invariant(Number.isInteger(blockLength) && blockLength >= 1, 'a block length is a positive whole number');
  const counts = segments.map((segment) => Math.max(1, Math.floor(segment.length / blockLength)));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const sums = new Float64Array(total);
  const sizes = new Float64Array(total);
  let block = 0;
  for (const [r, segment] of segments.entries()) {
    const count = counts[r]!;
    let start = 0;
    for (let b = 1; b <= count; b++, block++) {
      const end = Math.floor((b * segment.length) / count);
      for (let i = start; i < end; i++) sums[block] = sums[block]! + (segment[i]! - origin);
      sizes[block] = end - start;
      start = end;
    }
  }
  return { sums, sizes };
}

/** Errors for block lengths 1, 2, 4, ... as long as `minimumBlocks` blocks remain. */
export function blockingAnalysis(series: Series, minimumBlocks = 8): Result<readonly BlockedError[]> {
  invariant(minimumBlocks >= 2, 'an error needs two blocks');
  const checked = checkSeries(series, minimumBlocks);
  if (!checked.ok) return checked;
  const mean = meanOf(checked.value);
  const levels: BlockedError[] = [];
  for (let blockLength = 1; ; blockLength *= 2) {
    if (checked.value.some((segment) => segment.length < blockLength)) break;
    const { sums, sizes } = blockSums(checked.value, blockLength, mean);
    const blocks = sums.length;
    if (blocks < minimumBlocks) break;
    let squares = 0;
    for (let b = 0; b < blocks; b++) squares += (sums[b]! / sizes[b]!) ** 2;
    const error = Math.sqrt(squares / (blocks * (blocks - 1)));
    levels.push({ blockLength, blocks, error, errorError: error / Math.sqrt(2 * (blocks - 1)) });
  }
  return ok(levels);
}

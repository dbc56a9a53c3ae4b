import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { blockingAnalysis, blockSums } from '../../../../src-engine/statistics/blocking.ts';
import { ar1, exactTauInt, normal, uniform } from './ar1.ts';

describe('blockSums', () => {
  it('uses every sample once and never crosses segments', () => {
    const segments = [Float64Array.of(1, 2, 3, 4, 5, 6, 7), Float64Array.of(10, 20), Float64Array.of(100)];
    const { sums, sizes } = blockSums(segments, 2, 0);
    expect([...sizes]).toEqual([2, 2, 3, 2, 1]);
    expect([...sums]).toEqual([3, 7, 18, 30, 100]);
  });
});

describe('blockingAnalysis', () => {
  it('rises from the naive error to the true one', () => {
    const samples = 2 ** 17;
    const a = 0.8;
    const levels = unwrap(blockingAnalysis(ar1(a, samples, normal(uniform(4))), 64));
    const exact = Math.sqrt((2 * exactTauInt(a)) / samples);
    expect(levels[0]!.error * Math.sqrt(samples)).toBeCloseTo(1, 1);
    const plateau = levels.find((level) => level.blockLength === 256)!;
    expect(Math.abs(plateau.error - exact)).toBeLessThan(3.5 * plateau.errorError);
    expect(levels.at(-1)!.blocks).toBe(64);
  });

  it('gives a constant series no error', () => {
    const levels = unwrap(blockingAnalysis(new Float64Array(100).fill(0.1)));
    expect(levels.every((level) => level.error === 0)).toBe(true);
  });
});

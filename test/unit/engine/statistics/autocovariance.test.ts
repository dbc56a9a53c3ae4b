import { describe, expect, it } from 'vitest';
import { autocovariance } from '../../../../src-engine/statistics/autocovariance.ts';
import { ar1, normal, uniform } from './ar1.ts';

function direct(segments: readonly Float64Array[], lag: number): number {
  let sum = 0;
  let pairs = 0;
  for (const x of segments) {
    for (let i = 0; i + lag < x.length; i++, pairs++) sum += x[i]! * x[i + lag]!;
  }
  return sum / pairs;
}

describe('autocovariance', () => {
  for (const lengths of [[8], [37], [64, 9], [100, 257, 33], [31, 32, 33, 34]]) {
    it(`equals direct sums for segments of ${lengths.join(', ')}`, () => {
      const gauss = normal(uniform(lengths.length));
      const segments = lengths.map((length) => ar1(0.4, length, gauss));
      const maxLag = Math.min(...lengths) - 1;
      const gamma = autocovariance(segments, maxLag);
      expect(gamma).toHaveLength(maxLag + 1);
      for (let t = 0; t <= maxLag; t++) expect(gamma[t]).toBeCloseTo(direct(segments, t), 12);
    });
  }
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { smooth } from '../../src-engine/api/series/smooth.ts';

const weight = fc.double({ min: 0, max: 0.999, noNaN: true });
const finite = fc.double({ min: -1e9, max: 1e9, noNaN: true });
const values = fc.array(
  fc.oneof({ weight: 9, arbitrary: finite }, { weight: 1, arbitrary: fc.constant(Number.NaN) }),
  {
    minLength: 1,
    maxLength: 120,
    size: 'max',
  },
);
const settings = { seed: 511, numRuns: 500 };

it('leaves a constant as it is, to the last bit', () => {
  fc.assert(
    fc.property(finite, weight, fc.integer({ min: 1, max: 200 }), (any, w, n) => {
      const c = any + 0; // never -0
      expect(smooth(new Float64Array(n).fill(c), w)).toEqual(new Float64Array(n).fill(c));
    }),
    settings,
  );
});

it('does not change what it said when points are added', () => {
  fc.assert(
    fc.property(values, values, weight, (before, after, w) => {
      const prefix = smooth(Float64Array.from(before), w);
      expect(smooth(Float64Array.from([...before, ...after]), w).subarray(0, before.length)).toEqual(prefix);
    }),
    settings,
  );
});

it('is the average with weights w^(k-j), over finite values only', () => {
  fc.assert(
    fc.property(values, weight, (list, w) => {
      const out = smooth(Float64Array.from(list), w);
      const seen: number[] = [];
      list.forEach((y, k) => {
        if (Number.isNaN(y)) return expect(out[k]).toBeNaN();
        seen.push(y);
        const weights = seen.map((_, j) => w ** (seen.length - 1 - j));
        const total = weights.reduce((a, b) => a + b);
        const mean = seen.reduce((sum, v, j) => sum + v * weights[j]!, 0) / total;
        const scale = Math.max(...seen.map(Math.abs), 1e-300);
        expect(Math.abs(out[k]! - mean) / scale).toBeLessThan(1e-11);
      });
    }),
    settings,
  );
});

import { describe, expect, it } from 'vitest';
import { fourier } from '../../../../src-engine/statistics/fourier.ts';
import { uniform } from './ar1.ts';

describe('fourier', () => {
  for (const n of [1, 2, 4, 8, 32]) {
    it(`equals the definition for ${n} numbers and is undone by exchanging the parts`, () => {
      const random = uniform(n);
      const x = Float64Array.from({ length: n }, random);
      const y = Float64Array.from({ length: n }, random);
      const re = x.slice();
      const im = y.slice();
      fourier(re, im);
      for (let k = 0; k < n; k++) {
        let sumRe = 0;
        let sumIm = 0;
        for (let j = 0; j < n; j++) {
          const phase = (-2 * Math.PI * j * k) / n;
          sumRe += x[j]! * Math.cos(phase) - y[j]! * Math.sin(phase);
          sumIm += x[j]! * Math.sin(phase) + y[j]! * Math.cos(phase);
        }
        expect(re[k]).toBeCloseTo(sumRe, 11);
        expect(im[k]).toBeCloseTo(sumIm, 11);
      }
      fourier(im, re);
      for (let j = 0; j < n; j++) {
        expect(re[j]! / n).toBeCloseTo(x[j]!, 12);
        expect(im[j]! / n).toBeCloseTo(y[j]!, 12);
      }
    });
  }
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import {
  type GammaAnalysis,
  gammaMethod,
  gammaMethodDerived,
} from '../../src-engine/statistics/gamma-method.ts';
import { ar1, normal, uniform } from '../unit/engine/statistics/ar1.ts';

const runs = { seed: 20260731, numRuns: 60 };
const chain = fc
  .record({
    seed: fc.nat(),
    a: fc.double({ min: -0.5, max: 0.95, noNaN: true }),
    length: fc.integer({ min: 16, max: 600 }),
  })
  .map(({ seed, a, length }) => ar1(a, length, normal(uniform(seed))));
const chains = fc.array(chain, { minLength: 1, maxLength: 4 });

const analyse = (series: readonly Float64Array[]): GammaAnalysis => unwrap(gammaMethod(series));

function expectClose(a: GammaAnalysis, b: GammaAnalysis, factor = 1): void {
  expect(b.window).toBe(a.window);
  expect(Math.abs(b.error / (a.error * factor) - 1)).toBeLessThan(1e-8);
  expect(Math.abs(b.naiveError / (a.naiveError * factor) - 1)).toBeLessThan(1e-8);
  expect(Math.abs(b.tauInt / a.tauInt - 1)).toBeLessThan(1e-8);
}

describe('the Gamma method', () => {
  it('ignores a shift, and the value follows it', () => {
    fc.assert(
      fc.property(chains, fc.double({ min: -1e3, max: 1e3, noNaN: true }), (series, shift) => {
        const a = analyse(series);
        const b = analyse(series.map((x) => x.map((v) => v + shift)));
        expectClose(a, b);
        expect(b.value).toBeCloseTo(a.value + shift, 9);
      }),
      runs,
    );
  });

  it('scales with the samples, also where squares would overflow or vanish', () => {
    fc.assert(
      fc.property(chains, fc.integer({ min: -290, max: 290 }), fc.boolean(), (series, power, flip) => {
        const scale = 10 ** power * (flip ? -1 : 1);
        const a = analyse(series);
        const b = analyse(series.map((x) => x.map((v) => v * scale)));
        expectClose(a, b, Math.abs(scale));
        expect(Math.abs(b.value / scale - a.value)).toBeLessThan(1e-9);
      }),
      runs,
    );
  });

  it('is the same backwards in time and in any order of segments', () => {
    fc.assert(
      fc.property(chains, (series) => {
        const a = analyse(series);
        expectClose(a, analyse(series.map((x) => x.toReversed())));
        expectClose(a, analyse(series.toReversed()));
      }),
      runs,
    );
  });

  it('keeps value and naive error of shuffled samples, which lose their autocorrelation', () => {
    const gauss = normal(uniform(8));
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = uniform(seed);
        const x = ar1(0.9, 2000, gauss);
        const shuffled = x.slice();
        for (let i = shuffled.length - 1; i > 0; i--) {
          const j = Math.floor(random() * (i + 1));
          [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
        }
        const a = analyse([x]);
        const b = analyse([shuffled]);
        expect(b.value).toBeCloseTo(a.value, 12);
        expect(a.tauInt).toBeGreaterThan(4);
        expect(Math.abs(b.tauInt - 0.5)).toBeLessThan(5 * b.tauIntError);
      }),
      { ...runs, numRuns: 20 },
    );
  });

  it('gives a constant series exactly no error and tau_int 1/2', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }),
        fc.integer({ min: 8, max: 300 }),
        fc.integer({ min: 1, max: 3 }),
        (value, length, segments) => {
          const result = analyse(
            Array.from({ length: segments }, () => new Float64Array(length).fill(value)),
          );
          expect(result).toMatchObject({ value, error: 0, naiveError: 0, tauInt: 0.5, tauIntError: 0 });
        },
      ),
      runs,
    );
  });

  it('propagates a linear function exactly as the series of that function', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: -3, max: 3, noNaN: true }), (seed, c) => {
        const gauss = normal(uniform(seed));
        const x = [ar1(0.5, 80, gauss), ar1(0.5, 120, gauss)];
        const y = [ar1(0.8, 80, gauss), ar1(0.8, 120, gauss)];
        const sum = x.map((s, r) => s.map((v, i) => v + c * y[r]![i]!));
        const derived = unwrap(gammaMethodDerived((m) => m[0]! + c * m[1]!, [x, y]));
        expectClose(analyse(sum), derived);
      }),
      runs,
    );
  });
});

import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { gammaMethod, gammaMethodDerived } from '../../../../src-engine/statistics/gamma-method.ts';
import { ar1, exactTauInt, normal, scatter, uniform } from './ar1.ts';

const ratio = (means: Float64Array): number => means[0]! / means[1]!;

/** Two correlated positive observables of one chain, with true ratio 2/3. */
function pairOf(a: number, length: number, gauss: () => number): [Float64Array, Float64Array] {
  const x = ar1(a, length, gauss);
  const noise = ar1(a / 2, length, gauss);
  return [x.map((v) => 2 + 0.3 * v), x.map((v, i) => 3 + 0.2 * v + 0.1 * noise[i]!)];
}

describe('gammaMethod on AR(1) chains', () => {
  for (const a of [0, 0.5, 0.8, 0.95]) {
    it(`finds tau_int and the error for a = ${a}`, () => {
      const samples = 100_000;
      const result = unwrap(gammaMethod(ar1(a, samples, normal(uniform(11)))));
      const exactError = Math.sqrt((2 * exactTauInt(a)) / samples);
      expect(Math.abs(result.tauInt - exactTauInt(a))).toBeLessThan(3.5 * result.tauIntError);
      expect(result.tauIntError / result.tauInt).toBeLessThan(0.1);
      expect(Math.abs(result.error - exactError)).toBeLessThan(3.5 * result.errorError);
      expect(Math.abs(result.value)).toBeLessThan(3.5 * exactError);
      expect(result.naiveError).toBeCloseTo(1 / Math.sqrt(samples), 4);
      expect(result.error).toBeCloseTo(result.naiveError * Math.sqrt(2 * result.tauInt), 12);
      expect(result.windowFound).toBe(true);
    });
  }

  it('handles anticorrelated samples', () => {
    const result = unwrap(gammaMethod(ar1(-0.5, 50_000, normal(uniform(5)))));
    expect(result.tauInt).toBeGreaterThan(0);
    expect(result.tauInt).toBeLessThan(0.3);
  });

  it('falls back to the naive error when the samples alternate', () => {
    const result = unwrap(gammaMethod(Float64Array.from({ length: 64 }, (_, i) => (i % 2 === 0 ? 1 : -1))));
    expect(result.window).toBe(0);
    expect(result.error).toBeCloseTo(result.naiveError, 12);
  });

  // 400 pulls: their standard deviation is known to 0.035, so +-0.15 and 0.2 are 4 standard errors.
  it('covers the truth: pulls of mean, tau_int have unit width', () => {
    const gauss = normal(uniform(2024));
    const a = 0.7;
    const pulls: number[] = [];
    const tauPulls: number[] = [];
    const errors: number[] = [];
    const taus: number[] = [];
    let errorError = 0;
    for (let chain = 0; chain < 400; chain++) {
      const result = unwrap(gammaMethod(ar1(a, 2000, gauss)));
      pulls.push(result.value / result.error);
      tauPulls.push((result.tauInt - exactTauInt(a)) / result.tauIntError);
      errors.push(result.error);
      taus.push(result.tauInt);
      errorError += result.errorError / 400;
    }
    expect(scatter(pulls).deviation).toBeGreaterThan(0.85);
    expect(scatter(pulls).deviation).toBeLessThan(1.15);
    expect(Math.abs(scatter(pulls).mean)).toBeLessThan(0.2);
    expect(scatter(tauPulls).deviation).toBeGreaterThan(0.8);
    expect(scatter(tauPulls).deviation).toBeLessThan(1.25);
    expect(scatter(errors).deviation / errorError).toBeGreaterThan(0.7);
    expect(scatter(errors).deviation / errorError).toBeLessThan(1.3);
    expect(Math.abs(scatter(taus).mean / exactTauInt(a) - 1)).toBeLessThan(0.03);
  });

  // Without the correction for the estimated mean both are 9 % too small; 2000 chains know them to 1 %.
  it('has no bias of order 1/N in error and tau_int', () => {
    const gauss = normal(uniform(55));
    let squared = 0;
    let tau = 0;
    for (let chain = 0; chain < 2000; chain++) {
      const result = unwrap(gammaMethod(ar1(0.5, 100, gauss)));
      squared += result.error ** 2 / 2000;
      tau += result.tauInt / 2000;
    }
    expect(Math.abs((squared * 100) / (2 * exactTauInt(0.5)) - 1)).toBeLessThan(0.05);
    expect(Math.abs(tau / exactTauInt(0.5) - 1)).toBeLessThan(0.05);
  });

  it('says when chains are too short for their autocorrelations', () => {
    const stuck = Array.from({ length: 10 }, (_, r) => new Float64Array(8).fill(r));
    const result = unwrap(gammaMethod(stuck));
    expect(result.windowFound).toBe(false);
  });

  it('uses a given window factor', () => {
    const chain = ar1(0.9, 20_000, normal(uniform(8)));
    const narrow = unwrap(gammaMethod(chain, { windowFactor: 1 }));
    const wide = unwrap(gammaMethod(chain, { windowFactor: 3 }));
    expect(wide.window).toBeGreaterThan(narrow.window);
    expect(wide.tauIntError).toBeGreaterThan(narrow.tauIntError);
  });
});

describe('gammaMethod on several segments', () => {
  it('has the error of one chain of the same total length', () => {
    const a = 0.8;
    const gauss = normal(uniform(31));
    const segments = [30_000, 20_000, 50_000].map((length) => ar1(a, length, gauss));
    const result = unwrap(gammaMethod(segments));
    expect(result.samples).toBe(100_000);
    expect(result.segments).toBe(3);
    expect(Math.abs(result.tauInt - exactTauInt(a))).toBeLessThan(3.5 * result.tauIntError);
    expect(Math.abs(result.error - Math.sqrt((2 * exactTauInt(a)) / 1e5))).toBeLessThan(
      3.5 * result.errorError,
    );
    expect(result.segmentsPValue).toBeGreaterThan(0.001);
  });

  it('weights the mean by samples', () => {
    const gauss = normal(uniform(32));
    const segments = [ar1(0.3, 100, gauss), ar1(0.3, 300, gauss)];
    const joined = Float64Array.from([...segments[0]!, ...segments[1]!]);
    const mean = joined.reduce((sum, x) => sum + x, 0) / joined.length;
    expect(unwrap(gammaMethod(segments)).value).toBeCloseTo(mean, 12);
  });

  it('sees segments that do not agree', () => {
    const gauss = normal(uniform(33));
    const shifted = ar1(0.5, 5000, gauss).map((x) => x + 0.5);
    const result = unwrap(gammaMethod([ar1(0.5, 5000, gauss), shifted]));
    expect(result.segmentsPValue).toBeLessThan(1e-3);
  });
});

describe('gammaMethodDerived', () => {
  it('propagates a ratio with unit pulls', () => {
    const gauss = normal(uniform(77));
    const pulls: number[] = [];
    for (let chain = 0; chain < 400; chain++) {
      const result = unwrap(gammaMethodDerived(ratio, pairOf(0.6, 1000, gauss)));
      pulls.push((result.value - 2 / 3) / result.error);
    }
    expect(Math.abs(scatter(pulls).deviation - 1)).toBeLessThan(0.15);
  });

  it('removes the 1/N bias of a curved function with two segments', () => {
    const gauss = normal(uniform(78));
    const square = (means: Float64Array): number => means[0]! ** 2;
    const corrected: number[] = [];
    const plain: number[] = [];
    for (let chain = 0; chain < 400; chain++) {
      const segments = [ar1(0.5, 250, gauss), ar1(0.5, 250, gauss)];
      corrected.push(unwrap(gammaMethodDerived(square, [segments])).value);
      plain.push(
        ((segments[0]!.reduce((s, x) => s + x, 0) + segments[1]!.reduce((s, x) => s + x, 0)) / 500) ** 2,
      );
    }
    const bias = (2 * exactTauInt(0.5)) / 500;
    expect(scatter(plain).mean).toBeGreaterThan(bias * 0.75);
    expect(Math.abs(scatter(corrected).mean)).toBeLessThan(bias * 0.25);
  });

  it('gives a difference of equal series no error', () => {
    const x = ar1(0.5, 500, normal(uniform(3)));
    const result = unwrap(gammaMethodDerived((m) => m[0]! - m[1]!, [x, x]));
    expect(result.error).toBeLessThan(1e-12);
  });
});

describe('gammaMethod of values that differ in the last bit only', () => {
  it('is that of a constant: no error, tau_int 1/2 (charges that are integers up to rounding)', () => {
    const gauss = normal(uniform(8));
    const charge = Float64Array.from({ length: 8000 }, () => 1 + Math.round(gauss()) * 2 ** -52);
    expect(unwrap(gammaMethod(charge))).toMatchObject({
      error: 0,
      naiveError: 0,
      tauInt: 0.5,
      tauIntError: 0,
    });
  });
});

describe('gammaMethod refuses', () => {
  it('short series', () => {
    const result = gammaMethod(Float64Array.of(1, 2, 3));
    expect(result.ok ? '' : result.error.code).toBe('statistics.tooShort');
  });

  it('values that are not finite, naming the first', () => {
    const chain = new Float64Array(20).fill(1);
    chain[7] = Number.NaN;
    chain[9] = Number.POSITIVE_INFINITY;
    const result = gammaMethod([new Float64Array(20), chain]);
    expect(result.ok ? undefined : result.error.detail).toMatchObject({ segment: 1, index: 7 });
    expect(result.ok ? '' : result.error.message).toContain('Sample 7 of segment 1 is NaN');
  });

  it('a derived quantity that is not defined at the means', () => {
    const zero = new Float64Array(20);
    const result = gammaMethodDerived((m) => 1 / m[0]!, [zero]);
    expect(result.ok ? '' : result.error.code).toBe('statistics.notFinite');
  });
});

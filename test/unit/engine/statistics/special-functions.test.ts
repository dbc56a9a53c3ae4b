import { describe, expect, it } from 'vitest';
import { betaI, erfc, gammaQ, logGamma } from '../../../../src-engine/statistics/special-functions.ts';

const relative = (found: number, expected: number): number => Math.abs(found / expected - 1);

// From mpmath 1.3 at 40 digits: mp.erfc(x), mp.loggamma(x), mp.gammainc(a, x, regularized=True), mp.betainc(a, b, 0, x, regularized=True).
const erfcValues: readonly [number, number][] = [
  [-3, 1.9999779095030015],
  [-0.5, 1.5204998778130465],
  [1e-10, 0.999999999887162],
  [0.1, 0.8875370839817152],
  [0.5, 0.4795001221869535],
  [1, 0.15729920705028513],
  [1.2, 0.08968602177036462],
  [1.25, 0.07709987174354177],
  [2, 0.004677734981047266],
  [3.5, 7.430983723414128e-7],
  [5, 1.537459794428035e-12],
  [10, 2.088487583762545e-45],
  [25, 8.300172571196523e-274],
];
const logGammaValues: readonly [number, number][] = [
  [0.1, 2.252712651734206],
  [0.5, 0.5723649429247001],
  [1.5, -0.12078223763524522],
  [4, 1.791759469228055],
  [10, 12.801827480081469],
  [123.5, 469.8172754919306],
  [5000, 37582.62631568535],
];
const gammaQValues: readonly [number, number, number][] = [
  [0.5, 0.2, 0.5270892568655381],
  [0.5, 30, 9.485737571073848e-15],
  [1, 1, 0.36787944117144233],
  [3, 2.5, 0.5438131158833295],
  [3, 20, 4.555149505589213e-7],
  [50, 40, 0.9296649333406051],
  [50, 60, 0.08440668109369183],
  [500, 450, 0.9892827619087102],
  [500, 600, 1.2255942330622905e-5],
];

describe('erfc', () => {
  for (const [x, expected] of erfcValues) {
    it(`of ${x}`, () => expect(relative(erfc(x), expected)).toBeLessThan(2e-13));
  }

  it('has its limits', () => {
    expect(erfc(0)).toBe(1);
    expect(erfc(Number.POSITIVE_INFINITY)).toBe(0);
    expect(erfc(Number.NEGATIVE_INFINITY)).toBe(2);
    expect(erfc(Number.NaN)).toBeNaN();
  });
});

describe('logGamma', () => {
  for (const [x, expected] of logGammaValues) {
    it(`of ${x}`, () => expect(relative(logGamma(x), expected)).toBeLessThan(2e-14));
  }
});

describe('gammaQ', () => {
  for (const [a, x, expected] of gammaQValues) {
    it(`of ${a}, ${x}`, () => expect(relative(gammaQ(a, x), expected)).toBeLessThan(1e-12));
  }

  it.each([
    [0.3, 2, 5, 0.579825],
    [0.5, 0.5, 0.5, 0.5],
    [0.9, 3, 0.5, 0.445415555347971],
    [0.01, 20, 1.5, 5.115662365766954e-40],
    [0.6, 40, 30, 0.681856197409437],
    [0.97, 100, 2.5, 0.2930890897704957],
  ])('I_%d(%d, %d)', (x, a, b, expected) => {
    expect(relative(betaI(x, a, b), expected)).toBeLessThan(1e-12);
    expect(betaI(1 - x, b, a)).toBeCloseTo(1 - expected, 12);
  });

  it('I_x(a, b) ends at 0 and 1', () => {
    expect([betaI(0, 2, 3), betaI(1, 2, 3)]).toEqual([0, 1]);
  });
});

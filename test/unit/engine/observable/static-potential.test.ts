/** Potential and Creutz ratios of loops that are known, and of measured ones. */
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import {
  type MeasureRequest,
  measure,
  measureWilsonLoops,
  type WilsonLoop,
} from '../../../../src-engine/observable/index.ts';
import { creutzRatios, staticPotential } from '../../../../src-engine/observable/static-potential.ts';
import { randomGaugeField } from '../../../support/lattice.ts';

const table = (w: (r: number, t: number) => number, n = 4): WilsonLoop[] =>
  Array.from({ length: n * n }, (_, i) => {
    const [r, t] = [Math.floor(i / n) + 1, (i % n) + 1];
    return { r, t, value: w(r, t) };
  });

describe('from loops with area, perimeter and Coulomb terms', () => {
  const loops = table((r, t) => 1.3 * Math.exp(-0.2 * r * t - 0.15 * (r + t) + 0.25 * (t / r + r / t)));

  it('Creutz ratios see the area, and what is left of the rest', () => {
    const found = creutzRatios(loops);
    expect(found.map(({ r, t }) => `${r}x${t}`)).toHaveLength(9);
    for (const { r, t, value } of found) {
      const coulomb = (a: number, b: number): number => 0.25 * (b / a + a / b);
      const rest = coulomb(r, t) + coulomb(r - 1, t - 1) - coulomb(r, t - 1) - coulomb(r - 1, t);
      expect(value).toBeCloseTo(0.2 - rest, 12);
    }
  });

  it('the potential is the fall from T to T + 1', () => {
    const clean = table((r, t) => Math.exp(-(0.2 * r + 0.3 - 0.26 / r) * t));
    for (const time of [1, 3])
      for (const { r, value } of staticPotential(clean, time))
        expect(value).toBeCloseTo(0.2 * r + 0.3 - 0.26 / r, 12);
    expect(staticPotential(clean, 2).map(({ r }) => r)).toEqual([1, 2, 3, 4]);
  });

  it('leaves out what has no logarithm', () => {
    const noisy = table((r, t) => (r === 2 && t === 2 ? -0.01 : 0.1));
    expect(staticPotential(noisy, 2).map(({ r }) => r)).toEqual([1, 3, 4]);
    expect(creutzRatios(noisy).map(({ r, t }) => `${r}x${t}`)).toEqual(['2x4', '3x4', '4x2', '4x3', '4x4']);
  });
});

it('measured ones are those of the measured loops', () => {
  const field = randomGaugeField([4, 4], 1, 6);
  const loops = measureWilsonLoops(field, { maxR: 2, maxT: 3 });
  const w = (r: number, t: number): number => loops.find((l) => l.r === r && l.t === t)!.value;
  const values = (request: MeasureRequest) => unwrap(measure(field, request)).values;
  expect(values({ observable: 'static-potential', maxR: 2, time: 1, smearing: 'none' })).toEqual(
    [1, 2].map((r) => ({
      name: `static-potential.${r}`,
      value: expect.closeTo(Math.log(w(r, 1) / w(r, 2)), 12),
    })),
  );
  const chi = -Math.log((w(2, 2) * w(1, 1)) / (w(2, 1) * w(1, 2)));
  expect(values({ observable: 'creutz-ratios', max: 2 })).toEqual([
    { name: 'creutz-ratio.2x2', value: expect.closeTo(chi, 12) },
  ]);
});

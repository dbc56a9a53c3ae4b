/** The draws against the exact distribution: density sqrt(1 - h^2) exp(a h) of h0, directions isotropic, refusals as often as derived. */
import { describe, expect, test } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { quickStream } from '../../../../src-engine/random/quick.ts';
import { openStream, streamParams } from '../../../../src-engine/random/stream.ts';
import { kolmogorovSmirnov } from '../../../../src-engine/statistics/test-statistics.ts';
import { drawSu2 } from '../../../../src-engine/update/draw-su2.ts';
import { besselI } from '../../../support/exact-plaquette.ts';
import { newLattice } from '../../../support/lattice.ts';

const lattice = newLattice([128, 256]);

const draws = (a: number, trials: number): { h: Float64Array; kept: boolean }[] => {
  const out = lattice.field(5);
  lattice.kernel(`draw su2 ${trials}`, (k) => {
    const f = k.field('out', 5);
    const weight = k.param();
    const { value, accepted } = drawSu2(k, quickStream(openStream(k)), weight, trials);
    value.forEach((x, i) => {
      k.store(f, i, x);
    });
    k.store(f, 4, k.select(accepted, k.constant(1), k.constant(0)));
  })([out], { params: [a], uparams: streamParams({ seed: 5, purpose: 'test', update: trials }) });
  const values = lattice.read(out);
  return Array.from({ length: lattice.volume }, (_, i) => ({
    h: values.slice(5 * i, 5 * i + 4),
    kept: values[5 * i + 4] === 1,
  }));
};

/** Cumulative distribution of h0, by the angle with cos = h0: density sin^2 exp(a cos). */
const cumulative = (a: number): ((h: number) => number) => {
  const steps = 20000;
  const sums = new Float64Array(steps + 1);
  for (let i = 0; i < steps; i++) {
    const angle = Math.PI - (Math.PI * (i + 0.5)) / steps;
    sums[i + 1] = sums[i]! + Math.sin(angle) ** 2 * Math.exp(a * (Math.cos(angle) - 1));
  }
  return (h) => {
    const at = (steps * (Math.PI - Math.acos(Math.max(-1, Math.min(1, h))))) / Math.PI;
    const i = Math.min(steps - 1, Math.floor(at));
    return (sums[i]! + (at - i) * (sums[i + 1]! - sums[i]!)) / sums[steps]!;
  };
};

describe.each([1, 3])('%i trials', (trials) => {
  describe.each([0, 0.05, 0.7, 2, 5, 12, 80, 2000])('a = %f', (a) => {
    const all = draws(a, trials);
    const kept = all.filter((d) => d.kept);
    const count = kept.length;

    test('h0 has the exact distribution, and the exact mean I2/I1', () => {
      const { pValue } = unwrap(
        kolmogorovSmirnov(
          Float64Array.from(kept, (d) => d.h[0]!),
          cumulative(a),
        ),
      );
      expect(pValue).toBeGreaterThan(1e-3);
      if (a > 0 && a < 100) {
        const mean = kept.reduce((s, d) => s + d.h[0]!, 0) / count;
        const variance = kept.reduce((s, d) => s + (d.h[0]! - mean) ** 2, 0) / count;
        expect(Math.abs(mean - besselI(2, a) / besselI(1, a))).toBeLessThan(4 * Math.sqrt(variance / count));
      }
    });

    test('directions are isotropic and independent of h0', () => {
      expect(Math.max(...kept.map(({ h }) => Math.abs(Math.hypot(...h) - 1)))).toBeLessThan(1e-12);
      for (const i of [1, 2, 3]) {
        const x = kept.map(({ h }) => h[i]! / Math.sqrt(1 - h[0]! ** 2));
        const first = x.reduce((s, y) => s + y, 0) / count;
        const second = x.reduce((s, y) => s + y * y, 0) / count;
        const skew = kept.reduce((s, { h }, j) => s + h[0]! * (x[j]! ** 2 - 1 / 3), 0) / count;
        expect(Math.abs(first)).toBeLessThan(4 / Math.sqrt(3 * count));
        // <y^4> - <y^2>^2 = 1/5 - 1/9
        expect(Math.abs(second - 1 / 3)).toBeLessThan(4 * Math.sqrt((1 / 5 - 1 / 9) / count));
        expect(Math.abs(skew)).toBeLessThan(4 * Math.sqrt((1 / 5 - 1 / 9) / count));
      }
    });

    test('as many are refused as the envelope says', () => {
      const s = (2 * (1 + a)) / (1 + 4 * a);
      const target = simpson((x) => Math.sqrt(1 - x * x) * x * x * 2 * Math.exp(-2 * a * x * x));
      const envelope =
        (Math.exp(s - 0.5) / Math.sqrt(2 * s)) * (Math.sqrt(Math.PI) / 2) * (2 * a + s) ** -1.5;
      const refusal = (1 - target / envelope) ** trials;
      const error = Math.sqrt((refusal * (1 - refusal)) / all.length);
      expect(Math.abs(1 - count / all.length - refusal)).toBeLessThan(4 * error + 2e-6);
    });
  });
});

/** Integral over (0, 1), x = sqrt of the gap, by the substitution that removes the root at 1. */
const simpson = (f: (x: number) => number): number => {
  const n = 20000;
  let sum = 0;
  for (let i = 0; i <= n; i++) {
    const t = (i / n) * (Math.PI / 2);
    const w = i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2;
    sum += w * f(Math.sin(t)) * Math.cos(t);
  }
  return (sum * Math.PI) / 2 / (3 * n);
};

/** The draws against the von Mises distribution exp(a cos t) on the circle. */
import { describe, expect, test } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { quickStream } from '../../../../src-engine/random/quick.ts';
import { openStream, streamParams } from '../../../../src-engine/random/stream.ts';
import { kolmogorovSmirnov } from '../../../../src-engine/statistics/test-statistics.ts';
import { drawU1 } from '../../../../src-engine/update/draw-u1.ts';
import { besselI } from '../../../support/exact-plaquette.ts';
import { newLattice } from '../../../support/lattice.ts';

const lattice = newLattice([128, 256]);

const draws = (a: number, trials: number): { angle: number; size: number; kept: boolean }[] => {
  const out = lattice.field(3);
  lattice.kernel(`draw u1 ${trials}`, (k) => {
    const f = k.field('out', 3);
    const weight = k.param();
    const { value, accepted } = drawU1(k, quickStream(openStream(k)), weight, trials);
    k.store(f, 0, value.re);
    k.store(f, 1, value.im);
    k.store(f, 2, k.select(accepted, k.constant(1), k.constant(0)));
  })([out], { params: [a], uparams: streamParams({ seed: 6, purpose: 'test', update: trials }) });
  const v = lattice.read(out);
  return Array.from({ length: lattice.volume }, (_, i) => ({
    angle: Math.atan2(v[3 * i + 1]!, v[3 * i]!),
    size: Math.hypot(v[3 * i]!, v[3 * i + 1]!),
    kept: v[3 * i + 2] === 1,
  }));
};

const cumulative = (a: number): ((angle: number) => number) => {
  const steps = 100000;
  const sums = new Float64Array(steps + 1);
  for (let i = 0; i < steps; i++) {
    const angle = -Math.PI + (2 * Math.PI * (i + 0.5)) / steps;
    sums[i + 1] = sums[i]! + Math.exp(a * (Math.cos(angle) - 1));
  }
  return (angle) => {
    const at = (steps * (angle + Math.PI)) / (2 * Math.PI);
    const i = Math.max(0, Math.min(steps - 1, Math.floor(at)));
    return (sums[i]! + (at - i) * (sums[i + 1]! - sums[i]!)) / sums[steps]!;
  };
};

describe.each([1, 4])('%i trials', (trials) => {
  test.each([0, 0.1, 1, 3, 8, 40, 600])('a = %f', (a) => {
    const all = draws(a, trials);
    const kept = all.filter((d) => d.kept);
    const { pValue } = unwrap(
      kolmogorovSmirnov(
        Float64Array.from(kept, (d) => d.angle),
        cumulative(a),
      ),
    );
    expect(pValue).toBeGreaterThan(1e-3);
    expect(Math.max(...kept.map(({ size }) => Math.abs(size - 1)))).toBeLessThan(1e-12);

    // the envelope: (R - a cos t)^-2 touches exp(a cos t) where (R - a cos t)/2 = 1
    const big = 1.5 + Math.sqrt(0.25 + a * a);
    const envelope = (4 * Math.exp(big - 2) * big) / (big * big - a * a) ** 1.5;
    const refusal =
      (1 -
        (a < 100
          ? besselI(0, a)
          : (Math.exp(a) / Math.sqrt(2 * Math.PI * a)) * (1 + 1 / (8 * a) + 9 / (128 * a * a))) /
          envelope) **
      trials;
    const error = Math.sqrt((refusal * (1 - refusal)) / all.length);
    expect(Math.abs(1 - kept.length / all.length - refusal)).toBeLessThan(4 * error + 1e-5);
    expect(refusal).toBeLessThan(0.17 ** trials);
  });
});

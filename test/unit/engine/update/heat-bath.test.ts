/** Quick exact checks of the heat bath in two dimensions; longer ones: test/statistics/heat-bath.test.ts. */
import { describe, expect, test } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { su, u1 } from '../../../../src-engine/group/group.ts';
import { getConfiguration } from '../../../../src-engine/lattice/gauge-field.ts';
import { unitarityDeviation } from '../../../../src-engine/lattice/unitarity.ts';
import { kolmogorovSmirnov } from '../../../../src-engine/statistics/test-statistics.ts';
import { heatBath } from '../../../../src-engine/update/heat-bath.ts';
import { su2Plaquette, suPlaquette, u1Plaquette } from '../../../support/exact-plaquette.ts';
import { everySite, productAlong, traceOf } from '../../../support/plain-gauge.ts';
import { deviation, history, updateLab } from '../../../support/update-lab.ts';

/** Four sigma, both signs: a false alarm in one of 16000 comparisons. */
const SIGMAS = 4;

describe('the plaquette in two dimensions', () => {
  test.each([
    ['U(1) 4x4, beta 1', u1, [4, 4], 1, u1Plaquette(1, 16)],
    ['U(1) 2x2, beta 2', u1, [2, 2], 2, 0.7795609227],
    ['U(1) 5x3, beta 2', u1, [5, 3], 2, u1Plaquette(2, 15)],
    ['SU(2) 4x4, beta 4', su(2), [4, 4], 4, 0.6581850746],
    ['SU(2) 3x3, beta 1', su(2), [3, 3], 1, su2Plaquette(1, 9)],
    ['SU(3) 8x8, beta 6', su(3), [8, 8], 6, 0.42253174],
    ['SU(3) 8x8, beta 1', su(3), [8, 8], 1, 0.06012655],
    ['SU(4) 8x8, beta 9', su(4), [8, 8], 9, suPlaquette(4, 9)],
    ['SU(5) 4x6, beta 10', su(5), [4, 6], 10, suPlaquette(5, 10)],
  ])('%s', (_, group, dims, beta, exact) => {
    const lab = updateLab(group, dims, `plaquette: ${beta}`);
    const series = history([unwrap(heatBath(lab.action, lab.field))], lab.mean, {
      sweeps: 1500,
      thermal: 50,
    });
    expect(Math.abs(deviation(series, exact))).toBeLessThan(SIGMAS);
    const { unitarity, determinant } = unitarityDeviation(lab.field);
    expect(Math.max(unitarity, determinant)).toBeLessThan(1e-14);
  });

  test.each([
    ['U(1) 4x4, beta 3', u1, [4, 4], 3, u1Plaquette(3, 16)],
    ['SU(2) 4x4, beta 0.6', su(2), [4, 4], 0.6, su2Plaquette(0.6, 16)],
    ['SU(3) 6x6, beta 1', su(3), [6, 6], 1, suPlaquette(3, 1)],
  ])('is exact when many draws fail, %s with one trial', (_, group, dims, beta, exact) => {
    const lab = updateLab(group, dims, `plaquette: ${beta}`);
    const update = unwrap(heatBath(lab.action, lab.field, { trials: 1 }));
    expect(update.sweep({ seed: 9, update: 0 }).acceptance).toBeLessThan(0.9);
    const series = history([update], lab.mean, { sweeps: 3000, thermal: 50 });
    expect(Math.abs(deviation(series, exact))).toBeLessThan(SIGMAS);
  });

  test('has the whole distribution of one matrix, SU(2) at beta 3', () => {
    const lab = updateLab(su(2), [16, 16], 'plaquette: 3');
    const update = unwrap(heatBath(lab.action, lab.field));
    const values: number[] = [];
    for (let i = 0; i < 40; i++) {
      for (let sweep = 0; sweep < 10; sweep++) update.sweep({ seed: 2, update: i, stage: sweep });
      const c = getConfiguration(lab.field);
      for (const x of everySite(c.dims)) values.push(traceOf(productAlong(c, x, [1, 2, -1, -2]), 2)[0] / 2);
    }
    // density sin^2(w) exp(3 cos w) of the angle w, cos w = Re tr P / 2
    const steps = 4000;
    const sums = new Float64Array(steps + 1);
    for (let i = 0; i < steps; i++) {
      const w = Math.PI * (1 - (i + 0.5) / steps);
      sums[i + 1] = sums[i]! + Math.sin(w) ** 2 * Math.exp(3 * Math.cos(w));
    }
    const cumulative = (p: number): number =>
      sums[Math.round(steps * (1 - Math.acos(Math.max(-1, Math.min(1, p))) / Math.PI))]! / sums[steps]!;
    expect(unwrap(kolmogorovSmirnov(Float64Array.from(values), cumulative)).pValue).toBeGreaterThan(1e-3);
  });
});

test('few draws fail at usual couplings', () => {
  for (const [group, dims, text] of [
    [su(3), [4, 4, 4, 4], 'plaquette: 5.7'],
    [su(2), [4, 4, 4, 4], 'plaquette: 2.3'],
    [su(3), [4, 4, 4, 4], 'plaquette: 1'],
    [su(2), [8, 8], 'plaquette: 2'],
    [u1, [8, 8], 'plaquette: 2'],
  ] as const) {
    const lab = updateLab(group, dims, text);
    const update = unwrap(heatBath(lab.action, lab.field));
    for (let i = 0; i < 20; i++) update.sweep({ seed: 3, update: i });
    const { attempts, refused, acceptance } = update.sweep({ seed: 3, update: 20 });
    expect(attempts).toBe(
      lab.field.lattice.volume *
        dims.length *
        (group.special ? (group.colours * (group.colours - 1)) / 2 : 1),
    );
    expect(acceptance).toBeCloseTo(1 - refused / attempts, 14);
    expect(acceptance).toBeGreaterThan(0.99);
  }
});

test('a chain is a function of the seed and the numbers of its updates', () => {
  const chain = (seed: number, stage: number): Float64Array => {
    const lab = updateLab(su(3), [4, 4, 2], 'plaquette: 5');
    const update = unwrap(heatBath(lab.action, lab.field));
    for (let i = 0; i < 3; i++) update.sweep({ seed, update: i, stage });
    return getConfiguration(lab.field).links;
  };
  const first = chain(1, 0);
  expect(chain(1, 0)).toEqual(first);
  expect(chain(2, 0)).not.toEqual(first);
  expect(chain(1, 1)).not.toEqual(first);
});

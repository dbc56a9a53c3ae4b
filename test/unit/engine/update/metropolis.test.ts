import { describe, expect, test } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { su, u1 } from '../../../../src-engine/group/group.ts';
import { unitarityDeviation } from '../../../../src-engine/lattice/unitarity.ts';
import { metropolis } from '../../../../src-engine/update/metropolis.ts';
import { su2Plaquette, suPlaquette, u1Plaquette } from '../../../support/exact-plaquette.ts';
import { deviation, history, updateLab } from '../../../support/update-lab.ts';

test.each([
  ['U(1) 4x4, beta 2', u1, [4, 4], 2, 1.5, u1Plaquette(2, 16)],
  ['U(1) 3x5, beta 1', u1, [3, 5], 1, 2, u1Plaquette(1, 15)],
  ['SU(2) 4x4, beta 2.3', su(2), [4, 4], 2.3, 1.5, su2Plaquette(2.3, 16)],
  ['SU(3) 6x6, beta 6', su(3), [6, 6], 6, 1.2, suPlaquette(3, 6)],
  ['SU(4) 4x6, beta 9', su(4), [4, 6], 9, 1.2, suPlaquette(4, 9)],
])('%s: the exact plaquette', (_, group, dims, beta, width, exact) => {
  const lab = updateLab(group, dims, `plaquette: ${beta}`);
  const update = unwrap(metropolis(lab.action, lab.field, { hits: 3, width }));
  const series = history([update], lab.mean, { sweeps: 2000, thermal: 100 });
  expect(Math.abs(deviation(series, exact))).toBeLessThan(4);
  const { unitarity, determinant } = unitarityDeviation(lab.field);
  expect(Math.max(unitarity, determinant)).toBeLessThan(1e-14);
});

describe('acceptance', () => {
  const acceptance = (width: number, hits: number): number => {
    const lab = updateLab(su(3), [4, 4], 'plaquette: 6');
    const update = unwrap(metropolis(lab.action, lab.field, { hits, width }));
    let last = 0;
    for (let i = 0; i < 30; i++) last = update.sweep({ seed: 1, update: i }).acceptance;
    return last;
  };

  test('falls with the width of the proposals', () => {
    const rates = [1e-6, 0.2, 0.6, 1.5].map((w) => acceptance(w, 1));
    expect(rates[0]).toBeGreaterThan(0.999);
    for (let i = 1; i < rates.length; i++) expect(rates[i]).toBeLessThan(rates[i - 1]!);
    expect(rates[3]).toBeGreaterThan(0.1);
  });

  test('is counted over all hits', () => {
    const lab = updateLab(su(3), [4, 4], 'plaquette: 6');
    const update = unwrap(metropolis(lab.action, lab.field, { hits: 5, width: 0.5 }));
    expect(update.sweep({ seed: 1, update: 0 }).attempts).toBe(16 * 2 * 3 * 5);
  });
});

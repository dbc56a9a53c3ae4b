import { expect, test } from 'vitest';
import { su, u1 } from '../../../../src-engine/group/group.ts';
import { getConfiguration, makeGaugeField } from '../../../../src-engine/lattice/gauge-field.ts';
import { setHot } from '../../../../src-engine/lattice/start.ts';
import { unitarityDeviation } from '../../../../src-engine/lattice/unitarity.ts';
import { newLattice } from '../../../support/lattice.ts';
import { plainPlaquetteSum } from '../../../support/plain-gauge.ts';

const hot = (group: ReturnType<typeof su>, dims: readonly number[], seed: number) => {
  const field = makeGaugeField(newLattice(dims, true), group);
  setHot(field, seed);
  return field;
};

test.each([u1, su(2), su(3), su(4), su(8)])('$name: on the group, without correlations', (group) => {
  const field = hot(group, [8, 8], 3);
  const { unitarity, determinant } = unitarityDeviation(field);
  expect(unitarity).toBeLessThan(1e-14);
  expect(determinant).toBeLessThan(1e-14);
  // 64 plaquettes of variance at most 1/2
  expect(Math.abs(plainPlaquetteSum(getConfiguration(field)) / 64)).toBeLessThan(4 * Math.sqrt(0.5 / 64));
});

test('a function of the seed and of the site, whatever the layout', () => {
  const a = getConfiguration(hot(su(3), [4, 4], 3)).links;
  expect(getConfiguration(hot(su(3), [4, 4], 3)).links).toEqual(a);
  expect(getConfiguration(hot(su(3), [4, 4], 4)).links).not.toEqual(a);
  // [4, 5] is split along x, [4, 4] along y: sites of equal index have equal links
  const other = getConfiguration(hot(su(3), [4, 5], 3)).links;
  expect(other.subarray(0, a.length)).toEqual(a);
});

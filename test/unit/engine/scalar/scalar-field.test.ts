import { expect, test } from 'vitest';
import { scalarConfiguration, setHotScalar, setScalar } from '../../../../src-engine/scalar/scalar-field.ts';
import { scalarLab } from '../../../support/scalar-lab.ts';

test('starts are functions of seed and site', () => {
  const one = scalarConfiguration(scalarLab([8, 4], { massSquared: 1, lambda: 0 }, 3).field);
  const same = scalarConfiguration(scalarLab([8, 4], { massSquared: 2, lambda: 1 }, 3).field);
  const longer = scalarConfiguration(scalarLab([8, 6], { massSquared: 1, lambda: 0 }, 3).field);
  expect(one).toEqual(same);
  expect(longer.values.subarray(0, 32)).toEqual(one.values);
  const mean = one.values.reduce((sum, x) => sum + x * x, 0) / 32;
  expect(mean).toBeGreaterThan(0.3);
  expect(mean).toBeLessThan(2);
});

test('a field comes back from its plain form', () => {
  const lab = scalarLab([4, 3, 2], { massSquared: 1, lambda: 0 });
  expect(scalarConfiguration(lab.field).values).toEqual(new Float64Array(24));
  const values = Float64Array.from({ length: 24 }, (_, i) => Math.sqrt(i));
  setScalar(lab.field, { dims: [4, 3, 2], values });
  expect(scalarConfiguration(lab.field)).toEqual({ dims: [4, 3, 2], values });
  setHotScalar(lab.field, 1);
  expect(scalarConfiguration(lab.field).values).not.toEqual(values);
});

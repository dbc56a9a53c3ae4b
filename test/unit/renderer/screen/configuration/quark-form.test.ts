import { expect, test } from 'vitest';
import { quarkMeasurement } from '../../../../../src-main/contract/index.ts';
import {
  firstQuark,
  needsQuark,
  operatorsFor,
  quarkMeasurementOf,
  quarkObservablesFor,
} from '../../../../../src-renderer/screen/configuration/quark-form.ts';

test.each(operatorsFor(4))('%s quarks make a request that the engine accepts', (operator) => {
  for (const source of ['point', 'wall', 'z2'] as const)
    for (const noise of ['z4', 'exact'] as const) {
      const request = quarkMeasurementOf({ ...firstQuark, operator, source, noise });
      expect(quarkMeasurement.parse(request)).toEqual(request);
    }
});

test('a number that is missing counts only where it is used', () => {
  expect(quarkMeasurementOf({ ...firstQuark, kappa: null })).toBeNull();
  expect(quarkMeasurementOf({ ...firstQuark, mass: null })).not.toBeNull();
  expect(quarkMeasurementOf({ ...firstQuark, operator: 'staggered', mass: null })).toBeNull();
});

test('what is offered depends on the dimensions', () => {
  expect(quarkObservablesFor(3)).toEqual([]);
  expect(quarkObservablesFor(2)).not.toContain('nucleon');
  expect(operatorsFor(2)).toEqual(['wilson', 'staggered']);
  expect([needsQuark(['plaquette']), needsQuark(['plaquette', 'pion'])]).toEqual([false, true]);
});

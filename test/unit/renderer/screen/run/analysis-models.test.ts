import { expect, test } from 'vitest';
import {
  autocorrelationModel,
  histogramModel,
} from '../../../../../src-renderer/screen/run/analysis-models.ts';

test('bars stand at the middles of their bins', () => {
  const { series } = histogramModel('plaquette', '', {
    edges: Float64Array.of(0, 1, 3),
    counts: Float64Array.of(5, 7),
  });
  expect([...series[0]!.x]).toEqual([0.5, 2]);
  expect([...series[0]!.y]).toEqual([5, 7]);
});

test('the autocorrelation function starts at lag 0 and marks its window', () => {
  const { series, marks } = autocorrelationModel('', {
    rho: Float64Array.of(1, 0.4, 0.1),
    rhoError: Float64Array.of(0, 0.1, 0.1),
    tauInt: Float64Array.of(0.5, 0.9, 1),
    window: 2,
  });
  expect([...series[0]!.x]).toEqual([0, 1, 2]);
  expect(marks).toContainEqual({ kind: 'window', at: 2, label: 'window 2' });
});

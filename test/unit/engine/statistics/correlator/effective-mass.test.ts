import { expect, it } from 'vitest';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { effectiveMassesOf, folded } from '../../../../../src-engine/statistics/correlator/effective-mass.ts';
import { type Replicated, replicate } from '../../../../../src-engine/statistics/correlator/replicas.ts';
import { estimateDerived } from '../../../../../src-engine/statistics/estimate.ts';
import { exactCorrelator, syntheticCorrelator } from '../../../../support/synthetic-correlator.ts';

const exact = (mean: Float64Array): Replicated => ({
  mean,
  replicas: [mean, mean],
  samples: 2,
  blockLength: 1,
});

it('is flat for one state, with and without the way back', () => {
  const wanted = { extent: 12, mass: 0.45, samples: 1, noise: 0, seed: 1 };
  const cosh = effectiveMassesOf(folded(exact(exactCorrelator(wanted))), 12);
  expect(cosh.value).toHaveLength(6);
  for (const mass of cosh.value) expect(mass).toBeCloseTo(0.45, 13);
  const log = effectiveMassesOf(exact(exactCorrelator({ ...wanted, shape: 'exp' })), undefined);
  expect(log.value).toHaveLength(11);
  for (const mass of log.value) expect(mass).toBeCloseTo(0.45, 13);
  expect(Math.max(...log.error)).toBe(0);
});

it('has the error of the logarithm of a ratio', () => {
  const series = syntheticCorrelator({
    extent: 6,
    samples: 400,
    mass: 0.6,
    noise: 0.2,
    seed: 2,
    shape: 'exp',
  });
  const data = unwrap(replicate(series, { blockLength: 1 }));
  const { value, error } = effectiveMassesOf(data, undefined);
  const other = unwrap(estimateDerived((m) => Math.log(m[0]! / m[1]!), [series[2]!, series[3]!]));
  expect(value[2]).toBeCloseTo(other.value, 12);
  expect(error[2]! / other.naiveError).toBeCloseTo(1, 1);
});

it('is not a number where noise leaves no mass in one of the replicas', () => {
  const data: Replicated = {
    mean: Float64Array.of(4, 2, 1.5, 1.4),
    replicas: [Float64Array.of(4, 2, 1.4, 1.41), Float64Array.of(4, 2, 1.6, 1.39)],
    samples: 2,
    blockLength: 1,
  };
  const { value, error } = effectiveMassesOf(data, 8);
  expect([...value].map(Number.isFinite)).toEqual([true, true, false]);
  expect(Number.isNaN(error[2]!)).toBe(true);
});

it('folds a whole correlator about its middle', () => {
  const even = folded(exact(Float64Array.of(10, 5, 2, 1, 4, 7)));
  expect([...even.mean]).toEqual([10, 6, 3, 1]);
  const odd = folded(exact(Float64Array.of(10, 5, 2, 4, 7)));
  expect([...odd.mean]).toEqual([10, 6, 3]);
});

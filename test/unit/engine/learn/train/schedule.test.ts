import { expect, test } from 'vitest';
import { couplingScaleAt, learningRateAt } from '../../../../../src-engine/learn/train/schedule.ts';

const rates = (schedule: 'constant' | 'cosine' | 'exponential') =>
  [1, 26, 51, 76, 101].map((step) =>
    learningRateAt({ steps: 101, learningRate: 0.01, schedule, finalRate: 0.01 }, step),
  );

test('learning rates have their closed forms', () => {
  expect(rates('constant')).toEqual([0.01, 0.01, 0.01, 0.01, 0.01]);
  const half = Math.SQRT1_2 / 2;
  [1, 0.505 + 0.99 * half, 0.505, 0.505 - 0.99 * half, 0.01].forEach((x, i) => {
    expect(rates('cosine')[i]).toBeCloseTo(0.01 * x, 12);
  });
  [1, Math.sqrt(0.1), 0.1, Math.sqrt(0.001), 0.01].forEach((x, i) => {
    expect(rates('exponential')[i]).toBeCloseTo(0.01 * x, 12);
  });
});

test('one step has the first rate', () => {
  expect(learningRateAt({ steps: 1, learningRate: 0.5, schedule: 'cosine', finalRate: 0 }, 1)).toBe(0.5);
});

test('couplings rise linearly and stay', () => {
  expect([1, 5, 10, 11].map((step) => couplingScaleAt({ annealing: 10 }, step))).toEqual([0.1, 0.5, 1, 1]);
  expect(couplingScaleAt({ annealing: 0 }, 1)).toBe(1);
});

import { describe, expect, test } from 'vitest';
import { phi4Target } from '../../../../../src-engine/learn/target/phi4.ts';
import { estimatorOf } from '../../../../../src-engine/learn/train/estimators.ts';
import { TrainingBatch } from '../../../../../src-engine/learn/train/training-batch.ts';
import { newDevice, someNumbers } from '../../../../support/kernel-lab.ts';
import { exactDivergence, normalNodes, smallFlow } from '../../../../support/training-lab.ts';

const TARGET = phi4Target({ massSquared: 0.5, lambda: 0.3 });
const ESTIMATORS = ['reparametrised', 'path', 'reinforce'] as const;
const DIRECTIONS = 6;

test('normal nodes integrate polynomials', () => {
  const nodes = normalNodes(6);
  const moment = (k: number): number => nodes.reduce((sum, { x, weight }) => sum + weight * x ** k, 0);
  expect([0, 2, 4, 6, 8, 10].map((k) => Math.round(1e9 * moment(k)) / 1e9)).toEqual([1, 1, 3, 15, 105, 945]);
});

describe('estimators of the gradient', () => {
  const device = newDevice();
  // few samples: a control variate that is not independent of its sample would be off by an eighth
  const flow = smallFlow(device, { samples: 8, precision: 'f32', strength: 0.3 });
  const { parameters } = flow;
  const directions = Array.from({ length: DIRECTIONS }, (_, i) => someNumbers(parameters.length, 20 + i));

  /** Derivatives of the exact divergence along the directions. */
  const divergence = exactDivergence(device, parameters, TARGET);
  const start = parameters.values().slice();
  const at = (direction: Float64Array, h: number): number => {
    parameters.values().set(start.map((p, i) => p + h * direction[i]!));
    parameters.changed();
    const value = divergence();
    parameters.values().set(start);
    parameters.changed();
    return value;
  };
  const h = 2 ** -7;
  const exact = directions.map(
    (d) => (8 * (at(d, h) - at(d, -h)) - (at(d, 2 * h) - at(d, -2 * h))) / (12 * h),
  );

  test.each(ESTIMATORS)('%s: its mean is the derivative of the exact divergence', (name) => {
    const batch = new TrainingBatch(flow, TARGET);
    const estimator = estimatorOf(name);
    const batches = 8000;
    const sums = new Float64Array(DIRECTIONS);
    const squares = new Float64Array(DIRECTIONS);
    let loss = 0;
    let lossSquares = 0;
    for (let update = 1; update <= batches; update++) {
      const logWeights = estimator(batch, { seed: 3, purpose: 'test', update }, 1);
      const gradient = parameters.gradient();
      directions.forEach((d, i) => {
        const g = d.reduce((sum, x, j) => sum + x * gradient[j]!, 0);
        sums[i] = sums[i]! + g;
        squares[i] = squares[i]! + g * g;
      });
      const mean = -logWeights.reduce((sum, w) => sum + w, 0) / batch.samples;
      loss += mean;
      lossSquares += mean * mean;
    }
    const error = (sum: number, square: number): number =>
      Math.sqrt((square / batches - (sum / batches) ** 2) / (batches - 1));
    exact.forEach((g, i) => {
      const deviation = Math.abs(sums[i]! / batches - g) / error(sums[i]!, squares[i]!);
      expect(deviation, `${name} ${i}: ${sums[i]! / batches} for ${g}`).toBeLessThan(4);
    });
    // and a few percent of the largest would be seen
    const errors = exact.map((_, i) => error(sums[i]!, squares[i]!));
    expect(Math.min(...errors)).toBeLessThan(0.03 * Math.max(...exact.map(Math.abs)));
    expect(Math.abs(loss / batches - divergence()) / error(loss, lossSquares)).toBeLessThan(4);
    batch.release();
  });
});

describe('where the flow samples the target (the identity, and the prior as the target)', () => {
  const flow = smallFlow(newDevice(), { samples: 16, precision: 'f32', strength: 0 });
  const batch = new TrainingBatch(flow, TARGET);
  const norm = (name: (typeof ESTIMATORS)[number]): number => {
    // the target at scale 0 is the prior
    estimatorOf(name)(batch, { seed: 3, purpose: 'test', update: 1 }, 0);
    return Math.hypot(...flow.parameters.gradient());
  };
  test('the path gradient has no noise, the others are as they must be', () => {
    expect(norm('path')).toBeLessThan(1e-6);
    expect(norm('reparametrised')).toBeGreaterThan(1e-2);
    expect(norm('reinforce')).toBeLessThan(1e-5);
  });
});

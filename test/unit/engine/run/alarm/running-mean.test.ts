import { describe, expect, test } from 'vitest';
import { RunningMean } from '../../../../../src-engine/run/alarm/running-mean.ts';
import { uniforms } from '../../../../support/random-field.ts';

describe('the running mean', () => {
  test('is that of all samples in full blocks, and its error that of the blocks', () => {
    const next = uniforms(1);
    const mean = new RunningMean();
    const all: number[] = [];
    for (let i = 1; i <= 1000; i++) {
      const x = next();
      all.push(x);
      mean.add(x);
      const used = all.slice(0, mean.samples);
      const estimate = mean.estimate();
      if (i < 2) {
        expect(estimate).toBeUndefined();
        continue;
      }
      expect(estimate!.mean).toBeCloseTo(used.reduce((s, y) => s + y, 0) / used.length, 12);
      // at most one open block is missing
      expect(all.length - used.length).toBeLessThan(1 + all.length / 32);
    }
    // uniform numbers: sigma 1 / sqrt 12
    expect(mean.estimate()!.error * Math.sqrt(12 * mean.samples)).toBeCloseTo(1, 0.7);
    expect(Math.abs(mean.estimate()!.mean - 0.5)).toBeLessThan(4 * mean.estimate()!.error);
  });

  test('of few samples has the naive error', () => {
    const mean = new RunningMean();
    for (const x of [1, 2, 4, 5]) mean.add(x);
    expect(mean.estimate()).toEqual({ mean: 3, error: Math.sqrt(10 / 3 / 4) });
    expect(mean.samples).toBe(4);
  });

  test('keeps a bounded state, and goes on from it exactly', () => {
    const next = uniforms(2);
    const one = new RunningMean();
    for (let i = 0; i < 777; i++) one.add(next());
    const state = JSON.parse(JSON.stringify(one.state()));
    const two = new RunningMean(state);
    for (let i = 0; i < 10_000; i++) {
      const x = next();
      one.add(x);
      two.add(x);
    }
    expect(two.state()).toEqual(one.state());
    expect(two.estimate()).toEqual(one.estimate());
    expect(one.state().blocks.length).toBeLessThan(64);
  });

  test('what it has given away does not change', () => {
    const mean = new RunningMean();
    mean.add(1);
    const state = mean.state();
    mean.add(2);
    expect(state.blocks).toEqual([1]);
  });

  test('sees correlations once blocks are long', () => {
    // pairs of equal samples: the naive error is too small by sqrt 2
    const next = uniforms(3);
    const mean = new RunningMean();
    for (let i = 0; i < 20_000; i++) {
      const x = next();
      for (let j = 0; j < 20; j++) mean.add(x);
    }
    const honest = 1 / Math.sqrt(12 * 20_000);
    expect(mean.estimate()!.error / honest).toBeGreaterThan(0.7);
    expect(mean.estimate()!.error / honest).toBeLessThan(1.4);
  });
});

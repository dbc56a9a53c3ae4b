import { describe, expect, test } from 'vitest';
import { ProgressMeter } from '../../../../src-engine/run/progress.ts';
import { uniforms } from '../../../support/random-field.ts';

const meterOf = (durations: readonly number[]): ProgressMeter => {
  const meter = new ProgressMeter();
  for (const d of durations) meter.add(d);
  return meter;
};

describe('progress', () => {
  test('says nothing until it has settled', () => {
    for (let n = 0; n < 5; n++) {
      const meter = meterOf(new Array(n).fill(2));
      expect(meter.usual).toBeUndefined();
      expect(meter.report(n, 10)).toEqual({
        done: n,
        total: 10,
        rate: undefined,
        remaining: undefined,
        remainingError: undefined,
      });
    }
  });

  test('of equal durations is exact from the start', () => {
    const meter = meterOf(new Array(5).fill(0.5));
    expect(meter.usual).toBeCloseTo(0.5, 12);
    const { done, total, rate, remaining, remainingError } = meter.report(5, 105);
    expect([done, total]).toEqual([5, 105]);
    expect(rate).toBeCloseTo(2, 12);
    expect(remaining).toBeCloseTo(50, 10);
    expect(remainingError).toBeLessThan(1e-4);
  });

  test('follows a change of speed', () => {
    const meter = meterOf([...new Array(100).fill(1), ...new Array(60).fill(3)]);
    expect(meter.usual).toBeGreaterThan(2.9);
    expect(meter.report(160, 160).remaining).toBe(0);
  });

  test('gives a range that holds the truth about two times in three', () => {
    // durations uniform in (0.5, 1.5): 200 updates remain
    let inside = 0;
    const trials = 400;
    const next = uniforms(5);
    for (let t = 0; t < trials; t++) {
      const meter = meterOf(Array.from({ length: 100 }, () => 0.5 + next()));
      const { remaining, remainingError } = meter.report(100, 300);
      let truth = 0;
      for (let i = 0; i < 200; i++) truth += 0.5 + next();
      if (Math.abs(truth - remaining!) < remainingError!) inside++;
    }
    expect(inside / trials).toBeGreaterThan(0.55);
    expect(inside / trials).toBeLessThan(0.8);
  });

  test('knows rare long updates by their kind', () => {
    const meter = new ProgressMeter();
    for (let update = 1; update <= 1000; update++)
      meter.add(update % 100 === 0 ? 3 : 0.01, update % 100 === 0 ? 'evaluation' : '');
    expect(meter.usualOf('evaluation')).toBeCloseTo(3, 12);
    expect(meter.usualOf('')).toBeCloseTo(0.01, 12);
    expect(meter.usualOf('another')).toBeUndefined();
    // whether the last update was a long one makes no difference
    expect(meter.report(1000, 2000).remaining).toBeCloseTo(1000 * (0.99 * 0.01 + 0.01 * 3), 9);
    meter.add(0.01);
    expect(meter.report(1001, 2001).remaining).toBeCloseTo(39.9, 0);
  });

  test('a clock that stands still gives no rate', () => {
    expect(meterOf(new Array(9).fill(0)).report(9, 10).rate).toBeUndefined();
  });
});

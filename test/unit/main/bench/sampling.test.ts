import { describe, expect, it } from 'vitest';
import { medianRate, sampleRate, warmUp } from '../../../../src-main/bench/sampling.ts';

/** A clock that work moves: the n-th run takes `msOf(n)`. */
const simulated = (work: number, msOf: (n: number) => number) => {
  let time = 0;
  let runs = 0;
  return {
    clock: { now: () => time },
    work: {
      work,
      run: () => {
        time += msOf(runs++);
      },
    },
    runs: () => runs,
    time: () => time,
  };
};

describe('rates', () => {
  it('are work over time, for work shorter and longer than a chunk', () => {
    for (const ms of [0.01, 0.4, 7, 90]) {
      const { work, clock } = simulated(3, () => ms);
      const { p50, p85 } = sampleRate(work, 0.1, clock);
      expect(p50).toBeCloseTo(3000 / ms, 6);
      expect(p85).toBeCloseTo(3000 / ms, 6);
    }
  });

  it('do not follow interruptions of a few chunks', () => {
    const { work, clock } = simulated(1, (n) => (n % 5 === 4 ? 50 : 2));
    expect(sampleRate(work, 1, clock).p50).toBeCloseTo(500, 9);
  });

  it('put the undisturbed machine at the 85th percentile', () => {
    const { work, clock } = simulated(1, (n) => (n % 4 === 0 ? 2 : 10));
    const { p50, p85 } = sampleRate(work, 1, clock);
    expect([p50, p85]).toEqual([100, 500]);
  });

  it('come from at least three chunks, however long they are', () => {
    const { work, clock, runs } = simulated(1, () => 5000);
    sampleRate(work, 0.01, clock);
    expect(runs()).toBe(4);
  });

  it('of several rounds are medians of each quantity', () => {
    const rounds = [
      { p50: 1, p85: 9 },
      { p50: 5, p85: 7 },
      { p50: 3, p85: 8 },
    ];
    expect(medianRate(rounds)).toEqual({ p50: 3, p85: 8 });
  });
});

describe('warming up', () => {
  it('goes on until code that becomes faster has become so', () => {
    const { work, clock, time } = simulated(1, (n) => (n < 40 ? 10 : 1));
    warmUp(work, clock);
    expect(time()).toBeGreaterThanOrEqual(500);
    expect(time()).toBeLessThan(700);
  });

  it('stops where nothing changes, and after a second where everything does', () => {
    const steady = simulated(1, () => 1);
    warmUp(steady.work, steady.clock);
    expect(steady.time()).toBeLessThan(600);
    // faster in every window, and never quite done
    const restless = simulated(1, (n) => 20 * 0.98 ** n + 0.1);
    warmUp(restless.work, restless.clock);
    expect(restless.time()).toBeLessThan(1200);
  });
});

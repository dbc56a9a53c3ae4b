import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, ok } from '../../../../src-engine/base/result.ts';
import { createAverages, type RowsKey } from '../../../../src-main/engine-host/session/averages.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Runs with rows; making averages takes `cost` milliseconds. */
const scene = (cost = 100) => {
  const rows = new Map<string, RowsKey & { isRunning: boolean }>();
  const known = new Map<string, RowsKey>();
  const made: string[] = [];
  const broken = new Set<string>();
  let atWork = 0;
  const averages = createAverages({
    rowsOf: (run) => rows.get(run),
    knownOf: (run) => known.get(run),
    make: async (run) => {
      expect(++atWork).toBe(1);
      const key = rows.get(run)!;
      await new Promise((resolve) => setTimeout(resolve, cost));
      atWork--;
      made.push(run);
      if (broken.has(run)) return fail('internal', 'x', 'y');
      known.set(run, key);
      return ok(key);
    },
    now: () => Date.now(),
  });
  const put = (run: string, lastUpdate: number, isRunning = false): void => {
    rows.set(run, { lastUpdate, segment: 1, isRunning });
    averages.consider(run);
  };
  return { averages, rows, known, made, broken, put };
};

describe('averages in the background', () => {
  it('are made once per run, one at a time, the newest wish first', async () => {
    const { made, put } = scene();
    for (const run of ['a', 'b', 'c']) put(run, 5);
    put('a', 5);
    await vi.advanceTimersByTimeAsync(1000);
    expect(made).toEqual(['a', 'c', 'b']);
    put('b', 5);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(made).toHaveLength(3);
  });

  it('of a run that goes on are made every two seconds, and at once when it has ended', async () => {
    const { made, put } = scene();
    for (let update = 1; update <= 200; update++) {
      put('a', update, true);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(made.length).toBeGreaterThanOrEqual(8);
    expect(made.length).toBeLessThanOrEqual(10);
    const before = made.length;
    put('a', 201, false);
    await vi.advanceTimersByTimeAsync(200);
    expect(made).toHaveLength(before + 1);
  });

  it('that are costly are made more rarely', async () => {
    const { made, put } = scene(2_000);
    for (let update = 1; update <= 1000; update++) {
      put('a', update, true);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(made.length).toBeLessThanOrEqual(3);
  });

  it('that cannot be made are not tried again until there are new rows, and hold up no others', async () => {
    const { made, put, broken } = scene();
    broken.add('bad');
    put('bad', 5);
    put('good', 5);
    await vi.advanceTimersByTimeAsync(60_000);
    put('bad', 5);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(made.sort()).toEqual(['bad', 'good']);
    put('bad', 6);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(made.filter((run) => run === 'bad')).toHaveLength(2);
  });

  it('are not made for runs without rows, nor after closing', async () => {
    const { averages, made, put } = scene();
    averages.consider('nothing');
    averages.close();
    put('a', 5);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(made).toEqual([]);
  });
});

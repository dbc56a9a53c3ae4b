import { expect, it } from 'vitest';
import { LAST_DEATH, nextRestart } from '../../../../src-main/app/restart-policy.ts';

it('waits longer each time, then gives up', () => {
  const deaths: number[] = [];
  const waits: number[] = [];
  for (let now = 1000; ; now += 1000) {
    deaths.push(now);
    const next = nextRestart(deaths, now);
    if (next.kind === 'give-up') {
      expect(next.deaths).toBe(LAST_DEATH);
      break;
    }
    waits.push(next.afterMs);
  }
  expect(waits.length).toBe(LAST_DEATH - 1);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits[0]).toBeLessThan(500);
  // all of them come within the minute that counts
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(60_000);
});

it('forgets deaths of more than a minute ago', () => {
  expect(nextRestart([0, 1, 2, 3, 4, 100_000], 100_000)).toEqual(nextRestart([100_000], 100_000));
});

import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inParallel } from '../../../../src-main/storage/in-parallel.ts';

it('does everything once, a bounded number at a time', async () => {
  let active = 0;
  let most = 0;
  const done: number[] = [];
  await inParallel([...Array(50).keys()], 7, async (item) => {
    most = Math.max(most, ++active);
    await turn();
    active--;
    done.push(item);
  });
  expect(most).toBe(7);
  expect(done.sort((a, b) => a - b)).toEqual([...Array(50).keys()]);
});

it('passes an error on', async () => {
  await expect(
    inParallel([1, 2], 1, async (item) => {
      if (item === 2) throw new Error('two');
    }),
  ).rejects.toThrow('two');
});

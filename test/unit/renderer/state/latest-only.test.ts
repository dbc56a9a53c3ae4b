import { expect, test } from 'vitest';
import { LatestOnly } from '../../../../src-renderer/state/latest-only.ts';

test('works on one request at a time and skips what was overtaken', async () => {
  const queue = new LatestOnly();
  const begun: number[] = [];
  const finish = new Map<number, () => void>();
  const ask = (n: number): void =>
    queue.run(() => {
      begun.push(n);
      return new Promise((resolve) => finish.set(n, resolve));
    });
  for (const n of [1, 2, 3, 4]) ask(n);
  expect(begun).toEqual([1]);
  finish.get(1)!();
  await new Promise((resolve) => setTimeout(resolve));
  expect(begun).toEqual([1, 4]);
  finish.get(4)!();
  await new Promise((resolve) => setTimeout(resolve));
  ask(5);
  expect(begun).toEqual([1, 4, 5]);
});

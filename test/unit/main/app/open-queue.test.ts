import { expect, it } from 'vitest';
import { OpenQueue } from '../../../../src-main/app/open-queue.ts';

const tick = () => new Promise((resolve) => setTimeout(resolve, 1));

it('keeps what came early, in order, one at a time', async () => {
  const queue = new OpenQueue<string>();
  queue.push('a');
  queue.push('b');
  const seen: string[] = [];
  await queue.open(async (request) => {
    seen.push(`${request} begins`);
    await tick();
    seen.push(`${request} ends`);
  });
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  queue.push('c');
  await tick();
  await tick();
  expect(seen.at(-1)).toBe('c ends');
});

it('goes on after a request that failed', async () => {
  const queue = new OpenQueue<string>();
  const seen: string[] = [];
  queue.push('bad');
  queue.push('good');
  await queue.open(async (request) => {
    if (request === 'bad') throw new Error('no');
    seen.push(request);
  });
  expect(seen).toEqual(['good']);
});

import { expect, it } from 'vitest';
import { BadTries, badTryLimits } from '../../../../src-main/server/bad-tries.ts';

const lab = () => {
  const pauses: number[] = [];
  const releases: (() => void)[] = [];
  const world = {
    now: 0,
    nowMs: () => world.now,
    pause: (ms: number) => {
      pauses.push(ms);
      return new Promise<void>((resolve) => releases.push(resolve));
    },
  };
  return { world, pauses, releases, tries: new BadTries(world) };
};

it('lets a few mistakes pass, then answers later and later, up to a bound', async () => {
  const { tries, pauses, releases } = lab();
  for (let k = 0; k < badTryLimits.free; k++) expect(await tries.mayAnswer()).toBe(true);
  expect(pauses).toEqual([]);
  for (let k = 0; k < 8; k++) {
    const answered = tries.mayAnswer();
    releases.pop()!();
    expect(await answered).toBe(true);
  }
  expect(pauses).toEqual([200, 400, 800, 1600, 3200, 5000, 5000, 5000]);
});

it('does not answer most of many at once, and holds no more than a few', async () => {
  const { tries, pauses } = lab();
  const answers = Array.from({ length: 100 }, () => tries.mayAnswer());
  expect(pauses).toHaveLength(badTryLimits.waiting);
  expect(await answers.at(-1)).toBe(false);
});

it('forgets after a quiet minute', async () => {
  const { tries, pauses, world } = lab();
  for (let k = 0; k < 20; k++) void tries.mayAnswer();
  const before = pauses.length;
  world.now += badTryLimits.forgetMs + 1;
  expect(await tries.mayAnswer()).toBe(true);
  expect(pauses.length).toBe(before);
});

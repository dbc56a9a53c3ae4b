import { describe, expect, it } from 'vitest';
import { fakeWorld } from '../support/fake-machine.ts';
import { faultyFileSystem } from '../support/faulty-file-system.ts';
import { checkPromises, emptyJournal, endProcess, hostOf, live } from '../support/storage-scenario.ts';
import { type Fate, volatileFileSystem } from '../support/volatile-file-system.ts';

/** A fixed sequence of fates for each seed. */
const fates = (seed: number) => {
  let state = seed * 2654435761;
  return (): Fate => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (['kept', 'half', 'lost'] as const)[Math.floor((state / 2 ** 32) * 3)]!;
  };
};

const survivals: readonly (readonly [string, () => () => Fate])[] = [
  ['nothing unsynced survives', () => () => 'lost'],
  ['everything survives', () => () => 'kept'],
  ...[1, 2, 3, 4].map((seed) => [`some of it survives (seed ${seed})`, () => fates(seed)] as const),
];

describe('loss of power at every operation', () => {
  it.each(survivals)('when %s', async (_, fate) => {
    for (let at = 0; ; at++) {
      const world = fakeWorld();
      const files = volatileFileSystem(() => world.nowMs);
      const journal = emptyJournal();
      // From this operation on nothing is done any more.
      const faulty = faultyFileSystem(files, { at, kind: 'error', lasts: 'forever' });
      await live(hostOf(world, faulty, 1), journal);
      endProcess(world, 1);
      const after = files.afterPowerLoss(fate());
      try {
        await checkPromises(after, hostOf(world, after, 2), journal);
      } catch (error) {
        throw new Error(`power lost at operation ${at}`, { cause: error });
      }
      if (!faulty.struck()) {
        expect(journal.states).toContain('finished');
        expect(at).toBeGreaterThan(200);
        return;
      }
    }
  });
});

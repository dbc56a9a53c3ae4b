import { describe, expect, it } from 'vitest';
import { fakeWorld } from '../support/fake-machine.ts';
import { type FaultKind, faultyFileSystem } from '../support/faulty-file-system.ts';
import { checkPromises, emptyJournal, endProcess, hostOf, live } from '../support/storage-scenario.ts';
import { volatileFileSystem } from '../support/volatile-file-system.ts';

// Plain errors stop at the first step like a full disk does, under another name: they are in the tests of each part.
const kinds: readonly FaultKind[] = ['diskFull', 'short', 'torn', 'lostAnswer'];

describe('a workspace on a failing disk', () => {
  it('lives well on a healthy one', async () => {
    const world = fakeWorld();
    const files = volatileFileSystem(() => world.nowMs);
    const journal = emptyJournal();
    await live(hostOf(world, files, 1), journal);
    expect(journal).toMatchObject({
      workspace: true,
      rows: [1, 2, 3, 4, 3, 4, 5, 6],
      checkpoints: [2, 4, 4, 6],
      states: ['running', 'running', 'finished'],
    });
    endProcess(world, 1);
    await checkPromises(files, hostOf(world, files, 2), journal);
  });

  for (const kind of kinds)
    for (const lasts of ['once', 'forever'] as const)
      it(`keeps its promises whichever step meets "${kind}", ${lasts}`, async () => {
        for (let at = 0; ; at++) {
          const world = fakeWorld();
          const files = volatileFileSystem(() => world.nowMs);
          const faulty = faultyFileSystem(files, { at, kind, lasts });
          const journal = emptyJournal();
          await live(hostOf(world, faulty, 1), journal);
          if (!faulty.struck()) {
            expect(at).toBeGreaterThan(200);
            return;
          }
          endProcess(world, 1);
          try {
            await checkPromises(files, hostOf(world, files, 2), journal);
          } catch (error) {
            throw new Error(`fault at operation ${at}`, { cause: error });
          }
        }
      });
});

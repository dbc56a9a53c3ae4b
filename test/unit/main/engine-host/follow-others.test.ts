import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { followOthers } from '../../../../src-main/engine-host/session/follow-others.ts';
import { createRunBook } from '../../../../src-main/engine-host/session/run-book.ts';
import type { FileSystem } from '../../../../src-main/storage/file-system.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';
import { createWorkspace, localHost, openWorkspace } from '../../../../src-main/workspace/workspace.ts';
import { fillRun, makeRun } from '../../../support/sample-run.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plaquette-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const scene = async (runs: number) => {
  const place = join(folder, 'w');
  const other = unwrap(await createWorkspace(place, 'w'));
  for (let i = 0; i < runs; i++) await makeRun(other);
  const asked: string[] = [];
  const counted = <A extends readonly unknown[], R>(name: string, call: (...args: A) => R) => {
    return (...args: A): R => {
      asked.push(name);
      return call(...args);
    };
  };
  const files: FileSystem = {
    ...nodeFileSystem,
    open: counted('open', nodeFileSystem.open),
    facts: counted('facts', nodeFileSystem.facts),
    list: counted('list', nodeFileSystem.list),
  };
  const host = { ...localHost(), files };
  const workspace = unwrap(await openWorkspace(place, host));
  const told: string[] = [];
  const makeBook = () =>
    createRunBook({
      host,
      workspace: () => workspace,
      statusOf: () => ({ active: false, ending: false, queued: null, progress: undefined }),
      tell: (name, payload) => told.push(`${name} ${'row' in payload ? payload.row.state : ''}`.trim()),
      onRows: () => {},
      onProblem: () => {},
    });
  // a first book fills the cache, so that the second has nothing left to read in the background
  const first = makeBook();
  for (const { id } of unwrap(await first.list())) unwrap(await first.refresh(id));
  first.close();
  const book = makeBook();
  unwrap(await book.list());
  told.length = 0;
  const follower = followOthers({
    files,
    folder: place,
    book,
    workspace: () => workspace,
    nowMs: () => Date.now(),
    isOurs: () => false,
    onSilence: () => {},
    onTurn: () => {},
  });
  return {
    other,
    workspace,
    book,
    follower,
    told,
    cost: async (): Promise<number> => {
      asked.length = 0;
      await follower.turn();
      return asked.length;
    },
  };
};

describe('following other processes', () => {
  it('costs one look at the folder and one at each of a hundred logs, however many runs rest', async () => {
    const s = await scene(150);
    for (let i = 0; i < 3; i++) await s.follower.turn();
    for (let i = 0; i < 4; i++) expect(await s.cost()).toBeLessThanOrEqual(101);
    expect(s.told).toEqual([]);
    await s.workspace.close();
    await s.other.close();
  });

  it('finds within two turns what happened to a run that rested', async () => {
    const s = await scene(150);
    for (let i = 0; i < 3; i++) await s.follower.turn();
    const [first] = [...s.book.entries.keys()];
    const plaquette = Float64Array.of(0.5);
    await fillRun(s.other, first!, { values: { plaquette }, end: 'finished' });
    await s.follower.turn();
    await s.follower.turn();
    expect(s.told).toEqual(['run.changed finished']);
    const added = await makeRun(s.other);
    unwrap(await s.other.trashRun(first!));
    await s.follower.turn();
    expect(s.told.slice(1)).toEqual(['run.removed', 'run.changed prepared']);
    expect(s.book.entries.has(added.id)).toBe(true);
    await s.workspace.close();
    await s.other.close();
  });
});

/** A disk that fills up in the middle of a run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import type { RunDetail } from '../../../../src-main/contract/index.ts';
import type { FileSystem } from '../../../../src-main/storage/file-system.ts';
import { localMachine } from '../../../../src-main/storage/machine.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';
import {
  acquireWriterLock,
  readWriterLock,
  releaseOwnLock,
} from '../../../../src-main/storage/writer-lock.ts';
import { attemptSql, type IndexDatabase, openIndex } from '../../../../src-main/workspace/index-database.ts';
import { indexedRunIds } from '../../../../src-main/workspace/index-runs.ts';
import { followRun } from '../../../../src-main/workspace/run-index.ts';
import { workingIndex } from '../../../../src-main/workspace/working-index.ts';
import { createWorkspace, openWorkspace } from '../../../../src-main/workspace/workspace.ts';
import { smallSpec } from '../../../support/run-lab.ts';
import { makeRun } from '../../../support/sample-run.ts';
import { canLimitFiles, type LimitedEngine, startLimitedEngine } from '../../../support/small-disk.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plaquette-full-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const LIMIT = 150_000;
const SPEC = smallSpec({
  dims: '[4, 4]',
  group: 'U(1)',
  beta: 1,
  updates: 10_000_000,
  run: 'checkpoint-every = 100',
});

describe.skipIf(!canLimitFiles())('a run whose disk is full', () => {
  let engine: LimitedEngine;
  afterEach(() => engine.end());

  const until = async (run: string, fits: (detail: RunDetail) => boolean): Promise<RunDetail> => {
    for (;;) {
      const detail = await engine.get('run.get', { run });
      if (fits(detail)) return detail;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const failed = ({ row }: RunDetail): boolean => row.state === 'failed' && !row.active;

  it('fails with the reason, stays readable, and goes on once there is room', async () => {
    const place = join(folder, 'w');
    unwrap(await createWorkspace(place, 'w'));
    engine = startLimitedEngine(LIMIT);
    await engine.get('workspace.open', { handle: await engine.handle(place) });
    const { run } = await engine.get('run.create', { toml: SPEC, template: null, parent: null, start: true });

    const first = await until(run, failed);
    expect(first.row.code).toBe('store.diskFull');
    expect(first.failureMessage).toMatch(/^There was no space left to .*Free some space on this disk/);
    expect(await engine.get('run.list', {})).toMatchObject([{ id: run, state: 'failed' }]);
    const [series] = await engine.get('run.series', {
      run,
      names: ['plaquette'],
      from: null,
      to: null,
      points: 16,
    });
    expect(series!.total).toBe(first.row.progress.done);
    expect((await engine.get('run.log', { run, after: null })).length).toBeGreaterThan(2);

    // nothing has changed: it says so again, and is not held by the run that failed
    expect(await engine.call('run.start', { run })).toMatchObject({ ok: true });
    const second = await until(run, (detail) => failed(detail) && detail.segments.length === 2);
    expect(second.row.code).toBe('store.diskFull');

    engine.limit(null);
    expect(await engine.call('run.start', { run })).toMatchObject({ ok: true });
    const far = first.row.progress.done + 200;
    await until(run, ({ row }) => row.state === 'running' && row.progress.done > far);
    await engine.get('run.stop', { run });
    const { segments } = await until(run, ({ row }) => row.state === 'stopped' && !row.active);
    expect(segments.map(({ end }) => end)).toEqual(['failed', 'failed', 'stopped']);

    const workspace = unwrap(await openWorkspace(place));
    const { update } = unwrap(await workspace.readSeries(run, 'plaquette'));
    await workspace.close();
    expect([...update]).toEqual(Array.from(update, (_, i) => i + 1));
    expect(update.length).toBeGreaterThan(far);
  });
});

describe('a full disk', () => {
  let isFull = false;
  const files: FileSystem = {
    ...nodeFileSystem,
    open: async (path, mode) => {
      if (isFull && mode === 'create') throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      return nodeFileSystem.open(path, mode);
    },
  };
  beforeEach(() => {
    isFull = false;
  });

  it('does not keep a writer from letting go of its run', async () => {
    const machine = localMachine();
    const lock = unwrap(await acquireWriterLock(files, machine, folder));
    isFull = true;
    expect(await lock.release()).toEqual({ ok: true, value: undefined });
    expect(unwrap(await readWriterLock(files, machine, folder))).toMatchObject({ state: 'released' });

    isFull = false;
    unwrap(await acquireWriterLock(files, machine, folder));
    isFull = true;
    expect(unwrap(await releaseOwnLock(files, machine, folder))).toBe(true);
    expect(unwrap(await readWriterLock(files, machine, folder))).toMatchObject({ state: 'released' });
  });

  it('lets the index give way to one in memory, once, and says so', async () => {
    const workspace = unwrap(await createWorkspace(join(folder, 'w'), 'w'));
    const run = await makeRun(workspace);
    await workspace.close();
    const { database } = unwrap(await openIndex(nodeFileSystem, join(folder, 'index.sqlite'), 'x'));
    const problems: string[] = [];
    const index = workingIndex(database, ({ message, remedy }) => problems.push(`${message} ${remedy}`));
    const pages = database.prepare('PRAGMA page_count').get()?.page_count;
    database.exec(`PRAGMA max_page_count = ${pages}`);
    const fill = async (used: IndexDatabase, name: string) =>
      attemptSql(() =>
        used.prepare('INSERT INTO spec_facts VALUES (?, ?)').run(name, new Uint8Array(100_000)),
      );
    for (const name of ['a', 'b']) unwrap(await index.use((used) => fill(used, name)));
    expect(problems).toEqual([
      'There was no space left to write the index of the workspace. This session uses a temporary index in memory; the runs themselves are not affected. Free some space on this disk.',
    ]);
    expect(index.now()).not.toBe(database);
    unwrap(await index.use((used) => followRun(nodeFileSystem, used, run.id, run.paths)));
    expect(indexedRunIds(index.now())).toEqual([run.id]);
    index.close();
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import type { RunRow } from '../../../../src-main/contract/index.ts';
import type { Notice } from '../../../../src-main/engine-host/control.ts';
import type { EngineWorld } from '../../../../src-main/engine-host/engine.ts';
import type { FileSystem } from '../../../../src-main/storage/file-system.ts';
import { localMachine } from '../../../../src-main/storage/machine.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';
import { createWorkspace, localHost, openWorkspace } from '../../../../src-main/workspace/workspace.ts';
import { defectsOf, type EngineLab, type LabClient, openEngineLab } from '../../../support/engine-lab.ts';
import { smallSpec } from '../../../support/run-lab.ts';
import { fillRun, makeRun } from '../../../support/sample-run.ts';

const labs: EngineLab[] = [];
const open = (options: Partial<EngineWorld> = {}): EngineLab => {
  const lab = openEngineLab(options);
  labs.push(lab);
  return lab;
};
afterEach(async () => {
  for (const lab of labs.splice(0)) await lab.dispose();
});

const ENDLESS = smallSpec({ dims: '[4, 4]', group: 'U(1)', beta: 1, updates: 1_000_000 });
const values = { plaquette: Float64Array.from({ length: 60 }, (_, i) => Math.sin(i * i)) };

const noticesOf = (lab: EngineLab): readonly Notice[] =>
  lab.told.flatMap((message) => (message.kind === 'notice' ? [message.notice] : []));
const until = (client: LabClient, run: string, fits: (row: RunRow) => boolean): Promise<RunRow> =>
  client.until(() =>
    client
      .of('run.changed')
      .map(({ row }) => row)
      .findLast((row) => row.id === run && fits(row)),
  );

/** A workspace with one finished run, as an earlier session left it. */
const prepared = async (lab: EngineLab): Promise<{ readonly place: string; readonly run: string }> => {
  const place = join(lab.folder, 'w');
  const workspace = unwrap(await createWorkspace(place, 'w'));
  const run = await makeRun(workspace);
  await fillRun(workspace, run.id, { values, end: 'finished' });
  await workspace.close();
  return { place, run: run.id };
};

describe('a folder that cannot be written to', () => {
  it('can be looked at; what writes is refused with a reason', async () => {
    const refuse = (): never => {
      throw Object.assign(new Error('refused'), { code: 'EACCES' });
    };
    const files: FileSystem = {
      ...nodeFileSystem,
      open: (path, mode) => (mode === 'read' ? nodeFileSystem.open(path, mode) : refuse()),
      makeFolder: async () => refuse(),
      rename: async () => refuse(),
    };
    const lab = open({ host: { ...localHost(), files } });
    const { place, run } = await prepared(lab);
    const workspace = unwrap(await openWorkspace(place));
    const waiting = await makeRun(workspace);
    await workspace.close();
    const client = lab.connect();
    expect(await client.get('workspace.open', { handle: lab.handle(place) })).toMatchObject({
      writable: false,
    });
    expect(await client.get('run.list', {})).toMatchObject([{ state: 'finished' }, { state: 'prepared' }]);
    const [series] = await client.get('run.series', {
      run,
      names: ['plaquette'],
      from: null,
      to: null,
      points: 100,
    });
    expect(series!.total).toBe(60);
    const readOnly = { ok: false, error: { code: 'store.readOnly' } };
    expect(await client.call('run.start', { run: waiting.id })).toMatchObject(readOnly);
    expect(
      await client.call('run.create', { toml: ENDLESS, template: null, parent: null, start: true }),
    ).toMatchObject(readOnly);
    expect(await client.call('run.mark', { runs: [run], mark: { pinned: true } })).toMatchObject(readOnly);
    expect(await client.call('workspace.saveViews', { views: [] })).toMatchObject(readOnly);
    expect(defectsOf(lab)).toEqual([]);
  });
});

describe('copies of file synchronisation', () => {
  it('are among the problems of the workspace', async () => {
    const lab = open();
    const { place, run } = await prepared(lab);
    writeFileSync(join(place, 'plaquette (conflicted copy).toml'), '');
    writeFileSync(join(place, 'runs', run, 'spec 2.toml'), '');
    const client = lab.connect();
    const { problems } = await client.get('workspace.open', { handle: lab.handle(place) });
    expect(problems.map(({ code }) => code)).toContain('workspace.conflictCopy');
    for (;;) {
      const facts = await client.get('workspace.facts', {});
      const copies = facts.problems.filter(({ code }) => code === 'workspace.conflictCopy');
      if (copies.length < 2) continue;
      expect(copies.map(({ detail }) => detail?.original)).toEqual(['plaquette.toml', 'spec.toml']);
      break;
    }
  });
});

describe('a disk that is nearly full', () => {
  it('is told once', async () => {
    const lab = open();
    lab.engine.handle({ kind: 'settings', settings: { concurrentRuns: 1, threads: 1, diskLowGiB: 1e9 } });
    const { place } = await prepared(lab);
    const client = lab.connect();
    const handle = lab.handle(place);
    const { freeBytes } = await client.get('workspace.open', { handle });
    expect(freeBytes).toBeGreaterThan(0);
    const notice = await client.until(() => noticesOf(lab)[0]);
    expect(notice).toMatchObject({ kind: 'disk-low', workspace: handle, run: null });
    await client.until(() => client.of('workspace.changed')[0]);
    await client.get('workspace.open', { handle });
    expect(noticesOf(lab)).toHaveLength(1);
  });
});

describe('a run that makes no progress', () => {
  it('is told once, shown as silent, and forgotten when it goes on', async () => {
    let ahead = 0;
    const machine = { ...localMachine(), nowMs: () => Date.now() + ahead };
    const lab = open({ host: { ...localHost(), machine } });
    const { place } = await prepared(lab);
    const other = unwrap(await openWorkspace(place));
    const run = (await makeRun(other)).id;
    const seconds = new Float64Array(60).fill(0.01);
    const writer = await fillRun(other, run, { values: { ...values, seconds } });
    const client = lab.connect();
    await client.get('workspace.open', { handle: lab.handle(place) });
    await client.get('run.list', {});
    const progress = () =>
      client
        .of('run.progressed')
        .flatMap(({ runs }) => runs)
        .findLast((one) => one.run === run)?.progress;
    await client.until(() => progress()?.rate === 100);
    expect(noticesOf(lab)).toEqual([]);
    ahead = 60_000;
    await client.until(() => (progress()?.silentSeconds ?? 0) >= 60);
    expect(noticesOf(lab)).toMatchObject([{ kind: 'stuck', run }]);
    ahead = 90_000;
    await client.until(() => (progress()?.silentSeconds ?? 0) >= 90);
    ahead = 0;
    unwrap(await writer.appendMetrics([{ update: 61, values: { plaquette: 0.5, seconds: 0.01 } }]));
    await client.until(() => progress()?.done === 61 && progress()?.silentSeconds === null);
    expect(noticesOf(lab)).toHaveLength(1);
    await writer.close();
    await other.close();
  });
});

describe('two engines on one workspace', () => {
  it('see each other’s runs, one works on a run, and the other can stop it', async () => {
    const [a, b] = [open(), open()];
    const { place } = await prepared(a);
    const [first, second] = [a.connect(), b.connect()];
    await first.get('workspace.open', { handle: a.handle(place) });
    await second.get('workspace.open', { handle: b.handle(place) });
    await second.get('run.list', {});
    const { run } = await first.get('run.create', {
      toml: ENDLESS,
      template: null,
      parent: null,
      start: true,
    });
    const seen = await until(second, run, ({ state }) => state === 'running');
    expect(seen).toMatchObject({ active: false, action: 'Wilson action, beta 1' });
    expect((await until(first, run, ({ state }) => state === 'running')).active).toBe(true);
    expect(await second.call('run.start', { run })).toMatchObject({ error: { code: 'run.locked' } });
    expect(await second.call('run.trash', { runs: [run] })).toMatchObject({ error: { code: 'run.locked' } });
    await second.get('run.stop', { run });
    await until(first, run, ({ state, active }) => state === 'stopped' && !active);
    await until(second, run, ({ state }) => state === 'stopped');
    expect(noticesOf(a).map(({ kind }) => kind)).toEqual(['stopped']);
    expect([...defectsOf(a), ...defectsOf(b)]).toEqual([]);
  });
});

describe('a session', () => {
  it('is found again as it was: averages come from the index, without being made anew', async () => {
    const before = open();
    const { place, run } = await prepared(before);
    const client = before.connect();
    await client.get('workspace.open', { handle: before.handle(place) });
    await client.get('run.list', {});
    const made = await until(client, run, ({ results }) => results.length > 0);
    await before.engine.close();

    const after = open();
    const again = after.connect();
    await again.get('workspace.open', { handle: after.handle(place) });
    const [row] = await again.get('run.list', {});
    expect(row).toEqual(made);
    expect(row!.summaryPending).toBe(false);
  });

  it('goes on without a window while a run goes on, and can be joined again', async () => {
    const lab = open();
    const { place } = await prepared(lab);
    const handle = lab.handle(place);
    const client = lab.connect();
    await client.get('workspace.open', { handle });
    const { run } = await client.get('run.create', {
      toml: ENDLESS,
      template: null,
      parent: null,
      start: true,
    });
    await until(client, run, ({ state }) => state === 'running');
    client.close();
    const next = lab.connect();
    expect(await next.call('run.list', {})).toMatchObject({ error: { code: 'workspace.none' } });
    await next.get('workspace.open', { handle });
    const rows = await next.get('run.list', {});
    expect(rows.find(({ id }) => id === run)).toMatchObject({ state: 'running', active: true });
    await next.get('run.stop', { run });
    await until(next, run, ({ state, active }) => state === 'stopped' && !active);
    expect(defectsOf(lab)).toEqual([]);
  });

  it('tells progress at most four times a second, and only to who has the workspace open', async () => {
    const lab = open();
    const { place } = await prepared(lab);
    const [client, stranger] = [lab.connect(), lab.connect()];
    await client.get('workspace.open', { handle: lab.handle(place) });
    mkdirSync(join(lab.folder, 'b'));
    await stranger.get('workspace.create', { handle: lab.handle(join(lab.folder, 'b')), name: 'b' });
    lab.engine.handle({ kind: 'settings', settings: { concurrentRuns: 2, threads: 1, diskLowGiB: 0 } });
    const runs: string[] = [];
    for (let i = 0; i < 2; i++)
      runs.push(
        (await client.get('run.create', { toml: ENDLESS, template: null, parent: null, start: true })).run,
      );
    await client.until(() => client.of('run.progressed').length >= 1);
    const began = performance.now();
    const first = client.of('run.progressed').length;
    await client.until(() => client.of('run.progressed').length >= first + 6);
    expect((performance.now() - began) / 1000).toBeGreaterThan(6 / 4 - 0.3);
    for (const run of runs) await client.get('run.stop', { run });
    for (const run of runs) await until(client, run, ({ state, active }) => state === 'stopped' && !active);
    expect(stranger.of('run.progressed')).toEqual([]);
    expect(stranger.of('run.changed')).toEqual([]);
  });
});

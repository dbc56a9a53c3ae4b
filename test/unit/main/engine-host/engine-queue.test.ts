import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import type { RunRow } from '../../../../src-main/contract/index.ts';
import { openWorkspace } from '../../../../src-main/workspace/workspace.ts';
import { defectsOf, type EngineLab, type LabClient, openEngineLab } from '../../../support/engine-lab.ts';
import { smallSpec } from '../../../support/run-lab.ts';
import { fillRun, makeRun } from '../../../support/sample-run.ts';

let lab: EngineLab;
let client: LabClient;
let place = '';
beforeEach(async () => {
  lab = openEngineLab({ shutdownMs: 20_000 });
  client = lab.connect();
  place = join(lab.folder, 'w');
  await client.get('workspace.create', { handle: lab.handle(place), name: 'w' });
});
afterEach(() => lab.dispose());

/** Goes on until it is stopped. */
const ENDLESS = smallSpec({ dims: '[4, 4]', group: 'U(1)', beta: 1, updates: 1_000_000 });
const SHORT = smallSpec({ dims: '[4, 4]', group: 'U(1)', beta: 1, updates: 20 });

const create = async (toml: string, start = true): Promise<string> =>
  (await client.get('run.create', { toml, template: null, parent: null, start })).run;
const row = (run: string): RunRow | undefined =>
  client
    .of('run.changed')
    .map((event) => event.row)
    .findLast(({ id }) => id === run);
const until = (run: string, fits: (row: RunRow) => boolean): Promise<RunRow> =>
  client.until(() => {
    const now = row(run);
    return now !== undefined && fits(now) && now;
  });

/** Rows of a run are on disk. */
const underWay = (run: string): Promise<unknown> =>
  client.until(() => client.of('run.progressed').some(({ runs }) => runs.some((one) => one.run === run)));

describe('the queue', () => {
  it('holds runs until there is room, in order, and lets them go when they are stopped', async () => {
    const first = await create(ENDLESS);
    const second = await create(ENDLESS);
    const third = await create(SHORT);
    await until(first, ({ state }) => state === 'running');
    await until(third, ({ queued }) => queued === 2);
    expect(row(second)).toMatchObject({ queued: 1, active: false, state: 'prepared' });
    await client.get('run.start', { run: third });
    await client.get('run.stop', { run: second });
    await until(third, ({ queued }) => queued === 1);
    expect(row(second)).toMatchObject({ queued: null, state: 'prepared' });
    await client.get('run.stop', { run: first });
    await until(first, ({ state, active }) => state === 'stopped' && !active);
    await until(third, ({ state, active }) => state === 'finished' && !active);
    expect(row(first)).toMatchObject({ why: 'asked' });
    expect(await client.call('run.start', { run: third })).toMatchObject({ error: { code: 'run.finished' } });
    expect(await client.call('run.stop', { run: third })).toMatchObject({
      error: { code: 'run.notRunning' },
    });
    expect(defectsOf(lab)).toEqual([]);
  });

  it('takes in a change of how many run at one time', async () => {
    const runs = [await create(ENDLESS), await create(ENDLESS), await create(ENDLESS)];
    await until(runs[2]!, ({ queued }) => queued === 2);
    lab.engine.handle({ kind: 'settings', settings: { concurrentRuns: 3, threads: 1, diskLowGiB: 0 } });
    for (const run of runs) await until(run, ({ state }) => state === 'running');
    const active = () =>
      lab.told.findLast((message) => message.kind === 'activity') as { activeRuns: number } | undefined;
    await client.until(() => active()?.activeRuns === 3);
    for (const run of runs) await client.get('run.stop', { run });
    for (const run of runs) await until(run, (now) => now.state === 'stopped' && !now.active);
    await client.until(() => active()?.activeRuns === 0);
  });
});

describe('shutting down', () => {
  it('stops runs with a checkpoint, empties the queue, and says when it is done', async () => {
    const run = await create(ENDLESS);
    const waiting = await create(SHORT);
    await underWay(run);
    lab.engine.handle({ kind: 'shutdown' });
    await client.until(() => lab.told.some(({ kind }) => kind === 'stopped'));
    const workspace = unwrap(await openWorkspace(place));
    const stopped = unwrap(await workspace.getRun(run));
    expect(stopped).toMatchObject({ state: 'stopped', why: 'asked' });
    expect(unwrap(await workspace.latestCheckpoint(run)).checkpoint.update).toBe(stopped.lastUpdate);
    expect(unwrap(await workspace.getRun(waiting)).state).toBe('prepared');
    await workspace.close();
    expect(defectsOf(lab)).toEqual([]);
  });
});

describe('a run that ends badly', () => {
  it('leaves a crashed run that can be resumed when its thread dies, and the engine at work', async () => {
    await lab.dispose();
    lab = openEngineLab({
      runThread: () => new URL('../../../support/dying-run-thread.ts', import.meta.url),
    });
    client = lab.connect();
    await client.get('workspace.create', { handle: lab.handle(join(lab.folder, 'w')), name: 'w' });
    const run = await create(SHORT);
    const next = await create(SHORT);
    const crashed = await until(run, ({ state, active }) => state === 'crashed' && !active);
    expect(crashed).toMatchObject({
      progress: { done: 3 },
      reason: expect.stringContaining('can be resumed'),
    });
    await until(next, ({ state, active }) => state === 'crashed' && !active);
    const notices = lab.told.flatMap((message) => (message.kind === 'notice' ? [message.notice] : []));
    expect(notices).toMatchObject([
      { kind: 'failed', run, text: expect.stringContaining('out of everything') },
      { kind: 'failed', run: next },
    ]);
    expect(defectsOf(lab)).toHaveLength(2);
    // its lock was let go, so that it can go on
    await client.get('run.start', { run });
    await client.until(() => lab.told.filter(({ kind }) => kind === 'notice').length === 3);
    expect((await client.get('run.get', { run })).segments).toHaveLength(2);
  });

  it('is failed when it says so itself, in its own words', async () => {
    const run = await create(ENDLESS);
    await underWay(run);
    // its log cannot be written any more: the run's own failure
    const log = join(place, 'runs', run, 'checkpoints');
    rmSync(log, { recursive: true });
    writeFileSync(log, 'in the way');
    await client.get('run.stop', { run });
    const failed = await until(run, ({ state, active }) => state === 'failed' && !active);
    expect(failed.code).toMatch(/^store\./);
    const notice = lab.told.flatMap((message) => (message.kind === 'notice' ? [message.notice] : [])).at(-1);
    expect(notice).toMatchObject({ kind: 'failed', run, workspaceName: 'w' });
    expect((await client.get('run.get', { run })).failureMessage).toMatch(/checkpoints/);
    rmSync(log);
    mkdirSync(log);
    const other = await create(SHORT);
    await until(other, ({ state, active }) => state === 'finished' && !active);
  });

  it('says why it could not begin', async () => {
    const run = await create(SHORT, false);
    writeFileSync(join(place, 'runs', run, 'spec.toml'), 'version = 1');
    expect(await client.call('run.start', { run })).toMatchObject({ error: { code: 'run.specChanged' } });
    const detail = await client.get('run.get', { run });
    expect(detail).toMatchObject({ specToml: null, specProblem: { code: 'run.specChanged' } });
  });
});

describe('runs of other processes', () => {
  it('come, go on and end in the list, and can be stopped from here', async () => {
    expect(await client.get('run.list', {})).toEqual([]);
    const other = unwrap(await openWorkspace(place));
    const made = await makeRun(other);
    await until(made.id, ({ state }) => state === 'prepared');
    const writer = await fillRun(other, made.id, { values: { plaquette: Float64Array.of(0.5, 0.6) } });
    await until(made.id, ({ state, progress }) => state === 'running' && progress.done === 2);
    expect(row(made.id)).toMatchObject({ active: false, lattice: { group: 'SU(3)' } });
    expect(await client.call('run.start', { run: made.id })).toMatchObject({ error: { code: 'run.locked' } });

    const { snapshot } = await client.get('stream.open', { run: made.id, names: ['plaquette'], points: 100 });
    expect([...snapshot[0]!.value]).toEqual([0.5, 0.6]);
    unwrap(await writer.appendMetrics([{ update: 3, values: { plaquette: 0.7 } }]));
    const frame = await client.until(() => client.frames[0]);
    expect([...frame.batches[0]!.value]).toEqual([0.7]);

    await client.get('run.stop', { run: made.id });
    expect(await other.getRun(made.id)).toMatchObject({ ok: true });
    unwrap(await writer.setState({ state: 'stopped', why: 'asked' }));
    await writer.close();
    await until(made.id, ({ state }) => state === 'stopped');
    unwrap(await other.trashRun(made.id));
    await client.until(() => client.of('run.removed').some(({ run }) => run === made.id));
    await other.close();
    expect(defectsOf(lab)).toEqual([]);
  });
});

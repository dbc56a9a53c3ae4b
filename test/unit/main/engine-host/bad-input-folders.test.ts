/** Folders and files of a workspace that go away, change or are damaged while an engine has it open. */
import {
  appendFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import type { RunRow } from '../../../../src-main/contract/index.ts';
import type { EngineWorld } from '../../../../src-main/engine-host/engine.ts';
import { localMachine } from '../../../../src-main/storage/machine.ts';
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
  for (const lab of labs.splice(0)) {
    expect(defectsOf(lab)).toEqual([]);
    await lab.dispose();
  }
});

const ENDLESS = smallSpec({
  dims: '[4, 4]',
  group: 'U(1)',
  beta: 1,
  updates: 10_000_000,
  run: 'checkpoint-every = 50',
});
const values = { plaquette: Float64Array.from({ length: 60 }, (_, i) => Math.sin(i * i)) };

interface Opened {
  readonly lab: EngineLab;
  readonly client: LabClient;
  readonly place: string;
  /** One that has finished, of 60 rows. */
  readonly run: string;
  folderOf(run: string): string;
}

const prepare = async (place: string): Promise<string> => {
  const workspace = unwrap(await createWorkspace(place, 'w'));
  const run = await makeRun(workspace);
  await fillRun(workspace, run.id, { values, end: 'finished' });
  await workspace.close();
  return run.id;
};

const openPrepared = async (options: Partial<EngineWorld> = {}): Promise<Opened> => {
  const lab = open(options);
  const place = join(lab.folder, 'w');
  const run = await prepare(place);
  const client = lab.connect();
  await client.get('workspace.open', { handle: lab.handle(place) });
  await client.get('run.list', {});
  return { lab, client, place, run, folderOf: (id) => join(place, 'runs', id) };
};

const start = async (client: LabClient): Promise<string> => {
  const { run } = await client.get('run.create', {
    toml: ENDLESS,
    template: null,
    parent: null,
    start: true,
  });
  await client.until(() =>
    client.of('run.progressed').some(({ runs }) => runs.some((one) => one.run === run)),
  );
  return run;
};

const rowOf = (client: LabClient, run: string): RunRow | undefined =>
  client
    .of('run.changed')
    .map(({ row }) => row)
    .findLast(({ id }) => id === run);

const doneOf = (client: LabClient, run: string): number =>
  client
    .of('run.progressed')
    .flatMap(({ runs }) => runs)
    .findLast((one) => one.run === run)?.progress.done ?? 0;

describe('the folder of a run that goes away', () => {
  it('is told; the run is off the list, and on it again when the folder comes back', async () => {
    const { client, run, folderOf, lab } = await openPrepared();
    renameSync(folderOf(run), join(lab.folder, 'aside'));
    await client.until(() => client.of('run.removed').some((gone) => gone.run === run));
    expect(await client.call('run.get', { run })).toMatchObject({ error: { code: 'run.notFound' } });
    expect(await client.get('run.list', {})).toEqual([]);
    renameSync(join(lab.folder, 'aside'), folderOf(run));
    await client.until(() => rowOf(client, run)?.state === 'finished');
    expect(await client.get('run.list', {})).toMatchObject([{ id: run }]);
  });

  it('while the run goes on ends it in words; others can be started', async () => {
    const { client, folderOf, lab } = await openPrepared();
    const run = await start(client);
    renameSync(folderOf(run), join(lab.folder, 'aside'));
    const { failure } = await client.until(() => client.of('workspace.problem')[0]);
    expect(failure).toMatchObject({
      code: 'run.notFound',
      message: 'untitled has ended: its folder was moved or deleted while the run went on.',
      remedy: 'Put the folder back to resume the run, or start another one.',
    });
    expect(lab.told.filter((told) => told.kind === 'notice')).toMatchObject([
      { notice: { kind: 'failed', run } },
    ]);
    const next = await start(client);
    await client.get('run.stop', { run: next });
    await client.until(() => rowOf(client, next)?.state === 'stopped');
  });
});

describe('the folder of a workspace that goes away', () => {
  it('is told, nothing is taken off the list, and the run goes on where it was once the folder is back', async () => {
    const { client, place, run } = await openPrepared();
    const going = await start(client);
    renameSync(place, `${place}2`);
    const { failure } = await client.until(() => client.of('workspace.problem')[0]);
    expect(failure.message).toMatch(/^untitled has ended\. The workspace is not in .* any more/);
    const gone = await client.until(() =>
      client
        .of('workspace.changed')
        .map(({ facts }) => facts)
        .find(({ problems }) => problems.some(({ code }) => code === 'workspace.notFound')),
    );
    expect(gone.writable).toBe(false);
    const ended = await client.until(() => rowOf(client, going)?.active === false && rowOf(client, going));
    expect(ended.state).toBe('crashed');
    expect(client.of('run.removed')).toEqual([]);
    for (const reply of [
      await client.call('run.list', {}),
      await client.call('run.get', { run }),
      await client.call('run.start', { run: going }),
    ])
      expect(reply).toMatchObject({ ok: false, error: { code: 'workspace.notFound' } });
    expect(existsSync(place)).toBe(false);

    renameSync(`${place}2`, place);
    await client.until(() => client.of('workspace.changed').at(-1)?.facts.problems.length === 0);
    const { row, failureMessage } = await client.get('run.get', { run: going });
    expect(row.state).toBe('failed');
    expect(failureMessage).toMatch(/^Could not .* exist\. Bring the folder of the run, or its disk, back/);
    const done = row.progress.done;
    await client.get('run.start', { run: going });
    await client.until(() => doneOf(client, going) > done + 50);
    await client.get('run.stop', { run: going });
    await client.until(() => rowOf(client, going)?.state === 'stopped');
    const workspace = unwrap(await openWorkspace(place));
    const { update } = unwrap(await workspace.readSeries(going, 'plaquette'));
    await workspace.close();
    expect([...update]).toEqual(Array.from(update, (_, i) => i + 1));
  });
});

describe('plaquette.toml', () => {
  const damage = async (text: string) => {
    const lab = open();
    const place = join(lab.folder, 'w');
    const run = await prepare(place);
    writeFileSync(join(place, 'plaquette.toml'), text);
    return { place, run, client: lab.connect(), handle: lab.handle(place) };
  };

  it.each(['', 'name = "x\nschema', '\0\0\0\0'])(
    'of %j is refused with an offer, set aside and made anew on wish',
    async (text) => {
      const { place, run, client, handle } = await damage(text);
      expect(await client.call('workspace.open', { handle })).toMatchObject({
        error: {
          code: 'workspace.damaged',
          remedy: 'Repair the workspace; the runs themselves are not affected.',
        },
      });
      expect(readFileSync(join(place, 'plaquette.toml'), 'utf8')).toBe(text);
      const facts = await client.get('workspace.open', { handle, mend: true });
      expect(facts.problems.map(({ message }) => message)).toEqual([
        expect.stringContaining('could not be read and was made anew. The old one is'),
      ]);
      expect(await client.get('run.list', {})).toMatchObject([{ id: run, state: 'finished' }]);
      const aside = readdirSync(place).find((name) => name.startsWith('plaquette.toml.damaged-'))!;
      expect(readFileSync(join(place, aside), 'utf8')).toBe(text);
    },
  );

  it('of a newer version is refused and left alone, whatever is wished', async () => {
    const text = 'name = "x"\nschema = 99\ncreated = ""\n';
    const { place, client, handle } = await damage(text);
    for (const mend of [false, true])
      expect(await client.call('workspace.open', { handle, mend })).toMatchObject({
        error: { code: 'workspace.versionTooNew', remedy: expect.stringContaining('nothing was changed') },
      });
    expect(readFileSync(join(place, 'plaquette.toml'), 'utf8')).toBe(text);
  });
});

describe('files of a run that were damaged', () => {
  it('lose what is damaged and nothing else, and it is told', async () => {
    const lab = open();
    const place = join(lab.folder, 'w');
    const run = await prepare(place);
    rmSync(join(place, 'index.sqlite'));
    const metrics = join(place, 'runs', run, 'metrics.ndjson');
    const bytes = readFileSync(metrics);
    bytes[bytes.length >> 1]! ^= 0x04;
    writeFileSync(metrics, bytes);
    appendFileSync(join(place, 'runs', run, 'log.ndjson'), '{"event":"half');
    const client = lab.connect();
    await client.get('workspace.open', { handle: lab.handle(place) });
    expect(await client.get('run.list', {})).toMatchObject([{ id: run, state: 'finished' }]);
    const told = await client.until(() => client.of('workspace.changed').at(-1)?.facts.problems);
    expect(told).toMatchObject([
      {
        code: 'workspace.damaged',
        message: expect.stringMatching(/metrics\.ndjson is not intact: \d+ bytes/),
      },
    ]);
    const [series] = await client.get('run.series', {
      run,
      names: ['plaquette'],
      from: null,
      to: null,
      points: 100,
    });
    expect(series!.total).toBe(59);
  });

  it('a log that is gone leaves a run that can be looked at', async () => {
    const { client, run, folderOf } = await openPrepared();
    rmSync(join(folderOf(run), 'log.ndjson'));
    const detail = await client.get('run.get', { run });
    expect(detail.row).toMatchObject({ state: 'crashed', name: null });
    expect(detail.series).toContain('plaquette');
  });

  it('a specification that was edited is told on its page, and nothing is run from it', async () => {
    const { client, run, folderOf } = await openPrepared();
    const copy = join(folderOf(run), 'log.ndjson');
    const records = readFileSync(copy, 'utf8').split('\n');
    writeFileSync(copy, `${records[0]}\n`);
    appendFileSync(join(folderOf(run), 'spec.toml'), '# a comment\n');
    const changed = { code: 'run.specChanged', remedy: expect.stringMatching(/open the changed file/) };
    expect((await client.get('run.get', { run })).specProblem).toMatchObject(changed);
    expect(await client.call('run.start', { run })).toMatchObject({ error: changed });
  });
});

describe('a run that needs more memory than there is', () => {
  it('is refused with numbers when it is started, and stays as it is', async () => {
    const { client } = await openPrepared({ memory: 100_000 });
    const toml = smallSpec({ dims: '[8, 8, 8, 8]', group: 'SU(3)', beta: 6 });
    const tooMuch = {
      ok: false,
      error: {
        code: 'resource.memory',
        message: expect.stringMatching(
          /^SU\(3\) on 8 x 8 x 8 x 8 needs about [\d.]+ MiB .*97\.7 KiB are available/,
        ),
      },
    };
    const { run } = await client.get('run.create', { toml, template: null, parent: null, start: false });
    expect(await client.call('run.start', { run })).toMatchObject(tooMuch);
    expect((await client.get('run.get', { run })).row).toMatchObject({ state: 'prepared', queued: null });
  });
});

describe('a run that is asked to go on the moment it has stopped', () => {
  it('goes on, though its thread is not gone yet', async () => {
    const { client } = await openPrepared();
    const run = await start(client);
    for (const segment of [1, 2]) {
      await client.get('run.stop', { run });
      await client.until(() => rowOf(client, run)?.state === 'stopped');
      await client.get('run.start', { run });
      await client.until(() => rowOf(client, run)?.state === 'running');
      expect((await client.get('run.get', { run })).segments).toHaveLength(segment + 1);
    }
    await client.get('run.stop', { run });
    await client.until(() => rowOf(client, run)?.state === 'stopped');
  });
});

describe('a clock that goes backwards', () => {
  it('neither hides nor mixes up runs, nor makes one look silent', async () => {
    let shift = 0;
    const machine = { ...localMachine(), nowMs: () => Date.now() + shift };
    const { client, run, lab } = await openPrepared({ host: { ...localHost(), machine } });
    shift = -86_400_000;
    const later = await start(client);
    expect((await client.get('run.list', {})).map(({ id }) => id).sort()).toEqual([run, later].sort());
    expect(rowOf(client, later)).toMatchObject({ state: 'running', progress: { silentSeconds: null } });
    await client.get('run.stop', { run: later });
    await client.until(() => rowOf(client, later)?.state === 'stopped');
    shift = -2 * 86_400_000;
    await client.get('run.start', { run: later });
    await client.until(() => rowOf(client, later)?.state === 'running');
    await client.get('run.stop', { run: later });
    await client.until(() => rowOf(client, later)?.state === 'stopped');
    const { segments } = await client.get('run.get', { run: later });
    expect(segments.map(({ segment, end }) => [segment, end])).toEqual([
      [1, 'stopped'],
      [2, 'stopped'],
    ]);
    expect(lab.told.filter((told) => told.kind === 'notice' && told.notice.kind === 'stuck')).toEqual([]);
  });
});

describe('a copy of a workspace', () => {
  it('that is opened beside the original has the same runs, and neither holds the other’s', async () => {
    const { lab, client, place, run } = await openPrepared();
    cpSync(place, `${place}-copy`, { recursive: true });
    const other = lab.connect();
    await other.get('workspace.open', { handle: lab.handle(`${place}-copy`) });
    expect(await other.get('run.list', {})).toMatchObject([{ id: run }]);
    const mine = await start(other);
    expect((await client.get('run.list', {})).map(({ id }) => id)).toEqual([run]);
    await other.get('run.stop', { run: mine });
    await other.until(() => rowOf(other, mine)?.state === 'stopped');
  });
});

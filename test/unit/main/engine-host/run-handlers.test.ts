import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { defaultSettings, type RunRow } from '../../../../src-main/contract/index.ts';
import { openWorkspace, type Workspace } from '../../../../src-main/workspace/workspace.ts';
import { defectsOf, type EngineLab, type LabClient, openEngineLab } from '../../../support/engine-lab.ts';
import { smallSpec } from '../../../support/run-lab.ts';
import { fillRun, makeRun, quickSpec, saveConfiguration } from '../../../support/sample-run.ts';

let lab: EngineLab;
let client: LabClient;
let other: LabClient;
let place = '';
let disk: Workspace;
/** 500 made-up updates, 40 of them after a reordering of nothing; two saved configurations. */
let filled = '';
/** Carried out for real. */
let real = '';

const LENGTH = 500;
const made = Float64Array.from({ length: LENGTH }, (_, i) => 0.55 + 0.01 * Math.sin(12.9898 * i * i));

beforeAll(async () => {
  lab = openEngineLab();
  client = lab.connect();
  other = lab.connect();
  place = join(lab.folder, 'w');
  const handle = lab.handle(place);
  await client.get('workspace.create', { handle, name: 'w' });
  await other.get('workspace.open', { handle });
  disk = unwrap(await openWorkspace(place));
  filled = (await makeRun(disk)).id;
  const values = { plaquette: made, 'delta-h': made.map((x) => x - 0.55), seconds: made.map(() => 0.5) };
  const writer = await fillRun(disk, filled, { values });
  await saveConfiguration(writer, 100);
  await saveConfiguration(writer, 200);
  await writer.appendEvent('alarm', { kind: 'stall', update: 7, message: 'Slow.', remedy: 'Wait.' });
  await writer.setState({ state: 'stopped', why: 'asked' });
  await writer.close();
  const toml = smallSpec({ updates: 30, run: 'save-every = 10' });
  ({ run: real } = await client.get('run.create', { toml, template: null, parent: null, start: true }));
  await client.until(() =>
    client.of('run.changed').some(({ row }) => row.id === real && row.state === 'finished'),
  );
});
afterAll(async () => {
  await disk.close();
  await lab.dispose();
});

const rows = async (): Promise<readonly RunRow[]> => client.get('run.list', {});
const rowOf = async (run: string): Promise<RunRow | undefined> => (await rows()).find(({ id }) => id === run);

describe('the list of runs', () => {
  it('has averages soon, and the same as the command line', async () => {
    await rows();
    const row = await client.until(() =>
      client.of('run.changed').findLast(({ row: one }) => one.id === filled && one.results.length > 0),
    );
    const names = row.row.results.map(({ name }) => name);
    expect(names).toEqual(['delta-h', 'exp-minus-delta-h', 'plaquette']);
    const { results } = await client.get('run.results', { run: filled, cut: null });
    expect(row.row.results).toEqual(results);
    expect(row.row).toMatchObject({ alarms: 1, configurations: 2, summaryPending: false, state: 'stopped' });
    // kept in the index, for the next start
    expect(disk.cache.summaries().get(filled)).toMatchObject({ lastUpdate: LENGTH, segment: 1 });
  });

  it('is told to every client that looks at the workspace', async () => {
    await other.until(() =>
      other.of('run.changed').some(({ row }) => row.id === real && row.state === 'finished'),
    );
    await client.get('run.mark', { runs: [filled], mark: { pinned: true, note: 'good' } });
    const marked = await other.until(() => other.of('run.changed').find(({ row }) => row.mark.pinned));
    expect(marked.row).toMatchObject({ id: filled, mark: { pinned: true, note: 'good', archived: false } });
    await client.get('run.mark', { runs: [filled], mark: { note: null } });
    expect((await rowOf(filled))?.mark).toEqual({ pinned: true, note: null, archived: false, group: null });
  });

  it('tells nothing again that has not changed', async () => {
    await rows();
    await client.get('run.get', { run: filled });
    const before = client.of('run.changed').length;
    await rows();
    await client.get('run.get', { run: filled });
    await client.get('run.results', { run: filled, cut: null });
    expect(client.of('run.changed')).toHaveLength(before);
  });

  it('sets marks aside that cannot be read, and says so', async () => {
    writeFileSync(join(place, 'runs', filled, 'marks.json'), '{');
    expect((await client.get('run.get', { run: filled })).row.mark.pinned).toBe(false);
    const problems = await client.until(() => client.of('workspace.problem')[0]);
    expect(problems.failure.message).toContain('marks.json');
    expect(
      readdirSync(join(place, 'runs', filled)).filter((name) => name.startsWith('marks.json')),
    ).toHaveLength(1);
    expect((await client.get('workspace.facts', {})).problems).toHaveLength(1);
  });
});

describe('a run', () => {
  it('is told in all its parts', async () => {
    const detail = await client.get('run.get', { run: filled });
    expect(detail).toMatchObject({
      specProblem: null,
      codeVersion: '0.1.0',
      series: ['delta-h', 'plaquette', 'seconds'],
      segments: [{ segment: 1, end: 'stopped', fromUpdate: 0 }],
      alarmList: [{ kind: 'stall', update: 7, message: 'Slow.', remedy: 'Wait.' }],
      configurationList: [{ update: 100 }, { update: 200 }],
      checkpointUpdate: null,
      children: [],
      failureMessage: null,
    });
    expect(detail.specToml).toContain('[lattice]');
    expect(detail.cut.update).toBe((await client.get('run.results', { run: filled, cut: null })).cut);
    expect(await client.get('run.get', { run: real })).toMatchObject({
      checkpointUpdate: 30,
      configurationList: [{ update: 10 }, { update: 20 }, { update: 30 }],
    });
  });

  it('has series, averages after any cut, analyses, and a log in words', async () => {
    const [series, none] = await client.get('run.series', {
      run: filled,
      names: ['plaquette', 'nothing'],
      from: 101,
      to: 200,
      points: 1000,
    });
    expect([...series!.value]).toEqual([...made.subarray(100, 200)]);
    expect(none).toMatchObject({ name: 'nothing', total: 0 });
    const { cut, results } = await client.get('run.results', { run: filled, cut: 100 });
    expect(cut).toBe(100);
    expect(results.every(({ samples }) => samples === LENGTH - 100)).toBe(true);
    const analysis = await client.get('run.analysis', {
      run: filled,
      observable: 'exp-minus-delta-h',
      cut: 100,
    });
    expect(analysis.estimate).toEqual(results.find(({ name }) => name === 'exp-minus-delta-h'));
    const log = await client.get('run.log', { run: filled, after: null });
    expect(log.map(({ event }) => event)).toEqual([
      'prepared',
      'started',
      'configuration',
      'configuration',
      'alarm',
      'stopped',
    ]);
    expect(await client.get('run.log', { run: filled, after: 4 })).toEqual([log[5]]);
  });

  it('is compared, cited, and found among saved configurations and in its folder', async () => {
    const comparison = await client.get('run.compare', { runs: [filled, real] });
    expect(comparison.runs).toEqual([filled, real]);
    expect(comparison.differences.find(({ path }) => path === 'lattice.group')?.values).toEqual([
      '"SU(3)"',
      '"SU(2)"',
    ]);
    expect(comparison.costs[0]!.secondsPerUpdate).toBeCloseTo(0.5, 12);
    expect(comparison.results[1]!.map(({ name }) => name)).toContain('plaquette');
    const { works, sentence } = await client.get('run.cite', { runs: [filled, real] });
    expect(works.map(({ key }) => key)).toContain('Duane:1987de');
    expect(sentence).toContain(real);
    const saved = await client.get('run.configurations', {});
    expect(saved.map(({ run, configuration }) => [run, configuration.update])).toEqual([
      [filled, 100],
      [filled, 200],
      [real, 10],
      [real, 20],
      [real, 30],
    ]);
    const folder = await client.get('run.folder', { run: real });
    const granted = lab.told.flatMap((message) => (message.kind === 'grant' ? message.grants : []));
    expect(granted).toEqual([{ handle: folder.handle, path: join(place, 'runs', real) }]);
  });
});

describe('a fork', () => {
  it('begins from a saved configuration or the last checkpoint, with a seed of its own', async () => {
    const spec = await client.get('run.forkSpec', { run: real, update: 20 });
    expect(spec.update).toBe(20);
    expect(spec.toml).not.toContain('seed = 99\n');
    expect(await client.get('run.forkSpec', { run: real, update: null })).toMatchObject({ update: 30 });
    const refused = await client.call('run.forkSpec', { run: real, update: 19 });
    expect(refused).toMatchObject({ error: { code: 'run.checkpointMissing' } });
    expect(refused.ok ? '' : refused.error.remedy).toContain('update 20');
    const { run } = await client.get('run.create', {
      toml: spec.toml,
      template: null,
      parent: { run: real, update: 20 },
      start: true,
    });
    const row = await client.until(() =>
      client.of('run.changed').findLast(({ row: one }) => one.id === run && one.state === 'finished'),
    );
    expect(row.row.parent).toEqual({ run: real, kind: 'fork', update: 20 });
    expect((await client.get('run.get', { run: real })).children).toEqual([run]);
  });

  it('of another lattice is refused, as is one of a run that never began', async () => {
    const parent = { run: real, update: null };
    const larger = smallSpec({ dims: '[4, 4, 4, 8]' });
    expect(
      await client.call('run.create', { toml: larger, template: null, parent, start: false }),
    ).toMatchObject({ error: { code: 'spec.conflict' } });
    const fresh = await makeRun(disk);
    expect(await client.call('run.forkSpec', { run: fresh.id, update: null })).toMatchObject({
      error: { code: 'run.checkpointMissing' },
    });
  });
});

describe('trash', () => {
  it('takes runs that nobody works on, and says what it refused', async () => {
    const gone = await makeRun(disk);
    const held = await makeRun(disk, { ...quickSpec(), name: 'held' });
    const writer = unwrap(await disk.openWriter(held.id));
    await rows();
    const { trashed, folder } = await client.get('run.trash', { runs: [gone.id, held.id, gone.id] });
    expect(trashed).toEqual([gone.id]);
    expect(existsSync(join(folder, gone.id, 'spec.toml'))).toBe(true);
    expect(client.of('run.removed')).toContainEqual({ run: gone.id });
    expect(client.of('workspace.problem').at(-1)?.failure.code).toBe('run.locked');
    expect((await rows()).map(({ id }) => id)).not.toContain(gone.id);
    expect(await client.call('run.trash', { runs: [held.id] })).toMatchObject({
      error: { code: 'run.locked' },
    });
    await writer.close();
  });
});

describe('the workspace', () => {
  it('keeps views, and repairs its index', async () => {
    const views = [{ name: 'best', state: { sort: ['plaquette'] } }];
    await client.get('workspace.saveViews', { views });
    expect(await other.get('workspace.views', {})).toEqual(views);
    const before = await rows();
    mkdirSync(join(place, 'runs', '.new-20260101-000000-ab12-0'));
    const { sentences } = await client.get('workspace.repair', {});
    expect(sentences).toEqual([expect.stringContaining('never finished being made')]);
    const after = await client.until(
      () => client.of('workspace.changed').length > 0 && client.of('workspace.changed').at(-1),
    );
    expect(after.facts.runs).toBe(before.length);
    expect((await rows()).map(({ id, state }) => [id, state])).toEqual(
      before.map(({ id, state }) => [id, state]),
    );
  });

  it('has templates with fresh seeds, and says what the machine is', async () => {
    const seeds = async () =>
      (await client.get('spec.templates', {})).map(({ toml }) => /^seed = (\d+)/m.exec(toml)?.[1]);
    const [first, second] = [await seeds(), await seeds()];
    expect(first.every((seed) => seed !== undefined)).toBe(true);
    expect(first[0]).not.toBe(second[0]);
    expect(await client.get('engine.facts', {})).toMatchObject({ version: 'test', threads: 1 });
    expect(defaultSettings.concurrentRuns).toBeGreaterThan(0);
  });

  it('did all this without a defect', () => {
    expect(defectsOf(lab)).toEqual([]);
  });
});

describe('the time of a run', () => {
  it('comes from an earlier run of its kind here, scaled by sites, or from a probe', async () => {
    const same = smallSpec({ dims: '[4, 4, 4, 8]', updates: 1000, beta: 2.5, run: 'save-every = 10' });
    const checked = await client.get('spec.check', { toml: same });
    expect(checked.estimate!.basis).toContain('measured by');
    expect(checked.estimate!.seconds).toBeGreaterThan(0);
    const longer = await client.get('spec.check', { toml: same.replace('updates = 1000', 'updates = 2000') });
    expect(longer.estimate!.seconds! / checked.estimate!.seconds!).toBeCloseTo(2, 6);
    const { estimate } = await client.get('spec.check', {
      toml: smallSpec({ group: 'SU(3)', updates: 1000 }),
    });
    expect(estimate).toMatchObject({ seconds: null, basis: null });
    const probed = await client.get('spec.estimate', { toml: smallSpec({ group: 'SU(3)', updates: 1000 }) });
    expect(probed.basis).toContain('probe');
    expect(probed.seconds).toBeGreaterThan(0);
    expect(probed.secondsLow!).toBeLessThan(probed.seconds!);
    expect(probed.secondsHigh!).toBeGreaterThan(probed.seconds!);
  });
});

/**
 * A short life of a workspace, for harnesses that make it fail at some step: what was acknowledged is written down as it
 * is acknowledged, and `checkPromises` compares that with what a later process finds.
 */
import { expect } from 'vitest';
import { ok, type Result, unwrap } from '../../src-engine/base/result.ts';
import { isTemporaryName } from '../../src-main/storage/durable-file.ts';
import type { FileSystem } from '../../src-main/storage/file-system.ts';
import { readCheckpoint } from '../../src-main/workspace/checkpoint.ts';
import type { MetricRow } from '../../src-main/workspace/metric-record.ts';
import { repairWorkspace } from '../../src-main/workspace/repair.ts';
import { sha256OfText } from '../../src-main/workspace/run-folder.ts';
import type { RunWriter } from '../../src-main/workspace/run-writer.ts';
import {
  createWorkspace,
  openWorkspace,
  type Workspace,
  type WorkspaceHost,
} from '../../src-main/workspace/workspace.ts';
import { type FakeWorld, fakeMachine } from './fake-machine.ts';

export const folder = '/lattice';

export const request = {
  spec: 'beta = 6.0\n',
  specHash: 'hash-of-spec',
  codeVersion: '0.1.0',
  template: 'su3',
};

/** A process of this world that works on `files`. */
export const hostOf = (world: FakeWorld, files: FileSystem, pid: number): WorkspaceHost => ({
  files,
  machine: fakeMachine(world, { host: 'alpha', boot: 'boot-1', pid, started: String(pid) }),
  index: 'memory',
  heartbeatMs: 0,
});

/** The process is gone. */
export const endProcess = (world: FakeWorld, pid: number): void => {
  const at = world.running.findIndex((process) => process.pid === pid);
  if (at >= 0) world.running.splice(at, 1);
};

export interface Journal {
  workspace: boolean;
  run?: string;
  readonly rows: number[];
  readonly configurations: { readonly path: string; readonly text: string }[];
  readonly checkpoints: number[];
  readonly states: string[];
}

export const emptyJournal = (): Journal => ({
  workspace: false,
  rows: [],
  configurations: [],
  checkpoints: [],
  states: [],
});

export const rowOf = (update: number, segment: number): MetricRow => ({
  update,
  values: { plaquette: update + segment / 8, loops: [update, -segment] },
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const work = async (writer: RunWriter, updates: readonly number[], journal: Journal): Promise<void> => {
  const note = <T>(result: Result<T>, keep: (value: T) => unknown): void => {
    if (result.ok) keep(result.value);
  };
  note(await writer.setState({ state: 'running' }), () => journal.states.push('running'));
  for (const update of updates) {
    note(await writer.appendMetrics([rowOf(update, writer.segment)]), () => journal.rows.push(update));
    if (update % 2 !== 0) continue;
    const bodyOf = (text: string) => async (sink: { write(piece: Uint8Array): Promise<void> }) => {
      await sink.write(bytes(text.slice(0, 5)));
      await sink.write(bytes(text.slice(5)));
      return ok(undefined);
    };
    const staged: { path: string; text: string }[] = [];
    for (const text of [`links of ${update}`, `more links of ${update}`]) {
      const facts = { update: update + 100 * staged.length, plaquette: update / 100, extension: 'lime' };
      note(await writer.stageConfiguration(facts, bodyOf(text)), (path) => staged.push({ path, text }));
    }
    note(await writer.keepConfigurations(), () => journal.configurations.push(...staged));
    const part = { name: 'links.bin', write: bodyOf(`links of ${update}`) };
    const checkpoint = { update, specHash: request.specHash, state: { counter: update }, parts: [part] };
    note(await writer.writeCheckpoint(checkpoint), () => journal.checkpoints.push(update));
  }
};

/** Two sessions on one run; the first ends without a word, the second finishes. Stops at the first failure of opening. */
export const live = async (host: WorkspaceHost, journal: Journal): Promise<void> => {
  const workspace = await createWorkspace(folder, 'lattice', host);
  if (!workspace.ok) return;
  journal.workspace = true;
  const run = await workspace.value.createRun(request);
  if (run.ok) {
    journal.run = run.value.id;
    const updates = [
      [1, 2, 3, 4],
      [3, 4, 5, 6],
    ];
    for (const [session, some] of updates.entries()) {
      const writer = await workspace.value.openWriter(run.value.id);
      if (!writer.ok) continue;
      await work(writer.value, some, journal);
      if (session === 1) {
        const ended = await writer.value.setState({ state: 'finished' });
        if (ended.ok) journal.states.push('finished');
      }
      await writer.value.close();
    }
  }
  await workspace.value.close();
};

/** Everything a workspace answers about its runs, for comparing two ways of getting there. */
export const answersOf = async (workspace: Workspace): Promise<unknown> => {
  const runs = unwrap(await workspace.listRuns());
  const answers: unknown[] = [];
  for (const run of runs) {
    const names = unwrap(await workspace.seriesNames(run.id));
    const series: unknown[] = [];
    for (const name of names) series.push([name, unwrap(await workspace.readSeries(run.id, name))]);
    answers.push([run, series, unwrap(await workspace.configurations(run.id))]);
  }
  return answers;
};

/** Everything acknowledged is there, nothing half is, the state is told truly, and repair changes no answer. */
export const checkPromises = async (
  files: FileSystem,
  host: WorkspaceHost,
  journal: Journal,
): Promise<void> => {
  const opened = await openWorkspace(folder, host);
  if (!opened.ok) {
    expect(journal.workspace).toBe(false);
    expect(opened.error.code).toBe('workspace.notFound');
    return;
  }
  const workspace = opened.value;
  const runs = unwrap(await workspace.listRuns());
  if (journal.run !== undefined) expect(runs.map(({ id }) => id)).toEqual([journal.run]);
  expect(runs.length).toBeLessThanOrEqual(1);
  for (const run of runs) {
    expect(unwrap(await workspace.readSpec(run.id))).toBe(request.spec);
    expect(run).toMatchObject({ template: 'su3', specHash: 'hash-of-spec' });
    const ends = ['prepared', 'finished', 'crashed', 'interrupted'];
    expect(ends).toContain(run.state);
    if (journal.states.includes('finished')) expect(run.state).toBe('finished');
    else if (journal.states.includes('running')) expect(run.state).not.toBe('prepared');

    const plaquette = unwrap(await workspace.readSeries(run.id, 'plaquette'));
    for (const update of journal.rows) expect(plaquette.update).toContain(update);
    plaquette.update.forEach((update, i) =>
      expect(plaquette.value[i]).toBe(update + plaquette.segment[i]! / 8),
    );

    const configurations = unwrap(await workspace.configurations(run.id));
    for (const { path, text } of journal.configurations) {
      const entry = configurations.find(({ file }) => path.endsWith(`/${file}`));
      expect(entry?.sha256).toBe(sha256OfText(text));
    }
    // Every manifest, also an old one, names only what is there and intact.
    for (const name of await files.list(run.paths.checkpoints))
      if (name.endsWith('.json') && !isTemporaryName(name))
        unwrap(await readCheckpoint(files, run.paths.checkpoints, name));
    const checkpoint = await workspace.latestCheckpoint(run.id);
    if (journal.checkpoints.length > 0)
      expect(unwrap(checkpoint).checkpoint.update).toBeGreaterThanOrEqual(journal.checkpoints.at(-1)!);
    if (checkpoint.ok) {
      expect(checkpoint.value.problems).toEqual([]);
      expect(checkpoint.value.checkpoint.state).toEqual({ counter: checkpoint.value.checkpoint.update });
    } else expect(checkpoint.error.code).toBe('run.checkpointMissing');
  }
  const before = await answersOf(workspace);
  await workspace.close();
  const report = unwrap(await repairWorkspace(folder, host));
  // Only what a broken-off creation or append left may be remarked on: no configuration, checkpoint or spec is ever half.
  for (const { message } of report.problems)
    expect(message).toMatch(/never finished being made|ends in \d+ bytes/);
  const again = unwrap(await openWorkspace(folder, host));
  expect(await answersOf(again)).toEqual(before);
  // And the run can go on.
  for (const { id } of runs) {
    const writer = unwrap(await again.openWriter(id));
    unwrap(await writer.appendMetrics([rowOf(7, writer.segment)]));
    unwrap(await writer.close());
    expect(unwrap(await again.readSeries(id, 'plaquette')).update).toContain(7);
  }
  await again.close();
  expect((await files.list(`${folder}/runs`)).filter((name) => name.startsWith('.'))).toEqual([]);
};

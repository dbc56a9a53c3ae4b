import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import type { RunRow } from '../../../../src-main/contract/index.ts';
import { carryOutRun } from '../../../../src-main/run/carry-out-run.ts';
import { prepareRun, readRunSpec } from '../../../../src-main/run/prepare-run.ts';
import { StopFlag } from '../../../../src-main/run/stop-request.ts';
import { createWorkspace, openWorkspace, type Workspace } from '../../../../src-main/workspace/workspace.ts';
import { defectsOf, type EngineLab, type LabClient, openEngineLab } from '../../../support/engine-lab.ts';
import { smallSpec } from '../../../support/run-lab.ts';

let lab: EngineLab;
afterEach(() => lab.dispose());

const UPDATES = 1200;
const SPEC = smallSpec({
  dims: '[4, 4, 4, 4]',
  updates: UPDATES,
  run: 'checkpoint-every = 7\nsave-every = 300',
});

const rowOf = (client: LabClient, run: string): RunRow | undefined =>
  client
    .of('run.changed')
    .map(({ row }) => row)
    .filter(({ id }) => id === run)
    .at(-1);

/** Everything about a run that must not depend on how often it was stopped. */
const numbersOf = async (workspace: Workspace, run: string) => {
  const names = unwrap(await workspace.seriesNames(run)).filter((name) => name !== 'seconds');
  const series: Record<string, readonly (readonly number[])[]> = {};
  for (const name of names) {
    const { update, value } = unwrap(await workspace.readSeries(run, name));
    series[name] = [[...update], [...value]];
  }
  const links = unwrap(await workspace.configurations(run)).map(({ file, update }) => {
    const path = join(workspace.folder, 'runs', run, 'configurations', file);
    const bytes = readFileSync(path);
    const header = bytes.indexOf('ildg-binary-data') - 16;
    const length = Number(bytes.readBigUInt64BE(header + 8));
    return [update, bytes.subarray(header + 144, header + 144 + length).toString('base64')];
  });
  return { series, links };
};

/** The same specification, carried out without the engine and without a stop. */
const uninterrupted = async (folder: string) => {
  const workspace = unwrap(await createWorkspace(folder, 'alone'));
  const run = unwrap(await prepareRun(workspace, unwrap(readRunSpec(SPEC, folder)), { codeVersion: 'test' }));
  unwrap(
    await carryOutRun(workspace, run.id, {
      codeVersion: 'test',
      threads: 2,
      stop: new StopFlag(run.paths.folder),
    }),
  );
  const numbers = await numbersOf(workspace, run.id);
  await workspace.close();
  return numbers;
};

describe('a run in the engine', () => {
  it('is made, watched, stopped, resumed and finished, and equals the run that was never stopped', async () => {
    lab = openEngineLab();
    const client = lab.connect();
    const place = join(lab.folder, 'w');
    const facts = await client.get('workspace.create', { handle: lab.handle(place), name: 'Life' });
    expect(facts).toMatchObject({ name: 'Life', runs: 0, writable: true, problems: [] });
    expect(await client.get('run.list', {})).toEqual([]);
    const { run } = await client.get('run.create', { toml: SPEC, template: null, parent: null, start: true });
    await client.until(() => rowOf(client, run)?.state === 'running');
    const { stream, snapshot } = await client.get('stream.open', {
      run,
      names: ['plaquette'],
      points: 100_000,
    });
    const [first] = snapshot;
    await client.until(() => client.frames.length >= 2);
    await client.get('run.stop', { run });
    await client.until(() => rowOf(client, run)?.state === 'stopped' && !rowOf(client, run)?.active);
    const stoppedAt = rowOf(client, run)!.progress.done;
    expect(stoppedAt).toBeGreaterThan(0);
    expect(stoppedAt).toBeLessThan(UPDATES);

    await client.get('run.start', { run });
    const finished = await client.until(() => {
      const row = rowOf(client, run);
      return row?.state === 'finished' && !row.active && row.results.length > 0 && row;
    });
    expect(finished.progress).toMatchObject({ done: UPDATES, total: UPDATES });
    expect(finished.configurations).toBe(UPDATES / 300);

    // the stream gave every row once, in order, and only what is on disk
    await client.until(() => client.frames.at(-1)?.batches.at(-1)?.update.at(-1) === UPDATES);
    expect(client.frames.map(({ sequence }) => sequence)).toEqual(client.frames.map((_, i) => i + 1));
    expect(client.frames.every((frame) => frame.stream === stream && !frame.lost)).toBe(true);
    const streamed = [...first!.update, ...client.frames.flatMap((f) => [...f.batches[0]!.update])];
    expect(streamed).toEqual(Array.from({ length: UPDATES }, (_, i) => i + 1));
    const values = [...first!.value, ...client.frames.flatMap((f) => [...f.batches[0]!.value])];
    const [whole] = await client.get('run.series', {
      run,
      names: ['plaquette'],
      from: null,
      to: null,
      points: 100_000,
    });
    expect(values).toEqual([...whole!.value]);

    const detail = await client.get('run.get', { run });
    expect(detail.segments.map(({ end, fromUpdate }) => [end, fromUpdate])).toEqual([
      ['stopped', 0],
      ['finished', stoppedAt],
    ]);
    const notices = lab.told.flatMap((m) => (m.kind === 'notice' ? [m.notice.kind] : []));
    expect(notices).toEqual(['stopped', 'finished']);
    expect(lab.told.some((m) => m.kind === 'activity' && m.activeRuns === 1)).toBe(true);
    await client.get('workspace.close', {});
    expect(defectsOf(lab)).toEqual([]);

    const workspace = unwrap(await openWorkspace(place));
    const numbers = await numbersOf(workspace, run);
    await workspace.close();
    expect(numbers.links).toHaveLength(4);
    expect(numbers).toEqual(await uninterrupted(join(lab.folder, 'alone')));
  });
});

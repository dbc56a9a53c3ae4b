import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';
import { createWorkspace, localHost, openWorkspace } from '../../../../src-main/workspace/workspace.ts';
import { fillRun, makeRun } from '../../../support/sample-run.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plaquette-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const values = (n: number) => ({ plaquette: Float64Array.from({ length: n }, (_, i) => Math.sin(i)) });

/** One run of every kind: prepared, finished, stopped, running, and let go without a word. */
const fill = async () => {
  const workspace = unwrap(await createWorkspace(join(folder, 'w'), 'w'));
  await makeRun(workspace);
  await fillRun(workspace, (await makeRun(workspace)).id, { values: values(20), end: 'finished' });
  await fillRun(workspace, (await makeRun(workspace)).id, { values: values(10), end: 'stopped' });
  const running = await fillRun(workspace, (await makeRun(workspace)).id, { values: values(5) });
  const gone = await fillRun(workspace, (await makeRun(workspace)).id, { values: values(700) });
  await gone.appendEvent('alarm', { kind: 'stall', update: 3 });
  await gone.close();
  return { workspace, running };
};

describe('a glance', () => {
  it('says the same as looking at every run closely, from a full index and from none', async () => {
    const { workspace, running } = await fill();
    const close = unwrap(await workspace.listRuns());
    expect(close.map(({ state }) => state).sort()).toEqual([
      'crashed',
      'finished',
      'prepared',
      'running',
      'stopped',
    ]);
    expect(close.map(({ alarms }) => alarms).reduce((a, b) => a + b)).toBe(1);
    expect(unwrap(await workspace.glance())).toEqual({ runs: close, lagging: [] });
    const fresh = unwrap(await openWorkspace(workspace.folder, { ...localHost(), index: 'memory' }));
    expect(unwrap(await fresh.glance()).runs).toEqual(close);
    await fresh.close();
    await running.close();
    await workspace.close();
  });

  it('sees what others have written, and who is gone', async () => {
    const { workspace, running } = await fill();
    const [prepared] = unwrap(await workspace.glance()).runs.filter(({ state }) => state === 'prepared');
    const other = unwrap(await openWorkspace(workspace.folder));
    const added = await makeRun(other);
    await fillRun(other, prepared!.id, { values: values(30), end: 'finished' });
    await running.setState({ state: 'failed', code: 'run.diverged', message: 'x' });
    await running.close();
    const runs = unwrap(await workspace.glance()).runs;
    expect(runs.find(({ id }) => id === added.id)?.state).toBe('prepared');
    expect(runs.find(({ id }) => id === prepared!.id)).toMatchObject({ state: 'finished', lastUpdate: 30 });
    expect(runs.filter(({ state }) => state === 'running')).toEqual([]);
    unwrap(await other.trashRun(added.id));
    expect(unwrap(await workspace.glance()).runs).toHaveLength(runs.length - 1);
    await other.close();
    await workspace.close();
  });

  it('does not open the files of settled runs', async () => {
    const { workspace, running } = await fill();
    await running.setState({ state: 'finished' });
    await running.close();
    unwrap(await workspace.glance());
    await workspace.close();
    const opened: string[] = [];
    const files = {
      ...nodeFileSystem,
      open: (path: string, mode: 'read' | 'update' | 'create') => {
        opened.push(path);
        return nodeFileSystem.open(path, mode);
      },
    };
    const again = unwrap(await openWorkspace(workspace.folder, { ...localHost(), files }));
    opened.length = 0;
    const { runs } = unwrap(await again.glance());
    expect(runs).toHaveLength(5);
    const crashed = runs.find(({ state }) => state === 'crashed')!;
    expect(opened.filter((path) => !path.startsWith(crashed.paths.folder))).toEqual([]);
    expect(opened.length).toBeGreaterThan(0);
    await again.close();
  });
});

import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import type { RunSummary } from '../../../../src-main/workspace/workspace.ts';
import { type CommandLine, commandLine } from '../../../support/command-line.ts';
import { fillRun, makeRun, quickSpec, saveConfiguration } from '../../../support/sample-run.ts';
import { ar1, normal, uniform } from '../../engine/statistics/ar1.ts';

let line: CommandLine;
let nowMs = Date.now();
let onPause = async (): Promise<void> => undefined;
beforeEach(() => {
  nowMs = Date.now();
  onPause = async () => undefined;
  line = commandLine({ nowMs: () => nowMs, onPause: () => onPause() });
});
afterEach(() => line.remove());

const plaquette = ar1(0.5, 200, normal(uniform(1))).map((x) => 0.5494 + 0.003 * x);
const steady = new Float64Array(200).fill(0.1);
const values = { plaquette, seconds: steady };

/** A finished run with everything, its fork, and one that was never started. */
const family = (): Promise<readonly [RunSummary, RunSummary, RunSummary]> =>
  line.inWorkspace(async (workspace) => {
    const first = await makeRun(workspace);
    const writer = await fillRun(workspace, first.id, { values });
    await saveConfiguration(writer, 100);
    unwrap(
      await writer.appendEvent('alarm', {
        kind: 'acceptance',
        update: 120,
        message: 'The acceptance is 0.30.',
        remedy: 'Use more steps.',
      }),
    );
    unwrap(await writer.setState({ state: 'finished' }));
    await writer.close();
    nowMs += 10;
    const fork = await makeRun(workspace, quickSpec(), { run: first.id, kind: 'fork', update: 100 });
    await fillRun(workspace, fork.id, { values: { plaquette: plaquette.subarray(0, 3) }, end: 'stopped' });
    nowMs += 10;
    return [first, fork, await makeRun(workspace)];
  });

describe('plaquette list', () => {
  it('says when there are no runs', async () => {
    await line.run('workspace', 'create');
    expect((await line.run('list')).out).toMatch(
      /There are no runs in .* yet\. Begin with: plaquette new quick-start/,
    );
  });

  it('shows state, progress, lattice and the plaquette with its error', async () => {
    const [first, fork, fresh] = await family();
    const { exit, out } = await line.run('list');
    expect(exit).toBe(0);
    const row = (id: string) => out.split('\n').find((text) => text.startsWith(id));
    expect(row(first.id)).toMatch(
      / finished +200\/500 \(40%\) +SU\(3\) 8x8x8x8 +0\.5\d+\(\d+\) +SU\(3\) quick start$/,
    );
    expect(row(fork.id)).toMatch(/ stopped +3\/500 \(0%\) .* too few samples /);
    expect(row(fresh.id)).toMatch(/ prepared +0\/500 \(0%\) /);
  });

  it('tells scripts the same', async () => {
    const [first] = await family();
    const { document } = await line.json<{ runs: object[] }>('list');
    expect(document.runs).toHaveLength(3);
    expect(document.runs[0]).toMatchObject({
      run: first.id,
      state: 'finished',
      updates: { done: 200, total: 500 },
      lattice: { dims: [8, 8, 8, 8], group: 'SU(3)' },
      plaquette: {
        value: expect.closeTo(0.5494, 2),
        error: expect.any(Number),
        formatted: expect.stringMatching(/^0\.\d+\(\d+\)$/),
      },
      silentSeconds: null,
    });
  });
});

describe('plaquette show', () => {
  it('tells what a run is, how it ended, and what came of it', async () => {
    const [first, fork] = await family();
    const { exit, out, err } = await line.run('show', first.id);
    expect(exit).toBe(0);
    expect(err).toBe('');
    expect(out).toContain(`SU(3) quick start (${first.id})`);
    expect(out).toMatch(/^State +finished\. The run reached its end\.$/m);
    expect(out).toMatch(/^Updates +200\/500 \(40%\)$/m);
    expect(out).toMatch(/^Specification +SU\(3\), 8 x 8 x 8 x 8, Wilson action, beta 5\.7/m);
    expect(out).toMatch(new RegExp(`^Forked into +${fork.id}$`, 'm'));
    expect(out).toMatch(/^plaquette +0\.5\d+\(\d+\)/m);
    expect(out).toContain('update 120: The acceptance is 0.30. Use more steps.');
    expect(out).toMatch(/00000100\.lime +100 +0\.549400000000/);
    expect(out).toContain(first.paths.folder);
  });

  it('tells scripts the same, and names the parent of a fork', async () => {
    const [first, fork] = await family();
    const shown = (await line.json('show', first.id)).document;
    expect(shown).toMatchObject({
      run: first.id,
      state: 'finished',
      segments: [{ segment: 1, fromUpdate: 0, end: 'finished' }],
      alarms: [{ update: 120, kind: 'acceptance', message: 'The acceptance is 0.30.' }],
      savedConfigurations: [{ file: '00000100.lime', update: 100 }],
      forks: [fork.id],
      failure: null,
    });
    expect((await line.json('show', fork.id)).document).toMatchObject({
      parent: { run: first.id, kind: 'fork', update: 100 },
    });
    expect((await line.run('show', fork.id)).out).toMatch(
      new RegExp(`^Fork of +${first.id} at update 100$`, 'm'),
    );
  });

  it('says why a run failed', async () => {
    const { id } = await line.inWorkspace(async (workspace) => {
      const run = await makeRun(workspace);
      const writer = await fillRun(workspace, run.id, { values });
      unwrap(
        await writer.setState({
          state: 'failed',
          code: 'run.diverged',
          message: 'plaquette became NaN in update 7.',
        }),
      );
      await writer.close();
      return run;
    });
    expect((await line.run('show', id)).out).toMatch(/^State +failed\. plaquette became NaN in update 7\.$/m);
    expect((await line.json('show', id)).document).toMatchObject({
      code: 'run.diverged',
      failure: 'plaquette became NaN in update 7.',
    });
  });

  it('goes on when the specification was changed', async () => {
    const [first] = await family();
    writeFileSync(first.paths.spec, 'changed');
    const { exit, out } = await line.run('show', first.id);
    expect(exit).toBe(0);
    expect(out).toMatch(/^Specification +cannot be read: spec\.toml is lost or was changed$/m);
  });

  it('reports the silence of a running run, and not that of a finished one', async () => {
    const [first] = await family();
    const running = await line.inWorkspace(async (workspace) => {
      const run = await makeRun(workspace);
      const writer = await fillRun(workspace, run.id, { values });
      const quiet = async (seconds: number) => {
        utimesSync(run.paths.metrics, new Date(nowMs), new Date(nowMs));
        nowMs += 1000 * seconds;
        return (await line.run('show', run.id)).out;
      };
      const shown = [await quiet(8), await quiet(600)];
      await writer.close();
      return shown;
    });
    expect(running[0]).toMatch(/^State +running\. A process is working on this run\.$/m);
    expect(running[1]).toMatch(/^State +running, no progress for 10m\. /m);
    expect((await line.json('show', first.id)).document.silentSeconds).toBeNull();
  });
});

describe('plaquette stop', () => {
  it('refuses a run that is not running', async () => {
    const [first] = await family();
    const { exit, err } = await line.run('stop', first.id);
    expect(exit).toBe(2);
    expect(err).toMatch(/is not running: it is finished\. plaquette show .* says more\./);
    expect(existsSync(join(first.paths.folder, 'stop-request'))).toBe(false);
  });

  it('asks, waits, and says how the run ended', async () => {
    await line.inWorkspace(async (workspace) => {
      const run = await makeRun(workspace);
      const writer = await fillRun(workspace, run.id, { values });
      onPause = async () => {
        nowMs += 500;
        expect(existsSync(join(run.paths.folder, 'stop-request'))).toBe(true);
        unwrap(await writer.setState({ state: 'stopped', why: 'asked' }));
      };
      const { exit, out, document } = { ...(await line.json('stop', run.id)) };
      expect(exit).toBe(0);
      expect(document).toMatchObject({ run: run.id, state: 'stopped', waitedSeconds: 0.5 });
      expect(out).not.toBe('');
      await writer.close();
    });
  });

  it('gives up waiting after the timeout, and leaves the request', async () => {
    await line.inWorkspace(async (workspace) => {
      const run = await makeRun(workspace);
      const writer = await fillRun(workspace, run.id, { values });
      onPause = async () => {
        nowMs += 500;
      };
      const { exit, out } = await line.run('stop', run.id, '--timeout', '3s');
      expect(exit).toBe(1);
      expect(out).toMatch(/has not stopped within 3s\. It will after its present update/);
      expect(existsSync(join(run.paths.folder, 'stop-request'))).toBe(true);
      await writer.close();
    });
  });
});

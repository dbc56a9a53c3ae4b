import { readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { inspect } from '../../../../src-engine/format/index.ts';
import { carryOutRun } from '../../../../src-main/run/carry-out-run.ts';
import { requestStop, StopFlag } from '../../../../src-main/run/stop-request.ts';
import { openFileSource } from '../../../../src-main/storage/file-source.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';
import { openRunLab, type RunLab, smallSpec } from '../../../support/run-lab.ts';

let lab: RunLab;
beforeEach(async () => {
  lab = await openRunLab();
});
afterEach(() => lab.dispose());

const HMC = 'algorithm = "hmc"\nlength = 1.0\nsteps = 8';

describe('carrying out a run', () => {
  it('runs to the end, keeps its configurations intact, and refuses to go on', async () => {
    const run = await lab.prepare(smallSpec({ run: 'save-every = 5' }));
    expect(await lab.carryOut(run)).toEqual({ kind: 'finished' });
    expect(unwrap(await lab.workspace.getRun(run.id)).state).toBe('finished');
    const saved = unwrap(await lab.workspace.configurations(run.id));
    expect(saved.map((c) => c.update)).toEqual([5, 10]);
    const source = unwrap(
      await openFileSource(nodeFileSystem, join(run.paths.configurations, saved[1]!.file)),
    );
    const seen = unwrap(await inspect(source, {}));
    await source.close();
    expect(seen.status).toBe('intact');
    expect(seen.checksums.length).toBeGreaterThan(0);
    expect(seen.plaquette).toBeCloseTo((await lab.values(run, 'plaquette')).at(-1)!, 12);
    const again = await carryOutRun(lab.workspace, run.id, {
      codeVersion: 'test',
      stop: new StopFlag(run.paths.folder),
    });
    expect(again).toMatchObject({ ok: false, error: { code: 'run.finished' } });
  });

  it('stops when asked and goes on bit for bit, with another number of threads', async () => {
    const spec = smallSpec({ updates: 12, algorithm: HMC });
    const whole = await lab.prepare(spec);
    await lab.carryOut(whole);
    const run = await lab.prepare(spec);
    const stop = new StopFlag(run.paths.folder);
    const ended = await lab.carryOut(run, {
      stop,
      onUpdate: (row) => (row.update === 5 ? stop.ask() : undefined),
    });
    expect(ended).toEqual({ kind: 'stopped', why: 'asked' });
    expect(unwrap(await lab.workspace.getRun(run.id))).toMatchObject({ state: 'stopped', why: 'asked' });
    expect(await lab.carryOut(run, { threads: 2 })).toEqual({ kind: 'finished' });
    for (const name of ['plaquette', 'delta-h', 'accepted'])
      expect(await lab.values(run, name)).toEqual(await lab.values(whole, name));
  });

  it('sees a stop request that another process left in its folder, and removes it', async () => {
    const run = await lab.prepare(smallSpec({ updates: 100_000 }));
    let asked = false;
    const ended = await lab.carryOut(run, {
      onUpdate: () => {
        if (asked) return;
        asked = true;
        void requestStop(nodeFileSystem, run.paths.folder);
      },
    });
    expect(ended).toEqual({ kind: 'stopped', why: 'asked' });
    expect(readdirSync(run.paths.folder)).not.toContain('stop-request');
  });

  it('stops at its time budget with a checkpoint of the last update', async () => {
    const run = await lab.prepare(smallSpec({ updates: 1_000_000 }));
    expect(await lab.carryOut(run, { budget: 0.3 })).toEqual({ kind: 'stopped', why: 'budget' });
    const { checkpoint } = unwrap(await lab.workspace.latestCheckpoint(run.id));
    expect(checkpoint.update).toBe((await lab.values(run, 'plaquette')).length);
    expect(unwrap(await lab.workspace.getRun(run.id))).toMatchObject({
      state: 'stopped',
      why: 'budget',
      reason: expect.stringMatching(/time budget/),
    });
  });

  it('passes over a damaged checkpoint, says so, and still equals the uninterrupted run', async () => {
    const spec = smallSpec({ updates: 12, run: 'checkpoint-every = 4' });
    const whole = await lab.prepare(spec);
    await lab.carryOut(whole);
    const run = await lab.prepare(spec);
    const stop = new StopFlag(run.paths.folder);
    await lab.carryOut(run, { stop, onUpdate: (row) => (row.update === 9 ? stop.ask() : undefined) });
    const newest = unwrap(await lab.workspace.latestCheckpoint(run.id)).checkpoint.files[0]!.path;
    truncateSync(newest, statSync(newest).size - 100);
    let problems = 0;
    let from = 0;
    await lab.carryOut(run, {
      onStart: (facts) => {
        problems = facts.problems.length;
        from = facts.fromUpdate;
      },
    });
    expect(problems).toBe(1);
    expect(from).toBe(8);
    expect(await lab.values(run, 'plaquette')).toEqual(await lab.values(whole, 'plaquette'));
  });

  it('starts from a file, and refuses one of another lattice by name', async () => {
    const first = await lab.prepare(smallSpec({ run: 'save-every = 10' }));
    await lab.carryOut(first);
    const saved = unwrap(await lab.workspace.configurations(first.id))[0]!;
    const file = join(first.paths.configurations, saved.file);
    const start = `kind = "file"\nfile = ${JSON.stringify(file)}`;
    const run = await lab.prepare(
      smallSpec({ start, algorithm: 'algorithm = "metropolis"\nstep-size = 0.000000001' }),
    );
    await lab.carryOut(run);
    // proposals next to nothing: the plaquette stays where the file left it
    expect((await lab.values(run, 'plaquette'))[0]).toBeCloseTo(saved.plaquette!, 6);
    const other = await lab.prepare(smallSpec({ start, dims: '[4, 4, 4, 8]' }));
    const refused = await carryOutRun(lab.workspace, other.id, {
      codeVersion: 'test',
      stop: new StopFlag(other.paths.folder),
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'format.geometryMismatch' } });
    rmSync(file);
    const gone = await lab.prepare(smallSpec({ start }));
    const missing = await carryOutRun(lab.workspace, gone.id, {
      codeVersion: 'test',
      stop: new StopFlag(gone.paths.folder),
    });
    expect(missing).toMatchObject({ ok: false, error: { code: 'store.notFound' } });
  });

  it('forks from the last checkpoint and from a saved configuration', async () => {
    const parent = await lab.prepare(smallSpec({ run: 'save-every = 5' }));
    await lab.carryOut(parent);
    const still = 'algorithm = "metropolis"\nstep-size = 0.000000001';
    const plaquettes = await lab.values(parent, 'plaquette');
    for (const update of [5, 10]) {
      const fork = await lab.prepare(smallSpec({ algorithm: still }), {
        run: parent.id,
        kind: 'fork',
        update,
      });
      await lab.carryOut(fork);
      expect((await lab.values(fork, 'plaquette'))[0]).toBeCloseTo(plaquettes[update - 1]!, 6);
      expect(unwrap(await lab.workspace.getRun(fork.id)).parent).toEqual({
        run: parent.id,
        kind: 'fork',
        update,
      });
    }
    const never = await lab.prepare(smallSpec(), { run: parent.id, kind: 'fork', update: 7 });
    const refused = await carryOutRun(lab.workspace, never.id, {
      codeVersion: 'test',
      stop: new StopFlag(never.paths.folder),
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'run.checkpointMissing' } });
  });

  it('ends as failed, in words, when a number is not finite', async () => {
    const run = await lab.prepare(
      smallSpec({ group: 'SU(3)', algorithm: 'algorithm = "hmc"\nlength = 100\nsteps = 1', beta: 10000 }),
    );
    const ended = await lab.carryOut(run);
    expect(ended).toMatchObject({ kind: 'failed', failure: { code: 'run.diverged' } });
    const { state } = unwrap(await lab.workspace.getRun(run.id));
    expect(state).toBe('failed');
    expect(await lab.values(run, 'delta-h')).toEqual([Number.NaN]);
  });

  it('lets only one process carry it out', async () => {
    const run = await lab.prepare(smallSpec());
    const writer = unwrap(await lab.workspace.openWriter(run.id));
    const refused = await carryOutRun(lab.workspace, run.id, {
      codeVersion: 'test',
      stop: new StopFlag(run.paths.folder),
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'run.locked' } });
    await writer.close();
  });
});

import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { createWorkspace } from '../../../../src-main/workspace/workspace.ts';
import { fakeMachine } from '../../../support/fake-machine.ts';
import { folder, request } from '../../../support/storage-scenario.ts';
import { bench } from '../../../support/volatile-workspace.ts';

describe('a workspace', () => {
  it('is made once', async () => {
    const { host, workspace } = await bench();
    expect(workspace).toMatchObject({ folder, name: 'lattice' });
    expect(await createWorkspace(folder, 'again', host)).toMatchObject({
      ok: false,
      error: { code: 'workspace.exists' },
    });
  });

  it('holds runs with what they were made from', async () => {
    const { workspace, run, world } = await bench();
    expect(run).toMatchObject({
      state: 'prepared',
      specHash: 'hash-of-spec',
      template: 'su3',
      codeVersion: '0.1.0',
      segment: 0,
    });
    world.nowMs += 5000;
    const parent = { run: run.id, kind: 'fork' as const, update: 40 };
    const child = unwrap(await workspace.createRun({ ...request, name: 'finer', parent }));
    expect(child).toMatchObject({ name: 'finer', parent });
    expect(unwrap(await workspace.listRuns()).map(({ id }) => id)).toEqual([run.id, child.id]);
    expect(unwrap(await workspace.readSpec(run.id))).toBe(request.spec);
  });

  it('has no runs of other names', async () => {
    const { workspace, files } = await bench();
    await files.makeFolder(`${folder}/runs/20261121-142530-ab12 (copy)`);
    expect(unwrap(await workspace.listRuns()).length).toBe(1);
    for (const id of ['..', '../..', '20261121-142530-ab12 (copy)', '20200101-000000-0000'])
      for (const answer of [
        workspace.getRun(id),
        workspace.readSeries(id, 'p'),
        workspace.openWriter(id),
        workspace.trashRun(id),
      ])
        expect(await answer).toMatchObject({ ok: false, error: { code: 'run.notFound' } });
  });

  it('tells the state of a run as it is now', async () => {
    const { workspace, run, writer } = await bench();
    const state = async () => unwrap(await workspace.getRun(run.id)).state;
    const one = await writer();
    expect(await state()).toBe('prepared');
    unwrap(await one.setState({ state: 'running' }));
    expect(await state()).toBe('running');
    unwrap(await one.setState({ state: 'stopped', why: 'asked' }));
    unwrap(await one.close());
    expect(await state()).toBe('stopped');
    const two = await writer();
    unwrap(await two.setState({ state: 'running', fromUpdate: 3 }));
    expect(await state()).toBe('running');
    unwrap(await two.setState({ state: 'failed', code: 'run.diverged', message: 'NaN in the plaquette' }));
    unwrap(await two.close());
    expect(unwrap(await workspace.getRun(run.id))).toMatchObject({
      state: 'failed',
      code: 'run.diverged',
      segment: 2,
    });
    const three = await writer();
    unwrap(await three.setState({ state: 'running' }));
    unwrap(await three.close());
    expect(await state()).toBe('crashed');
  });

  it('calls a run crashed when its process died, interrupted when its machine did', async () => {
    const { run, writer, die, openElsewhere, world } = await bench();
    unwrap(await (await writer()).setState({ state: 'running' }));
    die();
    const later = await openElsewhere(2);
    expect(unwrap(await later.getRun(run.id)).state).toBe('crashed');
    const rebooted = await openElsewhere(
      3,
      fakeMachine(world, { host: 'alpha', boot: 'boot-2', pid: 1, started: '1' }),
    );
    expect(unwrap(await rebooted.getRun(run.id)).state).toBe('interrupted');
    expect(unwrap(await rebooted.listRuns())[0]!.state).toBe('interrupted');
  });

  it('shows one process what another writes', async () => {
    const { run, writer, openElsewhere } = await bench();
    const other = await openElsewhere(2);
    const one = await writer();
    for (let update = 1; update <= 3; update++) {
      unwrap(await one.appendMetrics([{ update, values: { plaquette: update / 4 } }]));
      expect(unwrap(await other.readSeries(run.id, 'plaquette')).value.at(-1)).toBe(update / 4);
      expect(unwrap(await other.getRun(run.id)).lastUpdate).toBe(update);
    }
    expect(unwrap(await other.seriesNames(run.id))).toEqual(['plaquette']);
  });

  it('moves runs to the trash, but not from under a writer', async () => {
    const { run, writer, workspace, files } = await bench();
    const one = await writer();
    expect(await workspace.trashRun(run.id)).toMatchObject({ ok: false, error: { code: 'run.locked' } });
    unwrap(await one.close());
    const place = unwrap(await workspace.trashRun(run.id));
    expect(place).toBe(`${folder}/trash/${run.id}`);
    expect(files.allFiles()).toContain(`${place}/spec.toml`);
    expect(unwrap(await workspace.listRuns())).toEqual([]);
    expect(await workspace.getRun(run.id)).toMatchObject({ ok: false, error: { code: 'run.notFound' } });
  });

  it('lets its writers go when it is closed', async () => {
    const { run, writer, workspace, openElsewhere } = await bench();
    await writer();
    await workspace.close();
    const other = await openElsewhere(2);
    unwrap(await other.openWriter(run.id));
  });
});

import { describe, expect, it } from 'vitest';
import { ok, unwrap } from '../../../../src-engine/base/result.ts';
import { heartbeatLimitMs } from '../../../../src-main/storage/writer-lock.ts';
import { sha256OfText } from '../../../../src-main/workspace/run-folder.ts';
import { fakeMachine } from '../../../support/fake-machine.ts';
import { bench } from '../../../support/volatile-workspace.ts';

const body = (text: string) => async (sink: { write(bytes: Uint8Array): Promise<void> }) => {
  await sink.write(new TextEncoder().encode(text));
  return ok(undefined);
};

describe('the writer of a run', () => {
  it('is one', async () => {
    const { writer, openElsewhere, run } = await bench();
    const first = await writer();
    const other = await openElsewhere(2);
    expect(await other.openWriter(run.id)).toMatchObject({ ok: false, error: { code: 'run.locked' } });
    unwrap(await first.close());
    unwrap(await unwrap(await other.openWriter(run.id)).close());
  });

  it('begins a new segment each time something was written', async () => {
    const { writer } = await bench();
    for (const segment of [1, 2, 3]) {
      const one = await writer();
      expect(one.segment).toBe(segment);
      unwrap(await one.setState({ state: 'running' }));
      unwrap(await one.close());
    }
  });

  it('writes a configuration, reads it back and registers it', async () => {
    const { writer, workspace, run, files } = await bench();
    const one = await writer();
    const path = unwrap(
      await one.writeConfiguration({ update: 12, plaquette: 0.59, extension: 'lime' }, body('links')),
    );
    expect(path).toBe(`${run.paths.configurations}/00000012.lime`);
    expect(unwrap(await workspace.configurations(run.id))).toMatchObject([
      {
        file: '00000012.lime',
        update: 12,
        segment: 1,
        bytes: 5,
        plaquette: 0.59,
        sha256: sha256OfText('links'),
      },
    ]);
    expect(files.afterPowerLoss(() => 'lost').allFiles()).toContain(path);
    unwrap(await one.close());
    const two = await writer();
    const again = unwrap(
      await two.writeConfiguration({ update: 12, plaquette: 0.59, extension: 'lime' }, body('links')),
    );
    expect(again).toBe(`${run.paths.configurations}/00000012-s2.lime`);
    expect(unwrap(await workspace.configurations(run.id)).length).toBe(2);
  });

  it('keeps configurations together: none is there before all are, and all are then', async () => {
    const { writer, workspace, run, files } = await bench();
    const one = await writer();
    const staged: string[] = [];
    for (const update of [1, 2, 3])
      staged.push(
        unwrap(
          await one.stageConfiguration(
            { update, plaquette: null, extension: 'lime' },
            body(`links of ${update}`),
          ),
        ),
      );
    expect(unwrap(await workspace.configurations(run.id))).toEqual([]);
    expect(files.allFiles().filter((path) => staged.includes(path))).toEqual([]);
    unwrap(await one.keepConfigurations());
    const after = files.afterPowerLoss(() => 'lost');
    for (const [i, path] of staged.entries())
      expect(new TextDecoder().decode(after.contentOf(path))).toBe(`links of ${i + 1}`);
    expect(unwrap(await workspace.configurations(run.id))).toMatchObject([
      { update: 1, sha256: sha256OfText('links of 1') },
      { update: 2, sha256: sha256OfText('links of 2') },
      { update: 3, bytes: 10 },
    ]);
    unwrap(await one.keepConfigurations());
    expect(unwrap(await workspace.configurations(run.id))).toHaveLength(3);
    unwrap(await one.close());
  });

  it('enters none of a group of which one does not read back', async () => {
    const { writer, workspace, run, files } = await bench();
    const one = await writer();
    for (const update of [1, 2])
      unwrap(await one.stageConfiguration({ update, plaquette: 0, extension: 'lime' }, body('links')));
    const temporary = files.allFiles().find((path) => path.endsWith('00000002.lime'))!;
    files.setContent(temporary, new Uint8Array([1]));
    expect(await one.keepConfigurations()).toMatchObject({ error: { code: 'format.checksumMismatch' } });
    expect(unwrap(await workspace.configurations(run.id))).toEqual([]);
    unwrap(await one.close());
  });

  it('does not register what does not read back', async () => {
    const { writer, workspace, run, files } = await bench();
    const one = await writer();
    await files.open(`${run.paths.configurations}/a.lime`, 'create');
    files.setContent(`${run.paths.configurations}/a.lime`, new Uint8Array([1, 2]));
    const facts = { file: 'a.lime', update: 1, sha256: sha256OfText('other'), plaquette: 0.5 };
    expect(await one.registerConfiguration(facts)).toMatchObject({
      ok: false,
      error: { code: 'format.checksumMismatch' },
    });
    const missing = await one.registerConfiguration({ ...facts, file: 'b.lime' });
    expect(missing).toMatchObject({ ok: false, error: { code: 'store.notFound' } });
    expect(unwrap(await workspace.configurations(run.id))).toEqual([]);
    await expect(one.registerConfiguration({ ...facts, file: '../spec.toml' })).rejects.toThrow(
      'names a configuration',
    );
  });

  it('keeps events of other kinds, and refuses the reserved ones', async () => {
    const { writer, workspace, run } = await bench();
    const one = await writer();
    unwrap(await one.appendEvent('alarm', { code: 'frozen-topology', update: 90 }));
    expect(() => one.appendEvent('finished', {})).toThrow('a call of its own');
    expect(unwrap(await workspace.readEvents(run.id)).at(-1)).toMatchObject({
      event: 'alarm',
      segment: 1,
      update: 90,
    });
  });

  it('makes rows durable before it says so', async () => {
    const { writer, workspace, run, files } = await bench();
    const one = await writer();
    const pending = one.appendMetrics([{ update: 1, values: { p: 1 } }]);
    unwrap(await pending);
    const survived = files.afterPowerLoss(() => 'lost');
    expect(new TextDecoder().decode(survived.contentOf(run.paths.metrics))).toContain('"update":1');
    expect([...unwrap(await workspace.readSeries(run.id, 'p')).value]).toEqual([1]);
  });

  it('moves a torn tail aside, says so, and goes on', async () => {
    const { writer, workspace, run, files } = await bench();
    const one = await writer();
    unwrap(
      await one.appendMetrics([
        { update: 1, values: { p: 1 } },
        { update: 2, values: { p: 2 } },
      ]),
    );
    unwrap(await one.close());
    files.setContent(run.paths.metrics, files.contentOf(run.paths.metrics).slice(0, -9));
    const two = await writer();
    expect(two.problems).toMatchObject([{ code: 'workspace.damaged' }]);
    expect(two.problems[0]!.message).toContain('unfinished write');
    unwrap(await two.appendMetrics([{ update: 3, values: { p: 3 } }]));
    expect([...unwrap(await workspace.readSeries(run.id, 'p')).update]).toEqual([1, 3]);
    const aside = files.allFiles().filter((path) => path.startsWith(run.paths.damaged));
    expect(aside.length).toBe(1);
    expect(new TextDecoder().decode(files.contentOf(aside[0]!))).toContain('"update":2');
  });

  it('stops when another has taken the run over', async () => {
    const { writer, run, openElsewhere, world } = await bench();
    const one = await writer();
    unwrap(await one.appendMetrics([{ update: 1, values: { p: 1 } }]));
    world.nowMs += heartbeatLimitMs + 1;
    const far = await openElsewhere(2, fakeMachine(world, { host: 'beta', boot: 'b', pid: 5 }));
    const other = unwrap(await far.openWriter(run.id));
    const beat = await one.heartbeat();
    expect(beat).toMatchObject({ ok: false, error: { code: 'run.locked' } });
    for (const refused of [
      await one.appendMetrics([{ update: 2, values: { p: 2 } }]),
      await one.setState({ state: 'finished' }),
      await one.writeCheckpoint({ update: 2, specHash: 'h', state: {}, parts: [] }),
      await one.writeConfiguration({ update: 2, plaquette: 0, extension: 'lime' }, body('x')),
    ])
      expect(refused).toMatchObject({ ok: false, error: { code: 'run.locked' } });
    unwrap(await one.close());
    unwrap(await other.appendMetrics([{ update: 2, values: { p: 2 } }]));
  });

  it('checkpoints and keeps the newest two', async () => {
    const { writer, workspace, run, files } = await bench();
    const one = await writer();
    for (const update of [10, 20, 30])
      unwrap(
        await one.writeCheckpoint({
          update,
          specHash: 'h',
          state: { update },
          parts: [{ name: 'f.bin', write: body('f') }],
        }),
      );
    expect(unwrap(await workspace.latestCheckpoint(run.id)).checkpoint.update).toBe(30);
    expect((await files.list(run.paths.checkpoints)).length).toBe(4);
    const events = unwrap(await workspace.readEvents(run.id)).filter(({ event }) => event === 'checkpoint');
    expect(events.map(({ update }) => update)).toEqual([10, 20, 30]);
  });
});

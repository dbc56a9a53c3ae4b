/** From a run to its configuration and back, through an engine and its ports. */
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { defectsOf, type EngineLab, openEngineLab } from '../../../support/engine-lab.ts';
import { smallSpec } from '../../../support/run-lab.ts';

let lab: EngineLab;
afterEach(() => lab.dispose());

const SPEC = smallSpec({ dims: '[4, 4, 4, 6]', updates: 10, run: 'save-every = 5' });

it('opens the configuration of a point of a chart, and leads back to its run', async () => {
  lab = openEngineLab();
  const client = lab.connect();
  await client.get('workspace.create', { handle: lab.handle(join(lab.folder, 'w')), name: 'W' });
  const { run } = await client.get('run.create', { toml: SPEC, template: null, parent: null, start: true });
  await client.until(() => client.of('run.changed').some(({ row }) => row.state === 'finished'));
  const facts = await client.get('configuration.open', {
    source: { run, update: 10 },
    dims: null,
    group: null,
  });
  expect(facts).toMatchObject({
    viewable: true,
    origin: { run, update: 10, here: true },
    inspection: { status: 'intact', dims: [4, 4, 4, 6] },
  });
  expect(
    await client.call('configuration.open', { source: { run, update: 7 }, dims: null, group: null }),
  ).toMatchObject({
    ok: false,
    error: { code: 'run.checkpointMissing' },
  });
  const series = await client.get('run.series', { run, names: ['plaquette'], from: 10, to: 10, points: 16 });
  const field = { configuration: facts.id, quantity: 'plaquette', flowTime: 0 } as const;
  const { mean } = await client.get('configuration.field', field);
  expect(mean).toBeCloseTo(series[0]!.value.at(-1)!, 9);
  const slice = await client.get('configuration.slice', { field, axes: [0, 3], at: [0, 1, 2, 0] });
  expect(slice.values).toBeInstanceOf(Float32Array);
  expect([slice.width, slice.height]).toEqual([4, 6]);

  // another window, without a workspace: the same file, a run it does not have
  const other = lab.connect();
  const [seen] = await other.get('configuration.opened', {});
  expect(seen).toMatchObject({ id: facts.id, origin: { run, here: false, runName: null } });
  expect(defectsOf(lab)).toEqual([]);
});

it('tells every window of a measurement and of its end', async () => {
  lab = openEngineLab();
  const [client, other] = [lab.connect(), lab.connect()];
  await client.get('workspace.create', { handle: lab.handle(join(lab.folder, 'w')), name: 'W' });
  const { run } = await client.get('run.create', { toml: SPEC, template: null, parent: null, start: true });
  await client.until(() => client.of('run.changed').some(({ row }) => row.state === 'finished'));
  const { id: configuration } = await client.get('configuration.open', {
    source: { run, update: 5 },
    dims: null,
    group: null,
  });
  const request = {
    observables: ['plaquette' as const, 'wilson-loops' as const],
    maxR: 2,
    maxT: 2,
    smearing: 'ape' as const,
    smearingSteps: 2,
    smearingStrength: 0.5,
    flowAction: 'wilson' as const,
    flowTime: 1,
    flowStep: 0.01,
  };
  const { task } = await client.get('configuration.measure', { configuration, request });
  const [measured] = await other.until(() => {
    const found = other.of('configuration.measured').filter((event) => event.task === task);
    return found.length > 0 ? found : undefined;
  });
  expect(measured?.results.map(({ observable }) => observable)).toEqual(['plaquette', 'wilson-loops']);
  await client.until(() =>
    client.of('task.changed').some(({ task: facts }) => facts.id === task && facts.state === 'done'),
  );
  expect((await other.get('task.list', {})).map(({ id }) => id)).toContain(task);

  // closing does not wait for what is still computed
  const long = { ...request, observables: ['flow' as const], flowTime: 50, flowStep: 0.0005 };
  const { task: endless } = await client.get('configuration.measure', { configuration, request: long });
  const last = () => client.of('task.changed').findLast(({ task: facts }) => facts.id === endless)?.task;
  await client.until(() => last()?.step?.startsWith('flow time'));
  await lab.engine.close();
  await client.until(() => last()?.state === 'cancelled');
  expect(defectsOf(lab)).toEqual([]);
});

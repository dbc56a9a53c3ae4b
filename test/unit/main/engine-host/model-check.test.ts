import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { encodeModel } from '../../../../src-engine/learn/model/model-file.ts';
import { type EngineLab, type LabClient, openEngineLab } from '../../../support/engine-lab.ts';
import { sampleModel } from '../../../support/model-lab.ts';

let lab: EngineLab;
let client: LabClient;
const small = sampleModel();
/** Its Jacobian takes long. */
const slow = sampleModel({
  id: 'm-20261121-142531-ab12',
  name: 'slow',
  dims: [12, 12],
  architecture: { kind: 'continuous', frequencies: 40, features: 20, timeModes: 5, steps: 60 },
});

beforeAll(async () => {
  lab = openEngineLab();
  client = lab.connect();
  await client.get('workspace.create', { handle: lab.handle(join(lab.folder, 'w')), name: 'w' });
  for (const model of [small, slow]) {
    const file = join(lab.folder, `${model.manifest.id}.safetensors`);
    writeFileSync(file, unwrap(encodeModel(model)));
    await client.get('model.import', { handle: lab.handle(file) });
  }
});
afterAll(() => lab.dispose());

const taskOf = async (id: string) => (await client.get('task.list', {})).find((task) => task.id === id);

describe('the check of a model through the engine', () => {
  it('is a task, and what it finds is told to all windows', async () => {
    const other = lab.connect();
    await other.get('workspace.open', { handle: lab.handle(join(lab.folder, 'w')) });
    const { task } = await client.get('model.check', { model: small.manifest.id });
    await client.until(() => other.of('model.checked').length === 1);
    const [told] = other.of('model.checked');
    expect(told).toMatchObject({
      model: small.manifest.id,
      task,
      examination: { passed: true, steps: null },
    });
    expect(told!.examination.figures.map(({ key }) => key)).toContain('other-densities');
    await client.until(() => client.of('task.changed').some((one) => one.task.state === 'done'));
    expect(await taskOf(task)).toMatchObject({
      kind: 'check',
      title: 'Checking the model a small model',
      outcome: told!.examination.verdict,
    });
  }, 30_000);

  it('can be cancelled', async () => {
    const { task } = await client.get('model.check', { model: slow.manifest.id });
    await client.get('task.cancel', { task });
    await client.until(() => client.of('task.changed').some((one) => one.task.state === 'cancelled'));
    expect(await taskOf(task)).toMatchObject({ state: 'cancelled' });
    expect(client.of('model.checked')).toHaveLength(1);
  }, 30_000);

  it('of a model that is not there is refused', async () => {
    expect(await client.call('model.check', { model: 'm-20000101-000000-0000' })).toMatchObject({
      ok: false,
      error: { code: 'model.notFound' },
    });
  });
});

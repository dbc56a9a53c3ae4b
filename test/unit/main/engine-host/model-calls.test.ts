import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { encodeModel } from '../../../../src-engine/learn/model/model-file.ts';
import { type EngineLab, type LabClient, openEngineLab } from '../../../support/engine-lab.ts';
import { affine, sampleModel } from '../../../support/model-lab.ts';

let lab: EngineLab;
let client: LabClient;
let other: LabClient;
let folder: string;

const file = (name: string): string => join(lab.folder, name);
const model = sampleModel();

beforeAll(async () => {
  lab = openEngineLab();
  [client, other] = [lab.connect(), lab.connect()];
  folder = file('w');
  await client.get('workspace.create', { handle: lab.handle(folder), name: 'w' });
  await other.get('workspace.open', { handle: lab.handle(folder) });
  writeFileSync(file('model.safetensors'), unwrap(encodeModel(model)));
});
afterAll(() => lab.dispose());

const takeIn = (name: string) => client.call('model.import', { handle: lab.handle(file(name)) });

describe('models through the engine', () => {
  it('come in once, are told to every window, and are listed with what they are', async () => {
    expect(await takeIn('model.safetensors')).toEqual({
      ok: true,
      value: { model: model.manifest.id, isNew: true, former: null },
    });
    expect(await takeIn('model.safetensors')).toMatchObject({ value: { isNew: false } });
    await other.until(() => other.of('model.listChanged').length >= 1);
    const { models, damaged } = await client.get('model.list', {});
    expect(damaged).toEqual([]);
    const { pieces, ...facts } = model.manifest;
    expect(models).toEqual([
      {
        ...facts,
        architectureText: 'affine, 2 couplings, convolutions 3, stencil 3, leaky-relu',
        targetText: 'phi^4, m^2 = -4, lambda = 6.008',
        // two networks of 1-3-2 channels with 3 x 3 stencils and biases
        numbers: 2 * (3 * 9 + 3 + 2 * 3 * 9 + 2),
        bytes: expect.any(Number),
        problem: null,
      },
    ]);
    expect(await client.get('model.inspect', { model: model.manifest.id })).toEqual({
      row: models[0],
      folder: expect.stringContaining(model.manifest.id),
      pieces,
      ancestors: [],
      children: [],
      trainedHere: false,
      usedBy: [],
    });
  });

  it('know their parents and children, in the workspace or not', async () => {
    const { id } = model.manifest;
    const training = { ...model.manifest.training!, parent: id };
    const child = sampleModel({ id: 'm-20270101-000000-0001', name: 'child', training }, 2);
    writeFileSync(file('child.safetensors'), unwrap(encodeModel(child)));
    const lost = { ...training, parent: 'm-20000101-000000-0000' };
    const orphan = sampleModel({ id: 'm-20270101-000000-0002', name: 'orphan', training: lost }, 3);
    writeFileSync(file('orphan.safetensors'), unwrap(encodeModel(orphan)));
    for (const name of ['child', 'orphan']) expect((await takeIn(`${name}.safetensors`)).ok).toBe(true);
    expect(await client.get('model.inspect', { model: child.manifest.id })).toMatchObject({
      ancestors: [{ id, name: model.manifest.name }],
    });
    expect(await client.get('model.inspect', { model: id })).toMatchObject({
      children: [{ id: child.manifest.id, name: 'child' }],
    });
    expect(await client.get('model.inspect', { model: orphan.manifest.id })).toMatchObject({
      ancestors: [{ id: lost.parent, name: null }],
    });
    await client.get('model.remove', { models: [child.manifest.id, orphan.manifest.id] });
  });

  it('go out as a file and as a folder', async () => {
    const { id } = model.manifest;
    await client.get('model.export', { model: id, target: lab.handle(file('out')), form: 'folder' });
    expect(readdirSync(file('out'))).toEqual(['model.json', 'weights.safetensors']);
    await client.get('model.export', {
      model: id,
      target: lab.handle(file('one.safetensors')),
      form: 'file',
    });
    expect(readFileSync(file('one.safetensors'))).toEqual(readFileSync(file('model.safetensors')));
    expect(
      await client.call('model.export', { model: id, target: lab.handle(file('out')), form: 'folder' }),
    ).toMatchObject({ ok: false, error: { code: 'workspace.notEmpty' } });
  });

  it('that do not fit are refused by name', async () => {
    const wider = { ...model.manifest, architecture: { ...affine, hidden: [5] } };
    writeFileSync(file('wide.safetensors'), unwrap(encodeModel({ ...model, manifest: wider })));
    expect(await takeIn('wide.safetensors')).toMatchObject({
      ok: false,
      error: {
        code: 'model.mismatch',
        message:
          'coupling.0.network.0.weights is 3 x 1 x 3 x 3 in the file, 5 x 1 x 3 x 3 in the architecture.',
      },
    });
    writeFileSync(file('junk'), 'this is no model');
    expect(await takeIn('junk')).toMatchObject({ ok: false, error: { code: 'model.malformed' } });
    expect(await takeIn('nothing')).toMatchObject({ ok: false, error: { code: 'store.notFound' } });
    expect((await client.get('model.list', {})).models).toHaveLength(1);
  });

  it('that were put there by somebody else are told of', async () => {
    const before = client.of('model.listChanged').length;
    const copy = join(folder, 'models', 'm-20270101-000000-0003');
    mkdirSync(copy);
    copyFileSync(file('model.safetensors'), join(copy, 'weights.safetensors'));
    await client.until(() => client.of('model.listChanged').length > before);
    // the folder is not that of its model
    expect((await client.get('model.list', {})).damaged).toMatchObject([
      { id: 'm-20270101-000000-0003', failure: { code: 'model.mismatch' } },
    ]);
    expect(await client.get('model.remove', { models: ['m-20270101-000000-0003'] })).toMatchObject({
      removed: ['m-20270101-000000-0003'],
    });
  });

  it('go to the trash, unless a run uses them', async () => {
    const { id } = model.manifest;
    const run = join(folder, 'runs', '20260101-000000-ab12');
    mkdirSync(run);
    writeFileSync(
      join(run, 'spec.toml'),
      `[[phase]]\n[[phase.update]]\nalgorithm = "flow"\nmodel = "${id}"\n`,
    );
    expect(await client.call('model.remove', { models: [id] })).toMatchObject({
      ok: false,
      error: { code: 'model.inUse', detail: { runs: ['20260101-000000-ab12'] } },
    });
    expect(await client.get('model.inspect', { model: id })).toMatchObject({
      usedBy: [{ run: '20260101-000000-ab12' }],
    });
    rmSync(run, { recursive: true });
    expect(await client.get('model.remove', { models: [id] })).toMatchObject({ removed: [id] });
    expect(existsSync(join(folder, 'trash', id, 'model.json'))).toBe(true);
    expect(await client.call('model.inspect', { model: id })).toMatchObject({
      error: { code: 'model.notFound' },
    });
  });
});

import { describe, expect, it } from 'vitest';
import { fail, ok, unwrap } from '../../../../src-engine/base/result.ts';
import { encodeSafetensors } from '../../../../src-engine/learn/model/safetensors.ts';
import { findModel, loadModel } from '../../../../src-main/model/find-model.ts';
import { checkUnused } from '../../../../src-main/model/model-uses.ts';
import { repairWorkspace } from '../../../../src-main/workspace/repair.ts';
import { modelDisk } from '../../../support/model-disk.ts';
import { type ModelChanges, sampleModel } from '../../../support/model-lab.ts';
import { folder } from '../../../support/storage-scenario.ts';

const small = sampleModel();
const asNew = (changes: ModelChanges = {}, seed = 1) => {
  const { manifest, tensors } = sampleModel(changes, seed);
  const { id: _, created: __, ...rest } = manifest;
  return { manifest: rest, tensors };
};
const noCheck = () => ok(undefined);

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('the models of a workspace', () => {
  it('are listed oldest first, and read with their numbers', async () => {
    const { store } = await modelDisk();
    expect(unwrap(await store.list())).toEqual({ models: [], damaged: [] });
    const first = unwrap(await store.add(asNew({ name: 'first' })));
    const second = unwrap(await store.add(asNew({ name: 'second' }, 2)));
    expect(first.manifest.id).toMatch(/^m-20261121-142530-[0-9a-f]{4}$/);
    const { models, damaged } = unwrap(await store.list());
    expect(models.map(({ manifest }) => manifest.name).sort()).toEqual(['first', 'second']);
    expect(damaged).toEqual([]);
    expect(unwrap(await store.get(second.manifest.id))).toEqual(second);
    expect(second).toMatchObject({ folder: `${folder}/models/${second.manifest.id}`, problem: undefined });
    expect(unwrap(await store.load(second.manifest.id)).tensors).toEqual(sampleModel({}, 2).tensors);
  });

  it('have an identifier and a date of their own, whatever a manifest says', async () => {
    const { store } = await modelDisk();
    const taken = unwrap(await store.add(asNew())).manifest;
    const stubborn = sampleModel({ id: taken.id, created: '2000-01-01T00:00:00Z' }, 2);
    const { manifest } = unwrap(await store.add(stubborn));
    expect(manifest.id).not.toBe(taken.id);
    expect(manifest.created).not.toBe('2000-01-01T00:00:00Z');
  });

  it('lie on the disk as a readable manifest and weights', async () => {
    const { files, store } = await modelDisk();
    const { manifest, bytes } = unwrap(await store.add(asNew()));
    const place = `${folder}/models/${manifest.id}`;
    expect(await files.list(place)).toEqual(['model.json', 'weights.safetensors']);
    expect(JSON.parse(text(files.contentOf(`${place}/model.json`)))).toMatchObject({
      format: 'plaquette-model',
      version: 1,
      ...manifest,
    });
    expect(files.contentOf(`${place}/weights.safetensors`).length).toBe(bytes);
  });

  it('that are not there are a failure, whatever they are called', async () => {
    const { store } = await modelDisk();
    for (const id of ['m-20261121-142530-0000', '../runs', '', '.'])
      expect(await store.get(id)).toMatchObject({ ok: false, error: { code: 'model.notFound' } });
    expect(await store.load('m-20261121-142530-0000')).toMatchObject({ error: { code: 'model.notFound' } });
    expect(await store.remove('m-20261121-142530-0000')).toMatchObject({ error: { code: 'model.notFound' } });
  });

  it('are read from their weights when model.json is lost or damaged', async () => {
    const { files, store } = await modelDisk();
    const { manifest } = unwrap(await store.add(asNew()));
    const path = `${folder}/models/${manifest.id}/model.json`;
    files.setContent(
      path,
      files.contentOf(path).map((byte, i) => (i === 90 ? byte ^ 1 : byte)),
    );
    const damaged = unwrap(await store.get(manifest.id));
    expect(damaged.manifest).toEqual(manifest);
    expect(damaged.problem).toMatchObject({ code: 'model.malformed' });
    await files.remove(path);
    expect(unwrap(await store.list()).models).toHaveLength(1);
    expect(unwrap(await store.load(manifest.id)).manifest).toEqual(manifest);
  });

  it('that are damaged do not hide the others', async () => {
    const { files, store } = await modelDisk();
    const [good, torn, gone] = [
      unwrap(await store.add(asNew())),
      unwrap(await store.add(asNew())),
      unwrap(await store.add(asNew())),
    ].map(({ manifest }) => manifest.id) as [string, string, string];
    const weights = (id: string): string => `${folder}/models/${id}/weights.safetensors`;
    await files.remove(weights(gone));
    await files.remove(`${folder}/models/${torn}/model.json`);
    files.setContent(weights(torn), files.contentOf(weights(torn)).slice(0, 100));
    const list = unwrap(await store.list());
    expect(list.models.map(({ manifest }) => manifest.id)).toEqual([good]);
    expect(list.damaged.map(({ id, failure }) => [id, failure.code])).toEqual(
      [torn, gone].sort().map((id) => [id, 'model.malformed']),
    );
    expect(await findModel(store, gone)).toMatchObject({ ok: false, error: { code: 'model.malformed' } });
  });

  it('with a changed number are not taken for the trained ones', async () => {
    const { files, store } = await modelDisk();
    const { manifest } = unwrap(await store.add(asNew()));
    const path = `${folder}/models/${manifest.id}/weights.safetensors`;
    const bytes = files.contentOf(path).slice();
    bytes[bytes.length - 2]! ^= 4;
    files.setContent(path, bytes);
    expect(await store.load(manifest.id)).toMatchObject({ ok: false, error: { code: 'model.malformed' } });
  });

  it('in a folder of another name are told apart', async () => {
    const { files, store } = await modelDisk();
    const { manifest, folder: place } = unwrap(await store.add(asNew()));
    await files.rename(place, `${folder}/models/m-20200101-000000-0000`);
    expect(unwrap(await store.list())).toMatchObject({
      models: [],
      damaged: [
        { id: 'm-20200101-000000-0000', failure: { code: 'model.mismatch', detail: { found: manifest.id } } },
      ],
    });
  });

  it('go to the trash, also one that was there before', async () => {
    const { files, store } = await modelDisk();
    const { manifest } = unwrap(await store.add(asNew()));
    unwrap(await store.exportTo(manifest.id, '/copy.safetensors', 'file', 'create'));
    expect(unwrap(await store.remove(manifest.id))).toBe(`${folder}/trash/${manifest.id}`);
    expect(unwrap(await store.list()).models).toEqual([]);
    unwrap(await store.importFrom('/copy.safetensors', noCheck));
    const second = unwrap(await store.remove(manifest.id));
    expect(second).not.toBe(`${folder}/trash/${manifest.id}`);
    expect(await files.list(second)).toEqual(['model.json', 'weights.safetensors']);
  });
});

describe('export and import', () => {
  it.each(['file', 'folder'] as const)('as a %s keep the model and its identifier', async (form) => {
    const here = await modelDisk();
    const { manifest } = unwrap(await here.store.add(asNew()));
    unwrap(await here.store.exportTo(manifest.id, '/out', form, 'create'));
    expect(unwrap(await here.store.importFrom('/out', noCheck))).toMatchObject({ isNew: false });
    unwrap(await here.store.remove(manifest.id));
    const { isNew, model } = unwrap(await here.store.importFrom('/out', noCheck));
    expect(isNew).toBe(true);
    expect(model.manifest).toEqual(manifest);
    expect(unwrap(await here.store.load(manifest.id)).tensors).toEqual(small.tensors);
  });

  it('never change what is there', async () => {
    const { files, store } = await modelDisk();
    const { manifest } = unwrap(await store.add(asNew()));
    await files.makeFolder('/full');
    unwrap(await store.exportTo(manifest.id, '/full/x', 'file', 'create'));
    expect(await store.exportTo(manifest.id, '/full/x', 'file', 'create')).toMatchObject({
      ok: false,
      error: { detail: { errno: 'EEXIST' } },
    });
    expect(await store.exportTo(manifest.id, '/full', 'folder', 'create')).toMatchObject({
      ok: false,
      error: { code: 'workspace.notEmpty' },
    });
    expect(await files.list('/full')).toEqual(['x']);
  });

  it('give another model of the same identifier one of its own', async () => {
    const { files, store } = await modelDisk();
    const { manifest } = unwrap(await store.add(asNew()));
    const other = sampleModel({ id: manifest.id, name: 'other' }, 3);
    const { encodeModel } = await import('../../../../src-engine/learn/model/model-file.ts');
    const file = await files.open('/other.safetensors', 'create');
    await file.write(unwrap(encodeModel(other)), 0);
    const { isNew, model, former } = unwrap(await store.importFrom('/other.safetensors', noCheck));
    expect(isNew).toBe(true);
    expect(former).toBe(manifest.id);
    // where it comes from stays
    expect(model.manifest).toEqual({ ...other.manifest, id: model.manifest.id });
    expect(model.manifest.id).not.toBe(manifest.id);
    expect(unwrap(await store.load(manifest.id)).tensors).toEqual(small.tensors);
    expect(unwrap(await store.load(model.manifest.id)).tensors).toEqual(other.tensors);
  });

  it('refuse what does not fit, and leave nothing behind', async () => {
    const { files, store } = await modelDisk();
    const write = async (path: string, bytes: Uint8Array): Promise<void> => {
      await (await files.open(path, 'create')).write(bytes, 0);
    };
    await write('/bare.safetensors', unwrap(encodeSafetensors(small.tensors)));
    await write('/junk', new Uint8Array(100));
    await files.makeFolder('/empty');
    const codeOf = async (path: string, check = noCheck) => {
      const imported = await store.importFrom(path, check);
      return imported.ok ? 'imported' : imported.error.code;
    };
    expect(await codeOf('/bare.safetensors')).toBe('model.malformed');
    expect(await codeOf('/junk')).toBe('model.malformed');
    expect(await codeOf('/empty')).toBe('store.notFound');
    expect(await codeOf('/nothing')).toBe('store.notFound');
    const { manifest } = unwrap(await store.add(asNew()));
    unwrap(await store.exportTo(manifest.id, '/x', 'file', 'create'));
    unwrap(await store.remove(manifest.id));
    const refuse = () => fail('model.mismatch', 'No.', 'None.');
    expect(await codeOf('/x', refuse as never)).toBe('model.mismatch');
    expect(await files.list(`${folder}/models`)).toEqual([]);
  });

  it('take weights of other programs with a manifest written by hand', async () => {
    const { files, store } = await modelDisk();
    await files.makeFolder('/hand');
    const { format, version } = { format: 'plaquette-model', version: 1 };
    const write = async (name: string, bytes: Uint8Array): Promise<void> => {
      await (await files.open(`/hand/${name}`, 'create')).write(bytes, 0);
    };
    await write('weights.safetensors', unwrap(encodeSafetensors(small.tensors)));
    await write(
      'model.json',
      new TextEncoder().encode(JSON.stringify({ format, version, ...small.manifest })),
    );
    const { model } = unwrap(await store.importFrom('/hand', noCheck));
    expect(unwrap(await store.load(model.manifest.id))).toEqual(small);
  });
});

describe('which model a word means', () => {
  it('is told by identifier, name, beginning, age or path', async () => {
    const { files, store } = await modelDisk();
    expect(await findModel(store, 'x')).toMatchObject({ error: { code: 'model.notFound' } });
    const first = unwrap(await store.add(asNew({ name: 'phi' })));
    const second = unwrap(await store.add(asNew({ name: 'phi' }, 2)));
    const { id } = second.manifest;
    expect(unwrap(await findModel(store, id))).toEqual(second);
    expect(unwrap(await findModel(store, id.slice(0, -1)))).toEqual(second);
    expect(await findModel(store, 'phi')).toMatchObject({
      ok: false,
      error: { code: 'usage.wrong', detail: { models: expect.arrayContaining([id, first.manifest.id]) } },
    });
    unwrap(await store.exportTo(id, '/out', 'folder', 'create'));
    unwrap(await store.remove(id));
    expect(unwrap(await findModel(store, 'latest'))).toEqual(first);
    expect(unwrap(await loadModel(files, store, 'phi', '/')).manifest).toEqual(first.manifest);
    expect(unwrap(await loadModel(files, store, 'out', '/')).manifest).toEqual(second.manifest);
    expect(await loadModel(files, store, 'nothing', '/')).toMatchObject({
      error: { code: 'model.notFound' },
    });
  });
});

describe('the runs that use a model', () => {
  it('are those whose specification names it, by identifier, name or folder', async () => {
    const { files, store, run } = await modelDisk();
    const { manifest } = unwrap(await store.add(asNew({ name: 'phi' })));
    const { id } = manifest;
    await run('beta = 6.0\nname = "phi"\n');
    await run(`[training]\ninitial-model = "m-20200101-000000-0000"\n`);
    unwrap(await checkUnused(files, folder, manifest));
    const users = [
      await run(`[[phase]]\n[[phase.update]]\nalgorithm = "flow"\nmodel = "${id}"\n`),
      await run('[training]\ninitial-model = "phi"\n'),
      await run(`[training]\ninitial-model = "../../models/${id}"\n`),
      await run(`[training]\ninitial-model = "${folder}/models/${id}/weights.safetensors"\n`),
    ];
    expect(await checkUnused(files, folder, manifest)).toMatchObject({
      ok: false,
      error: { code: 'model.inUse', detail: { runs: users.sort() } },
    });
  });
});

describe('repair', () => {
  it('tells of damaged models and moves unfinished ones to the trash', async () => {
    const { files, host, store } = await modelDisk();
    const good = unwrap(await store.add(asNew()));
    expect(unwrap(await repairWorkspace(folder, host)).problems).toEqual([]);
    const bad = unwrap(await store.add(asNew()));
    const path = `${folder}/models/${bad.manifest.id}/weights.safetensors`;
    const bytes = files.contentOf(path).slice();
    bytes[bytes.length - 2]! ^= 4;
    files.setContent(path, bytes);
    await files.makeFolder(`${folder}/models/.new-m-20261121-142530-0000-token`);
    const { problems } = unwrap(await repairWorkspace(folder, host));
    expect(problems.map(({ code }) => code)).toEqual(['workspace.damaged', 'model.malformed']);
    expect(problems[0]!.message).toContain('was left by a model that was never finished being made');
    expect(await files.list(`${folder}/models`)).toEqual([good.manifest.id, bad.manifest.id].sort());
  });
});

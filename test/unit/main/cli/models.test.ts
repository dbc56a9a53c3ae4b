import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { encodeModel } from '../../../../src-engine/learn/model/model-file.ts';
import { type CommandLine, commandLine } from '../../../support/command-line.ts';
import { affine, sampleModel } from '../../../support/model-lab.ts';

let line: CommandLine;
const model = sampleModel();
const { id } = model.manifest;

const at = (name: string): string => join(line.folder, name);

beforeEach(async () => {
  line = commandLine();
  await line.run('workspace', 'create');
  writeFileSync(at('m.safetensors'), unwrap(encodeModel(model)));
});
afterEach(() => line.remove());

describe('plaquette models', () => {
  it('begins with none, and says how to come to one', async () => {
    for (const argv of [['models'], ['models', 'list']]) {
      const { exit, out } = await line.run(...argv);
      expect(exit).toBe(0);
      expect(out).toContain('There are no models');
      expect(out).toContain('plaquette train SPEC');
    }
    expect((await line.json('models')).document).toEqual({ workspace: line.folder, models: [], damaged: [] });
  });

  it('takes a model in, lists and shows it', async () => {
    const imported = await line.json('models', 'import', 'm.safetensors');
    expect(imported).toMatchObject({ exit: 0, document: { model: id, isNew: true } });
    expect((await line.run('models', 'import', 'm.safetensors')).out).toContain('was here already');
    const table = (await line.run('models')).out;
    expect(table.split('\n')).toEqual([
      expect.stringMatching(/^Model +Target +Lattice +Flow +ESS +Name$/),
      `${id}  phi^4, m^2 = -4, lambda = 6.008  4x4      affine  0.71(2)  a small model`,
      '',
    ]);
    const listed = await line.json<{ models: unknown[] }>('models');
    const shown = await line.json<{ row: unknown; pieces: unknown[] }>('models', 'show', 'latest');
    expect(shown.document.row).toEqual(listed.document.models[0]);
    expect(shown.document.pieces).toEqual(model.manifest.pieces);
    const { out } = await line.run('models', 'show', 'a small model');
    expect(out).toContain('affine, 2 couplings, convolutions 3, stencil 3, leaky-relu');
    expect(out).toContain('100 steps of 64 samples, path, 13s');
    expect(out).toContain('20261121-142000-cd34, of another workspace or removed');
  });

  it('writes a model as a file or a folder, by its name, and never over another', async () => {
    await line.run('models', 'import', 'm.safetensors');
    expect((await line.json('models', 'export', id, 'x.safetensors')).document).toEqual({
      model: id,
      output: 'x.safetensors',
      form: 'file',
    });
    expect(await line.run('models', 'export', id, 'x.safetensors')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('x.safetensors exists already and was not changed.'),
    });
    expect((await line.run('models', 'export', id, 'x.safetensors', '--force')).exit).toBe(0);
    expect((await line.run('models', 'export', id, 'folder')).exit).toBe(0);
    expect(readdirSync(at('folder'))).toEqual(['model.json', 'weights.safetensors']);
    expect(await line.run('models', 'export', id, 'folder')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('is not empty'),
    });
    expect((await line.json('models', 'import', 'folder')).document).toMatchObject({ isNew: false });
  });

  it('refuses models that do not fit, piece by piece', async () => {
    const wider = { ...model.manifest, architecture: { ...affine, hidden: [5] } };
    writeFileSync(at('wide.safetensors'), unwrap(encodeModel({ ...model, manifest: wider })));
    const { exit, err } = await line.run('models', 'import', 'wide.safetensors');
    expect(exit).toBe(1);
    expect(err).toContain(
      'coupling.0.network.0.weights is 3 x 1 x 3 x 3 in the file, 5 x 1 x 3 x 3 in the architecture.',
    );
    expect(err).toContain('coupling.1.network.1.weights is 2 x 3 x 3 x 3 in the file, 2 x 5 x 3 x 3');
    expect((await line.json<{ models: unknown[] }>('models')).document.models).toEqual([]);
  });

  it('removes what no run uses', async () => {
    await line.run('models', 'import', 'm.safetensors');
    const run = at('runs/20260101-000000-ab12');
    mkdirSync(run);
    writeFileSync(join(run, 'spec.toml'), `[training]\ninitial-model = "${id}"\n`);
    expect(await line.run('models', 'remove', id)).toMatchObject({
      exit: 2,
      err: expect.stringContaining('is used by the run 20260101-000000-ab12.'),
    });
    writeFileSync(join(run, 'spec.toml'), '');
    expect((await line.json('models', 'remove', id)).document).toEqual({
      model: id,
      folder: at(`trash/${id}`),
    });
    expect(existsSync(at(`trash/${id}/model.json`))).toBe(true);
  });

  it('tells of a damaged model and lists the others', async () => {
    await line.run('models', 'import', 'm.safetensors');
    mkdirSync(at('models/m-20270101-000000-0001'));
    const { exit, out, err } = await line.run('models');
    expect(exit).toBe(0);
    expect(out).toContain(id);
    expect(err).toContain('has no weights.safetensors: the numbers of the model are lost.');
    expect((await line.run('models', 'show', 'm-20270101-000000-0001')).exit).toBe(2);
    expect((await line.run('models', 'remove', 'm-20270101-000000-0001')).exit).toBe(0);
    expect((await line.run('models')).err).toBe('');
  });

  it.each([
    [['models', 'show'], /Missing required argument 'model'/],
    [['models', 'show', 'none'], /There is no model "none": this workspace has no models\./],
    [['models', 'import', 'none'], /none: it does not exist\./],
    [['models', 'import', 'plaquette.toml'], /no safetensors file|not a safetensors file/],
    [['models', 'export', 'none', 'x'], /There is no model "none"/],
    [['models', 'export', 'none', 'x', '--form', 'zip'], /Allowed choices are file, folder/],
    [['models', 'remove', 'none'], /There is no model "none"/],
  ])('refuses %j with a remedy', async (argv, message) => {
    const { exit, out, err } = await line.run(...argv);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });
});

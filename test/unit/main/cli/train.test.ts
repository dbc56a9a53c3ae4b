import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { decodeModel } from '../../../../src-engine/learn/model/model-file.ts';
import { type CommandLine, commandLine } from '../../../support/command-line.ts';

let line: CommandLine;
beforeEach(async () => {
  line = commandLine();
  await line.run('workspace', 'create');
});
afterEach(() => line.remove());

const training = (steps: number, more = '', massSquared = 1): string => `version = 1
name = "phi"
seed = 7
[lattice]
dims = [4, 4]
group = "scalar"
[action]
preset = "phi4"
mass-squared = ${massSquared}
lambda = 0.5
[flow]
kind = "affine"
couplings = 2
hidden = [4]
[training]
steps = ${steps}
batch = 32
evaluate-every = 10
evaluation-samples = 128
${more}`;

const write = (name: string, text: string): void => writeFileSync(join(line.folder, name), text);

interface Row {
  readonly id: string;
  readonly name: string;
  readonly training: { readonly run: string; readonly steps: number; readonly parent: string | null };
  readonly quality: { readonly ess: { readonly value: number } };
}
interface Trained {
  readonly run: string;
  readonly model: Row;
}
const models = async (): Promise<readonly Row[]> =>
  (await line.json<{ models: readonly Row[] }>('models')).document.models;

describe('plaquette train', () => {
  it('ends with a model of the workspace, which all commands tell alike', async () => {
    write('t.toml', training(30));
    const { exit, document } = await line.json<Trained>('train', 't.toml', '--threads', '1');
    expect(exit).toBe(0);
    expect(document).toMatchObject({
      end: { kind: 'finished' },
      model: { name: 'phi', training: { run: document.run, steps: 30, parent: null, seed: 7 } },
    });
    expect(await models()).toEqual([document.model]);
    const shown = await line.json('models', 'show', 'phi');
    expect(shown.document).toMatchObject({ row: document.model, trainedHere: true });
    const { out } = await line.run('train', 't.toml', '--threads', '1', '--seed', '8');
    expect(out).toMatch(/^Model phi is m-.* Sample it with: plaquette sample m-.* --count 10000$/m);
  });

  it('shows what it came to in place of averages, here and later', async () => {
    write('t.toml', training(30));
    const trained = await line.run('train', 't.toml', '--threads', '1');
    const { out } = await line.run('show', 'latest');
    const { out: analysed } = await line.run('analyze', 'latest');
    for (const text of [trained.out, out, analysed]) {
      expect(text).toMatch(/^evaluation-ess +0\.\d+\(\d+\) +step 30 +(this one|0\.\d+ at \d+)$/m);
      expect(text).toMatch(/^loss +-?[\d.]+\([\d.]+\) +the last 3 steps, to 30$/m);
      expect(text).toMatch(/^training-seconds +[\d.]+ +30 steps$/m);
      expect(text).not.toMatch(/tau_int|thermalisation|gradient-norm/);
    }
    const { out: listed } = await line.run('list');
    expect(listed).toMatch(/ ESS 0\.\d+\(\d+\) +phi$/m);
    const { document } = await line.json<{ results: { training: readonly { name: string }[] } }>(
      'show',
      'latest',
    );
    expect(document.results.training.map(({ name }) => name)).toContain('log-z');
  });

  it('is the same as plaquette run, to the last bit of the numbers', async () => {
    write('t.toml', training(20));
    await line.run('train', 't.toml', '--threads', '1');
    await line.run('run', 't.toml', '--threads', '2');
    const [first, second] = await models();
    expect(second!.quality).toEqual(first!.quality);
    const told = async (id: string) =>
      (await line.json<{ logZ: object }>('sample', id, '--count', '200', '--seed', '1', '--threads', '1'))
        .document.logZ;
    expect(await told(second!.id)).toEqual(await told(first!.id));
  });

  it('is repeated elsewhere from what its model says, to the last bit', async () => {
    write('t.toml', training(30, 'schedule = "cosine"\noptimiser = "adamw"'));
    const { model } = (await line.json<Trained>('train', 't.toml', '--threads', '2')).document;
    await line.run('models', 'export', model.id, 'm.safetensors');
    const other = commandLine();
    try {
      await other.run('workspace', 'create');
      await other.run('models', 'import', join(line.folder, 'm.safetensors'));
      const { out } = await other.run('models', 'show', model.id, '--spec');
      writeFileSync(join(other.folder, 'again.toml'), out);
      const again = (await other.json<Trained>('train', 'again.toml', '--threads', '1')).document.model;
      expect(again.id).not.toBe(model.id);
      const numbers = async (id: string, name: string) => {
        await other.run('models', 'export', id, name);
        return unwrap(decodeModel(readFileSync(join(other.folder, name))));
      };
      const [a, b] = [await numbers(model.id, 'a.safetensors'), await numbers(again.id, 'b.safetensors')];
      expect(b.tensors).toEqual(a.tensors);
      expect(b.manifest.quality).toEqual(a.manifest.quality);
      expect(b.manifest.training).toMatchObject({
        seed: 7,
        specHash: a.manifest.training!.specHash,
        spec: a.manifest.training!.spec,
      });
    } finally {
      other.remove();
    }
  });

  it('that is stopped gives the model that it has, and another training begins there', async () => {
    write('t.toml', training(10_000_000));
    const stopped = await line.json<Trained>('train', 't.toml', '--threads', '1', '--budget', '1s');
    const { model, run } = stopped.document;
    const { steps } = model.training;
    expect(stopped.document).toMatchObject({
      end: { kind: 'stopped' },
      model: { name: `phi, step ${steps}` },
    });
    expect(await models()).toEqual([model]);
    expect((await line.run('sample', model.name, '--count', '64')).exit).toBe(0);
    write('on.toml', training(10).replace('"phi"', '"on"'));
    const on = await line.json<Trained>('train', 'on.toml', '--from', run, '--threads', '1');
    expect(on.document).toMatchObject({
      end: { kind: 'finished' },
      model: { training: { steps: 10, parent: model.id } },
    });
    expect((await line.json('show', 'on')).document).toMatchObject({ parent: { run } });
  });

  it('begins from a model, by name, and keeps the lineage', async () => {
    write('t.toml', training(10));
    const first = (await line.json<Trained>('train', 't.toml', '--threads', '1')).document.model;
    write('more.toml', training(10, 'initial-model = "phi"', 0.5).replace('"phi"\nseed', '"child"\nseed'));
    const second = (await line.json<Trained>('train', 'more.toml', '--threads', '1')).document;
    expect(second.model.training.parent).toBe(first.id);
    expect((await line.json('models', 'show', 'child')).document).toMatchObject({
      ancestors: [{ id: first.id, name: 'phi' }],
    });
    expect((await line.json('models', 'show', 'phi')).document).toMatchObject({
      children: [{ id: second.model.id, name: 'child' }],
      usedBy: [{ run: second.run }],
    });
    expect((await line.run('models', 'remove', 'phi')).err).toContain(`is used by the run ${second.run}`);
  });

  it('can be entered without being started, and refuses models that are not there', async () => {
    write('t.toml', training(10));
    const prepared = await line.json<Trained>('train', 't.toml', '--prepare-only');
    expect(prepared.document.run).toMatch(/^\d{8}-/);
    expect((await line.run('resume', 'latest', '--threads', '1')).exit).toBe(0);
    expect(await models()).toHaveLength(1);
    write('t.toml', training(10, 'initial-model = "none"'));
    expect(await line.run('train', 't.toml')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('There is no model "none".'),
    });
  });
});

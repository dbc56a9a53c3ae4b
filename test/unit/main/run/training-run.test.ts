import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { modelStore } from '../../../../src-main/model/model-store.ts';
import { localMachine } from '../../../../src-main/storage/machine.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';
import { openRunLab, type RunLab } from '../../../support/run-lab.ts';

let lab: RunLab;
beforeEach(async () => {
  lab = await openRunLab();
});
afterEach(() => lab.dispose());

const theory = `version = 1
seed = 11
name = "small"
[lattice]
dims = [4, 4]
group = "scalar"
[action]
preset = "phi4"
mass-squared = 1.0
lambda = 0.5
`;

const training = (more = '', run = ''): string => `${theory}
[flow]
kind = "affine"
couplings = 4
hidden = [4]
[training]
steps = 24
batch = 16
evaluate-every = 8
evaluation-samples = 64
learning-rate = 0.01
${more}
[run]
${run}
`;

const sampling = (model: string): string => `${theory}
[[phase]]
updates = 20
[[phase.update]]
algorithm = "flow"
model = "${model}"
batch = 8
proposals = 4
[measure.scalar]
`;

const models = async () => {
  const store = modelStore({ files: nodeFileSystem, machine: localMachine() }, lab.workspace.folder);
  return { store, list: unwrap(await store.list()).models };
};

describe('a training', () => {
  test('ends with a model of its weights; cut in two it ends with the same one', async () => {
    const whole = await lab.prepare(training());
    expect(await lab.carryOut(whole)).toEqual({ kind: 'finished' });
    const cut = await lab.prepare(training('', 'checkpoint-every = 5'));
    let steps = 0;
    const stop = { isSet: false, clear: () => {}, ask: () => {} };
    const first = await lab.carryOut(cut, {
      stop: stop as never,
      onUpdate: () => {
        stop.isSet = ++steps === 13;
      },
    });
    expect(first).toEqual({ kind: 'stopped', why: 'asked' });
    expect((await models()).list).toHaveLength(2);
    expect(await lab.carryOut(cut, { threads: 2 })).toEqual({ kind: 'finished' });
    for (const name of ['loss', 'ess', 'gradient-norm', 'evaluation-ess', 'acceptance', 'log-z'])
      expect(await lab.values(cut, name), name).toEqual(await lab.values(whole, name));
    const { store, list } = await models();
    const [one, early, two, ...others] = await Promise.all(
      list.map(async ({ manifest }) => unwrap(await store.load(manifest.id))),
    );
    expect(others).toEqual([]);
    expect(early!.manifest).toMatchObject({
      name: 'small, step 13',
      training: { run: cut.id, steps: 13 },
      quality: null,
    });
    expect(early!.tensors).not.toEqual(two!.tensors);
    expect(one!.tensors).toEqual(two!.tensors);
    expect(one!.manifest.quality).toEqual(two!.manifest.quality);
    expect(one!.manifest).toMatchObject({
      name: 'small',
      dims: [4, 4],
      target: { theory: 'phi4', massSquared: 1, lambda: 0.5 },
      architecture: { kind: 'affine', couplings: 4 },
      training: { run: whole.id, steps: 24, batch: 16, parent: null },
    });
    expect(one!.manifest.training!.seconds).toBeGreaterThan(0);
  });

  test.each([
    ['affine', 'scalar', 'kind = "affine"\ncouplings = 4\nhidden = [4]'],
    ['spline', 'scalar', 'kind = "spline"\ncouplings = 2\nhidden = [4]'],
    ['continuous', 'scalar', 'kind = "continuous"\nfrequencies = 5\nfeatures = 4\nsteps = 4'],
    ['angular', 'U(1)', 'kind = "angular"\ntransform = "circular-spline"\ncouplings = 4\nhidden = [4]'],
    ['spectral', 'SU(3)', 'kind = "spectral"\ncouplings = 2\nhidden = [4]\nbins = 3'],
    ['residual', 'SU(2)', 'kind = "residual"\nsweeps = 1'],
  ])('of a flow that is %s is the same for any number of threads', async (_, group, flow) => {
    const spec = training()
      .replace(/kind = "affine"\ncouplings = 4\nhidden = \[4\]/, flow)
      .replace('steps = 24', 'steps = 5')
      .replace('evaluate-every = 8', 'evaluate-every = 5');
    const gauge = spec
      .replace('"scalar"', `"${group}"`)
      .replace(/preset = "phi4"\nmass-squared = 1.0\nlambda = 0.5/, 'beta = 1.5');
    const [one, two] = [1, 2].map((threads) => ({ threads, toml: group === 'scalar' ? spec : gauge }));
    const carried = async ({ threads, toml }: { threads: number; toml: string }) => {
      const run = await lab.prepare(toml);
      expect(await lab.carryOut(run, { threads })).toEqual({ kind: 'finished' });
      const { store, list } = await models();
      const { tensors, manifest } = unwrap(await store.load(list.at(-1)!.manifest.id));
      return { tensors, quality: manifest.quality, loss: await lab.values(run, 'loss') };
    };
    expect(await carried(two!)).toEqual(await carried(one!));
  });

  test('proposes for a run, which goes on bit for bit', async () => {
    const trained = await lab.prepare(training());
    await lab.carryOut(trained);
    const [model] = (await models()).list;
    const whole = await lab.prepare(sampling('small'));
    expect(await lab.carryOut(whole)).toEqual({ kind: 'finished' });
    const cut = await lab.prepare(sampling(model!.manifest.id));
    let steps = 0;
    const stop = { isSet: false, clear: () => {}, ask: () => {} };
    await lab.carryOut(cut, {
      stop: stop as never,
      onUpdate: () => {
        stop.isSet = ++steps === 7;
      },
    });
    await lab.carryOut(cut);
    expect(await lab.values(cut, 'phi2')).toEqual(await lab.values(whole, 'phi2'));
    const acceptance = await lab.values(whole, 'acceptance');
    expect(acceptance.reduce((sum, a) => sum + a, 0) / 20).toBeGreaterThan(0.3);
  });

  test('begins from a model of its own flow, and refuses another by name', async () => {
    const trained = await lab.prepare(training());
    await lab.carryOut(trained);
    const [model] = (await models()).list;
    const again = await lab.prepare(training('initial-model = "small"'));
    expect(await lab.carryOut(again)).toEqual({ kind: 'finished' });
    const parents = (await models()).list.map(({ manifest }) => manifest.training?.parent);
    expect(parents).toEqual([null, model!.manifest.id]);
    const first = (await lab.values(again, 'loss'))[0]!;
    expect(first).toBeLessThan((await lab.values(trained, 'loss'))[0]!);
    const other = await lab.prepare(
      training(`initial-model = "${model!.manifest.id}"`).replace('hidden = [4]', 'hidden = [5]'),
    );
    expect(await lab.carryOut(other)).toMatchObject({
      kind: 'failed',
      failure: { code: 'model.mismatch', message: expect.stringContaining('hidden') },
    });
  });

  test('that diverges keeps the model of its last checkpoint; a fork with another rate goes on from there', async () => {
    const wild =
      `${training('clip = 0', 'checkpoint-every = 1').replace('learning-rate = 0.01', 'learning-rate = 1')}`
        .replace('steps = 24', 'steps = 4000')
        .replace('mass-squared = 1.0', 'mass-squared = -4.0')
        .replace('hidden = [4]', 'hidden = [4]\nfinal-activation = "none"');
    const run = await lab.prepare(wild);
    const end = await lab.carryOut(run);
    expect(end).toMatchObject({
      kind: 'failed',
      failure: {
        code: 'run.diverged',
        message: expect.stringMatching(/^Update (\d+) could .* in step \1\.$/),
        remedy: expect.stringContaining('Fork'),
      },
    });
    const { store, list } = await models();
    expect(list).toHaveLength(1);
    const { steps } = list[0]!.manifest.training!;
    expect(list[0]!.manifest.name).toBe(`small, step ${steps}`);
    // with the numbers of the last step the next one diverged
    expect(steps).toBe((await lab.values(run, 'loss')).length - 1);
    expect(steps).toBeGreaterThan(0);
    const { tensors } = unwrap(await store.load(list[0]!.manifest.id));
    expect(tensors.every(({ data }) => data.every(Number.isFinite))).toBe(true);
    // the same steps diverge again, and nothing is made twice
    expect(await lab.carryOut(run)).toMatchObject({ kind: 'failed' });
    expect((await models()).list).toHaveLength(1);

    const calm = wild.replace('learning-rate = 1', 'learning-rate = 0.001').replace('= 4000', '= 10');
    const fork = await lab.prepare(calm, { run: run.id, kind: 'fork' });
    expect(await lab.carryOut(fork)).toEqual({ kind: 'finished' });
    const parent = list[0]!.manifest.id;
    expect((await models()).list.at(-1)!.manifest.training).toMatchObject({ steps: 10, parent });
    const named = await lab.prepare(calm.replace('clip = 0', `clip = 0\ninitial-model = "${parent}"`));
    await lab.carryOut(named);
    expect(await lab.values(fork, 'loss')).toEqual(await lab.values(named, 'loss'));
  });

  test('whose model cannot be kept fails with the reason, and keeps it when there is a place again', async () => {
    const place = join(lab.workspace.folder, 'models');
    rmSync(place, { recursive: true, force: true });
    writeFileSync(place, 'in the way');
    const run = await lab.prepare(training());
    expect(await lab.carryOut(run)).toMatchObject({
      kind: 'failed',
      failure: { code: expect.stringMatching(/^store\./), remedy: expect.stringMatching(/./) },
    });
    rmSync(place);
    expect(await lab.carryOut(run)).toEqual({ kind: 'finished' });
    expect((await models()).list.map(({ manifest }) => manifest.name)).toEqual(['small']);
    expect(await lab.values(run, 'loss')).toHaveLength(24);
  });

  test('is forked at its last checkpoint only, and from trainings only', async () => {
    const trained = await lab.prepare(training());
    await lab.carryOut(trained);
    const at = (update: number) => lab.prepare(training(), { run: trained.id, kind: 'fork', update });
    await expect(at(8)).rejects.toThrow(/run\.checkpointMissing.*step 8/);
    await lab.carryOut(await at(24));
    // from the model that it ended with
    const made = (await models()).list.map(({ manifest }) => manifest);
    expect(made.map(({ name }) => name)).toEqual(['small', 'small']);
    expect(made[1]!.training?.parent).toBe(made[0]!.id);
    const chain = await lab.prepare(sampling((await models()).list[0]!.manifest.id));
    await lab.carryOut(chain);
    await expect(lab.prepare(training(), { run: chain.id, kind: 'fork' })).rejects.toThrow(/trains nothing/);
    await expect(lab.prepare(sampling(made[0]!.id), { run: trained.id, kind: 'fork' })).rejects.toThrow(
      /has no field/,
    );
  });

  test('names what is missing: models, and numbers of a damaged checkpoint', async () => {
    await expect(lab.prepare(sampling('nobody'))).rejects.toThrow(/model\.notFound/);
    const stopped = await lab.prepare(training('', 'checkpoint-every = 1'));
    const stop = { isSet: true, clear: () => {}, ask: () => {} };
    await lab.carryOut(stopped, { stop: stop as never });
    const folder = stopped.paths.checkpoints;
    const file = readdirSync(folder, { recursive: true }).find((name) =>
      String(name).endsWith('.safetensors'),
    );
    expect(file).toBeDefined();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, String(file)), 'damaged');
    await expect(lab.carryOut(stopped)).rejects.toThrow(/run\.checkpoint/);
  });
});

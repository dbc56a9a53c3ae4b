import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { keepTrainedModel, modelTargetOf } from '../../../../src-main/model/keep-model.ts';
import { readRunSpec } from '../../../../src-main/run/prepare-run.ts';
import { modelDisk } from '../../../support/model-disk.ts';
import { affine, sampleModel } from '../../../support/model-lab.ts';

const spec = unwrap(
  readRunSpec(
    `version = 1
name = "phi"
seed = 7
[lattice]
dims = [4, 4]
group = "scalar"
[action]
preset = "phi4"
mass-squared = -4
lambda = 6.008
[flow]
kind = "affine"
couplings = 2
hidden = [3]
[training]
steps = 10
batch = 32
`,
    '/',
  ),
);

const trained = {
  run: '20261121-142000-cd34',
  spec,
  codeVersion: '1.0.0',
  tensors: sampleModel().tensors,
  steps: 10,
  seconds: 1.5,
  quality: { ess: { value: 0.5, error: 0.01, samples: 512 } },
  parent: null,
};

describe('what a training came to', () => {
  it('is kept as a model with all that led to it', async () => {
    const { store } = await modelDisk();
    const { manifest } = unwrap(await keepTrainedModel(store, trained));
    expect(manifest).toMatchObject({
      name: 'phi',
      dims: [4, 4],
      target: { theory: 'phi4', massSquared: -4, lambda: 6.008 },
      architecture: {
        ...affine,
        activation: spec.flow && 'activation' in spec.flow ? spec.flow.activation : '',
      },
      training: { run: trained.run, seed: 7, steps: 10, batch: 32, seconds: 1.5, parent: null },
      quality: trained.quality,
    });
    expect(unwrap(await store.load(manifest.id)).tensors).toEqual(trained.tensors);
  });

  it('is kept once, though its end is carried out again, and anew when the numbers are others', async () => {
    const { store } = await modelDisk();
    const first = unwrap(await keepTrainedModel(store, trained));
    // the clock of the second time is another one
    expect(unwrap(await keepTrainedModel(store, { ...trained, seconds: 2 }))).toEqual(first);
    expect(unwrap(await store.list()).models).toHaveLength(1);
    unwrap(await keepTrainedModel(store, { ...trained, tensors: sampleModel({}, 2).tensors }));
    expect(unwrap(await store.list()).models).toHaveLength(2);
  });

  it('has a target only where flows have one', () => {
    const of = (group: string, action: object) =>
      modelTargetOf({ lattice: { dims: [4, 4], group }, action } as never);
    expect(unwrap(of('U(1)', { preset: 'wilson', beta: 2 }))).toEqual({ theory: 'u1', beta: 2 });
    expect(unwrap(of('SU(3)', { preset: 'wilson', beta: 5 }))).toEqual({ theory: 'su3', beta: 5 });
    for (const refused of [
      of('SU(4)', { preset: 'wilson', beta: 5 }),
      of('SU(3)', { preset: 'iwasaki', beta: 5 }),
      of('U(1)', { loops: 'plaquette: 1' }),
    ])
      expect(refused).toMatchObject({ ok: false, error: { code: 'model.unsupported' } });
  });
});

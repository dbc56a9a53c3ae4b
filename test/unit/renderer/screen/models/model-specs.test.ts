import { stringify } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { readRunSpec } from '../../../../../src-main/run/prepare-run.ts';
import { samplingDocument, trainingDocument } from '../../../../../src-renderer/screen/models/model-specs.ts';
import type { Table } from '../../../../../src-renderer/screen/new-run/document-edit.ts';
import { modelRow } from '../../../../support/model-row.ts';

const read = (document: Table) => unwrap(readRunSpec(stringify(document), 'here'));
const coupled = {
  couplings: 12,
  network: 'convolution',
  hidden: [16],
  stencil: 3,
  activation: 'tanh',
  finalActivation: 'none',
} as const;
const models = [
  modelRow('scalar'),
  modelRow('continuous', {
    architecture: { kind: 'continuous', frequencies: 9, features: 4, timeModes: 5, steps: 10 },
  }),
  modelRow('U(1)', {
    target: { theory: 'u1', beta: 3 },
    architecture: { kind: 'angular', transform: 'projection', size: 6, ...coupled },
  }),
  modelRow('SU(3)', {
    target: { theory: 'su3', beta: 5 },
    architecture: { kind: 'spectral', bins: 4, ...coupled },
    dims: [16, 16],
  }),
];

describe.each(models)('what the model of $name suggests', (model) => {
  const { theory, ...couplings } = model.target;

  it('is a chain of its proposals, which the engine takes', () => {
    const spec = read(samplingDocument(model, 11));
    expect(spec.lattice.dims).toEqual(model.dims);
    expect(spec.action).toMatchObject(couplings);
    expect(spec.phase[0]!.update).toMatchObject([{ algorithm: 'flow', model: model.id }]);
    expect(spec.seed).toBe(11);
    expect(Object.keys(spec.measure).length).toBeGreaterThan(0);
    expect(spec.lattice.group === 'scalar').toBe(theory === 'phi4');
  });

  it('is a training of the same flow that begins with its numbers', () => {
    const spec = read(trainingDocument(model, 12, null));
    expect(spec.flow).toMatchObject(model.architecture);
    expect(spec.training).toMatchObject({ initialModel: model.id, batch: 64, estimator: 'path' });
    expect(spec.action).toMatchObject(couplings);
  });
});

it('a training goes on with the optimiser and the schedule of the one that made the model', () => {
  const model = models[0]!;
  const first = trainingDocument(model, 1, null);
  const before = {
    ...first,
    training: { steps: 900, schedule: 'cosine', 'learning-rate': 0.002, 'initial-model': 'older' },
  };
  const spec = read(trainingDocument(model, 2, before));
  expect(spec.training).toMatchObject({
    steps: 900,
    schedule: 'cosine',
    learningRate: 0.002,
    initialModel: model.id,
  });
  expect([spec.seed, spec.name]).toEqual([2, 'scalar, trained further']);
});

it('names that would be too long for a run are shortened', () => {
  const model = modelRow('x'.repeat(200));
  expect(read(samplingDocument(model, 1)).name.length).toBeLessThanOrEqual(80);
  expect(read(trainingDocument(model, 1, null)).name.length).toBeLessThanOrEqual(80);
});

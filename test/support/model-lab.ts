/** A small model for tests: an affine flow of a 4 x 4 lattice with its numbers, without any training. */
import type { ModelManifest } from '../../src-engine/api/model-manifest.ts';
import type { FlowSpec } from '../../src-engine/api/spec/flow-spec.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import { makeFlow } from '../../src-engine/learn/make-flow.ts';
import { familyOf } from '../../src-engine/learn/model/check-architecture.ts';
import { type Model, tensorsOf } from '../../src-engine/learn/model/model-file.ts';
import { newDevice } from './kernel-lab.ts';

export const affine: FlowSpec = {
  kind: 'affine',
  network: 'convolution',
  hidden: [3],
  stencil: 3,
  activation: 'leaky-relu',
  finalActivation: 'tanh',
  couplings: 2,
};

export type ModelChanges = Partial<Omit<ModelManifest, 'pieces'>>;

/** Other seeds give other numbers. */
export const sampleModel = (changes: ModelChanges = {}, seed = 1): Model => {
  const manifest: Omit<ModelManifest, 'pieces'> = {
    id: 'm-20261121-142530-ab12',
    name: 'a small model',
    created: '2026-11-21T14:25:30Z',
    codeVersion: '1.0.0',
    dims: [4, 4],
    target: { theory: 'phi4', massSquared: -4, lambda: 6.008 },
    architecture: affine,
    training: {
      run: '20261121-142000-cd34',
      specHash: 'f00d',
      seed: 7,
      steps: 100,
      batch: 64,
      estimator: 'path',
      seconds: 12.5,
      parent: null,
    },
    quality: { ess: { value: 0.71, error: 0.02, samples: 1024 } },
    ...changes,
  };
  const { dims, architecture: spec, target } = manifest;
  const flow = unwrap(
    makeFlow(newDevice(), { dims, samples: 4, precision: 'f32', spec, family: familyOf(target), seed }),
  );
  const tensors = tensorsOf(flow.parameters);
  flow.release();
  return { manifest: { ...manifest, pieces: tensors.map(({ name, shape }) => ({ name, shape })) }, tensors };
};

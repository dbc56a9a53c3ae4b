/** Models as trainings begin with them: from a document with [flow] and [training]. */
import { readSpec } from '../../src-engine/api/spec/read-spec.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import { singleThreadExecutor } from '../../src-engine/kernel/single-thread.ts';
import type { Model } from '../../src-engine/learn/model/model-file.ts';
import { TrainingRun } from '../../src-engine/run/training-run.ts';
import { type Document, noLoops } from './spec-documents.ts';

/** `strength`: what its numbers are multiplied by; 0 for the identity. */
export const untrainedModel = (document: Document, strength = 1): Model => {
  const spec = unwrap(readSpec(document, noLoops));
  const { tensors, target, architecture } = new TrainingRun(spec, singleThreadExecutor()).result();
  const manifest = {
    id: 'm-20260101-000000-abcd',
    name: 'some',
    created: '2026-01-01T00:00:00Z',
    codeVersion: 'test',
    dims: spec.lattice.dims,
    target,
    architecture,
    training: null,
    quality: null,
    pieces: tensors.map(({ name, shape }) => ({ name, shape })),
  };
  return {
    manifest,
    tensors: tensors.map((tensor) => ({ ...tensor, data: tensor.data.map((x) => strength * x) })),
  };
};

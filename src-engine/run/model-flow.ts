/**
 * The flow of a trained model on the lattice of a run, with exact densities. Models of another volume are taken where their numbers fit (convolutions).
 * Test: test/unit/engine/run/scalar-simulation.test.ts, replica-run.test.ts.
 */
import type { RunSpec } from '../api/spec/run-spec.ts';
import { unwrap } from '../base/result.ts';
import type { Device } from '../kernel/device.ts';
import { type ExactFlow, makeExactFlow } from '../learn/exact-flow.ts';
import { familyOf } from '../learn/model/check-architecture.ts';
import { type Models, modelFor, targetOfSpec } from './models.ts';

/** Throws the FailureError of a model that does not fit. */
export const flowInRun = (
  device: Device,
  spec: RunSpec,
  models: Models,
  word: string,
  samples: number,
): ExactFlow => {
  const { manifest, tensors } = unwrap(modelFor(models, word, spec));
  const family = familyOf(targetOfSpec(spec));
  const shape = { dims: spec.lattice.dims, family, samples, seed: 0, spec: manifest.architecture };
  return unwrap(makeExactFlow(device, shape, tensors, manifest.name));
};

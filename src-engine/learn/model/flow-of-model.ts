/**
 * The flow of a model with its numbers, for any number of samples, with exact densities. Test: test/statistics/sample-model.test.ts.
 */
import type { Result } from '../../base/result.ts';
import type { Device } from '../../kernel/device.ts';
import { type ExactFlow, makeExactFlow } from '../exact-flow.ts';
import { checkSize, familyOf } from './check-architecture.ts';
import type { Model } from './model-file.ts';

export const flowOfModel = (device: Device, model: Model, samples: number): Result<ExactFlow> => {
  const { manifest, tensors } = model;
  const { dims, architecture: spec, target, name } = manifest;
  const fits = checkSize(model, name);
  if (!fits.ok) return fits;
  return makeExactFlow(device, { dims, samples, spec, family: familyOf(target), seed: 0 }, tensors, name);
};

/**
 * The flow of a model with its numbers, for any number of samples; in double precision the same numbers.
 * Test: test/statistics/sample-model.test.ts.
 */
import type { Result } from '../../base/result.ts';
import { ok } from '../../base/result.ts';
import type { Device } from '../../kernel/device.ts';
import type { Precision } from '../../kernel/graph.ts';
import type { Flow } from '../flow.ts';
import { makeFlow } from '../make-flow.ts';
import { familyOf } from './check-architecture.ts';
import { type Model, putTensors } from './model-file.ts';

export const flowOfModel = (
  device: Device,
  { manifest, tensors }: Model,
  samples: number,
  precision: Precision,
): Result<Flow> => {
  const { dims, architecture: spec, target } = manifest;
  const flow = makeFlow(device, { dims, samples, precision, spec, family: familyOf(target), seed: 0 });
  if (!flow.ok) return flow;
  const put = putTensors(flow.value.parameters, tensors, manifest.name);
  if (put.ok) return ok(flow.value);
  flow.value.release();
  return put;
};

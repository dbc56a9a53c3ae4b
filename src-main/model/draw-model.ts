/** Draws samples of a model on this machine's threads and says what they tell. Test: test/unit/main/cli/sample.test.ts. */
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import type { Device } from '../../src-engine/kernel/device.ts';
import { flowOfModel } from '../../src-engine/learn/model/flow-of-model.ts';
import type { Model } from '../../src-engine/learn/model/model-file.ts';
import { observerOf } from '../../src-engine/learn/sample/batch-observables.ts';
import { Proposals } from '../../src-engine/learn/sample/proposals.ts';
import { drawSamples, type ModelSamples, summarise } from '../../src-engine/learn/sample/sample-model.ts';
import { makeTarget } from '../../src-engine/learn/target/make-target.ts';
import { withDevice } from '../worker/with-device.ts';

export interface DrawRequest {
  readonly count: number;
  readonly seed: number;
  /** Samples made at once; the numbers do not depend on it, nor on the threads. */
  readonly batch: number;
  readonly threads: number;
  readonly observables: readonly string[];
  readonly onProgress?: (done: number) => void;
  /** Asked now and then: true ends the drawing with what there is. */
  readonly isStopped?: () => boolean;
}

const draw = async (model: Model, request: DrawRequest, device: Device): Promise<Result<ModelSamples>> => {
  const { count, seed, batch, observables, onProgress, isStopped } = request;
  const { target, dims } = model.manifest;
  const made = flowOfModel(device, model, Math.min(batch, count));
  if (!made.ok) return made;
  const { flow, deviation } = made.value;
  const address = { seed, stage: 0 };
  const source = new Proposals(flow, makeTarget(target, dims.length), address);
  const drawn = await drawSamples(source, observerOf(target), {
    count,
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(isStopped === undefined ? {} : { isStopped }),
  });
  return ok({
    ...summarise(drawn, address, observables),
    ...(deviation !== undefined && { densityDeviation: deviation }),
  });
};

export const drawModel = (model: Model, request: DrawRequest): Promise<Result<ModelSamples>> =>
  withDevice(
    request.threads,
    (device) => draw(model, request, device),
    (why) =>
      fail(
        'resource.memory',
        `The samples do not fit into memory: ${why}.`,
        'Draw fewer samples at once: choose a smaller batch.',
      ),
  );

/** Samples of the flow of a training as it was at its newest checkpoint, to be looked at. Test: test/unit/main/run/draw-pictures.test.ts. */
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import type { Device } from '../../src-engine/kernel/device.ts';
import { makeFlow } from '../../src-engine/learn/make-flow.ts';
import { familyOf } from '../../src-engine/learn/model/check-architecture.ts';
import { putTensors } from '../../src-engine/learn/model/model-file.ts';
import { drawPictures, type SamplePictures } from '../../src-engine/learn/sample/sample-pictures.ts';
import { targetOfSpec } from '../../src-engine/run/models.ts';
import { nodeFileSystem } from '../storage/node-file-system.ts';
import { withDevice } from '../worker/with-device.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { readSaved } from './saved-field.ts';
import { readSpecOf } from './spec-of-run.ts';

export interface PictureRequest {
  readonly count: number;
  /** Null: that of the specification. */
  readonly seed: number | null;
}

export type RunPictures = SamplePictures & {
  /** Steps that the training had taken. */
  readonly step: number;
  readonly seed: number;
};

export const picturesOfRun = async (
  workspace: Workspace,
  run: string,
  request: PictureRequest,
): Promise<Result<RunPictures>> => {
  const spec = await readSpecOf(workspace, run);
  if (!spec.ok) return spec;
  const { flow: architecture, training, lattice } = spec.value;
  if (architecture === undefined || training === undefined)
    return fail('spec.conflict', 'This run trains no flow.', 'Look at the configurations that it has saved.');
  const found = await workspace.latestCheckpoint(run);
  if (!found.ok) return found;
  const file = found.value.checkpoint.files[0]!.path;
  const saved = await readSaved(nodeFileSystem, file, spec.value);
  if (!saved.ok) return saved;
  if (saved.value.kind !== 'training')
    return fail('run.checkpointDamaged', `${file} holds no training.`, 'Start the training again.');
  const { progress, tensors } = saved.value.training;
  const { count } = request;
  const seed = request.seed ?? spec.value.seed;
  const target = targetOfSpec(spec.value);
  const draw = (device: Device): Result<RunPictures> => {
    const made = makeFlow(device, {
      dims: lattice.dims,
      samples: count,
      precision: 'f32',
      spec: architecture,
      family: familyOf(target),
      seed: spec.value.seed,
    });
    if (!made.ok) return made;
    const flow = made.value;
    // without the moments of the optimiser
    const own = new Set(flow.parameters.pieces.map(({ name }) => name));
    const put = putTensors(
      flow.parameters,
      tensors.filter(({ name }) => own.has(name)),
      file,
    );
    if (!put.ok) return put;
    return ok({ ...drawPictures(flow, target, { seed, count }), step: progress.step, seed });
  };
  return withDevice(1, draw, (why) =>
    fail(
      'resource.memory',
      `The samples do not fit into memory: ${why}.`,
      'Wait until other runs have ended.',
    ),
  );
};

/**
 * The model of a training as it is at its last checkpoint: of one that was stopped, that diverged, or whose process was killed. Its quality was not measured.
 * Test: test/unit/main/run/training-run.test.ts.
 */
import type { RunSpec } from '../../src-engine/api/spec/run-spec.ts';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { parametersIn } from '../../src-engine/learn/train/trainer-state.ts';
import { targetOfSpec } from '../../src-engine/run/models.ts';
import type { TrainedModel } from '../../src-engine/run/training-run.ts';
import { nodeFileSystem } from '../storage/node-file-system.ts';
import type { RunParent } from '../workspace/run-event.ts';
import type { RunSummary, Workspace } from '../workspace/workspace.ts';
import { keepModel, loadModels } from './run-models.ts';
import { readSaved } from './saved-field.ts';
import { readSpecOf } from './spec-of-run.ts';

/** Numbers that a step was taken with, which gave numbers that were finite: those of checkpoints before this update. */
const provenBefore = async (workspace: Workspace, run: string): Promise<number> => {
  const loss = await workspace.readSeries(run, 'loss');
  return loss.ok ? (loss.value.update.at(-1) ?? 0) : 0;
};

/** What there is of a training; undefined before its first step. */
const trainedSoFar = async (
  workspace: Workspace,
  run: RunSummary,
  spec: RunSpec,
  before: number | undefined,
): Promise<Result<TrainedModel | undefined>> => {
  const found = await workspace.latestCheckpoint(run.id, before);
  if (!found.ok) return found.error.code === 'run.checkpointMissing' ? ok(undefined) : found;
  const saved = await readSaved(nodeFileSystem, found.value.checkpoint.files[0]!.path, spec);
  if (!saved.ok) return saved;
  if (saved.value.kind !== 'training' || spec.flow === undefined || saved.value.training.progress.step === 0)
    return ok(undefined);
  const { progress, tensors } = saved.value.training;
  return ok({
    target: targetOfSpec(spec),
    architecture: spec.flow,
    tensors: parametersIn(tensors),
    quality: null,
    steps: progress.step,
  });
};

export interface KeepOptions {
  readonly codeVersion: string;
  /** Then the last numbers may be those that it diverged with. */
  readonly hasDiverged: boolean;
}

/** Identifier of the model, which enters the workspace once however often it is asked for; undefined when there is none yet. */
export const keepCheckpoint = async (
  workspace: Workspace,
  run: RunSummary,
  spec: RunSpec,
  { codeVersion, hasDiverged }: KeepOptions,
): Promise<Result<string | undefined>> => {
  const before = hasDiverged ? await provenBefore(workspace, run.id) : undefined;
  const trained = await trainedSoFar(workspace, run, spec, before);
  if (!trained.ok || trained.value === undefined) return trained as Result<undefined>;
  // a model that has gone since is missing in the lineage alone
  const models = await loadModels(workspace, run, spec);
  const parents = models.ok ? { models: models.value } : {};
  return keepModel(workspace, run, spec, { trained: trained.value, codeVersion, ...parents });
};

/** The specification of a training that begins where its parent is at its last checkpoint: from the model of that. */
export const afterTraining = async (
  workspace: Workspace,
  { run: parent, update }: RunParent,
  spec: RunSpec,
  codeVersion: string,
): Promise<Result<RunSpec>> => {
  const [run, of] = [await workspace.getRun(parent), await readSpecOf(workspace, parent)];
  if (!run.ok) return run;
  if (!of.ok) return of;
  if (spec.training === undefined)
    return fail(
      'spec.conflict',
      `Run ${parent} is a training: it has no field to begin with.`,
      'Let a model of it propose, with the update algorithm flow; or fork another run.',
    );
  if (of.value.training === undefined)
    return fail(
      'spec.conflict',
      `Run ${parent} trains nothing: there is no flow to begin with.`,
      'Fork a training, or name a model in training.initial-model.',
    );
  const last = await workspace.checkpointUpdate(parent);
  if (!last.ok) return last;
  if (update !== undefined && update !== last.value)
    return fail(
      'run.checkpointMissing',
      `Training ${parent} has no checkpoint of step ${update}.`,
      `Fork it from step ${last.value ?? 0}, its last checkpoint, or begin with a model in training.initial-model.`,
    );
  const hasDiverged = run.value.code === 'run.diverged';
  const model = await keepCheckpoint(workspace, run.value, of.value, { codeVersion, hasDiverged });
  if (!model.ok) return model;
  const { initialModel: _, ...training } = spec.training;
  const initialModel = model.value ?? of.value.training.initialModel;
  return ok({ ...spec, training: { ...training, ...(initialModel !== undefined && { initialModel }) } });
};

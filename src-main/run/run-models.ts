/**
 * Models of a run: those that its specification names, loaded before it starts, and the one that a training ends with, which enters the workspace once however often
 * the end is carried out. A training that did not come to its end gives a model named after its last step (checkpoint-model.ts). Test: test/unit/main/run/training-run.test.ts.
 */
import { canonicalToml } from '../../src-engine/api/spec/render-toml.ts';
import type { RunSpec } from '../../src-engine/api/spec/run-spec.ts';
import { ok, type Result } from '../../src-engine/base/result.ts';
import type { Model } from '../../src-engine/learn/model/model-file.ts';
import { type Models, modelsNamed, noModels } from '../../src-engine/run/models.ts';
import type { TrainedModel } from '../../src-engine/run/training-run.ts';
import { loadModel } from '../model/find-model.ts';
import { modelStore } from '../model/model-store.ts';
import { specHash } from '../spec/spec-hash.ts';
import { localMachine } from '../storage/machine.ts';
import { nodeFileSystem } from '../storage/node-file-system.ts';
import type { RunSummary, Workspace } from '../workspace/workspace.ts';

const storeOf = ({ folder }: Workspace) =>
  modelStore({ files: nodeFileSystem, machine: localMachine() }, folder);

/** Paths are relative to the folder of the run. */
export const loadModels = async (
  workspace: Workspace,
  run: RunSummary,
  spec: RunSpec,
): Promise<Result<Models>> => {
  const store = storeOf(workspace);
  const models = new Map<string, Model>();
  for (const word of modelsNamed(spec)) {
    const model = await loadModel(nodeFileSystem, store, word, run.paths.folder);
    if (!model.ok) return model;
    models.set(word, model.value);
  }
  return ok(models);
};

/** Steps that were done again after a crash have counted once. */
const secondsUntil = (
  step: number,
  { update, value }: { readonly update: Iterable<number>; readonly value: ArrayLike<number> },
): number => [...update].reduce((sum, at, i) => (at <= step ? sum + value[i]! : sum), 0);

/** Identifier of the model that came of the training. */
export const keepModel = async (
  workspace: Workspace,
  run: RunSummary,
  spec: RunSpec,
  {
    trained,
    models = noModels,
    codeVersion,
    isWhole = false,
  }: {
    readonly trained: TrainedModel;
    readonly models?: Models;
    readonly codeVersion: string;
    /** Whether the training has come to its end. */
    readonly isWhole?: boolean;
  },
): Promise<Result<string>> => {
  const store = storeOf(workspace);
  const listed = await store.list();
  if (!listed.ok) return listed;
  const { tensors, target, architecture, quality, steps } = trained;
  const name = isWhole ? spec.name : `${spec.name}, step ${steps}`;
  // the model of the end is better known than the same numbers from a checkpoint
  const known = listed.value.models.find(
    ({ manifest: { training, name: other } }) =>
      training?.run === run.id && training.steps === steps && (!isWhole || other === name),
  );
  if (known !== undefined) return ok(known.manifest.id);
  const seconds = await workspace.readSeries(run.id, 'seconds');
  const { batch, estimator, initialModel } = spec.training!;
  const parent = initialModel === undefined ? undefined : models.get(initialModel)?.manifest.id;
  const added = await store.add({
    manifest: {
      name,
      codeVersion,
      dims: spec.lattice.dims,
      target,
      architecture,
      training: {
        run: run.id,
        specHash: specHash(spec),
        seed: spec.seed,
        spec: canonicalToml(spec),
        steps,
        batch,
        estimator,
        seconds: seconds.ok ? secondsUntil(steps, seconds.value) : 0,
        parent: parent ?? null,
      },
      quality,
      pieces: tensors.map(({ name, shape }) => ({ name, shape })),
    },
    tensors,
  });
  return added.ok ? ok(added.value.manifest.id) : added;
};

/** What is told of models: a line of the table, and all about one. Test: test/unit/main/engine-host/model-calls.test.ts. */
import type { ModelTraining } from '../../src-engine/api/model-manifest.ts';
import { ok, type Result } from '../../src-engine/base/result.ts';
import { lengthOf } from '../../src-engine/learn/model/tensor.ts';
import type { ModelDetail, ModelRow } from '../contract/index.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { runIdsIn } from '../workspace/run-ids.ts';
import type { StoredModel } from './model-folder.ts';
import type { ModelStore } from './model-store.ts';
import { modelWordsOfRuns, runsThatName } from './model-uses.ts';
import { architectureText, targetText } from './model-words.ts';

const withoutSpec = ({ spec: _, ...facts }: ModelTraining): NonNullable<ModelRow['training']> => facts;

export const modelRowOf = ({ manifest, bytes, problem }: StoredModel): ModelRow => {
  const { pieces, dims, training, ...facts } = manifest;
  return {
    ...facts,
    training: training && withoutSpec(training),
    dims: [...dims],
    architectureText: architectureText(manifest.architecture),
    targetText: targetText(manifest.target),
    numbers: pieces.reduce((sum, { shape }) => sum + lengthOf(shape), 0),
    bytes,
    problem: problem ?? null,
  };
};

export interface DetailWorld {
  readonly files: FileSystem;
  /** Folder of the workspace. */
  readonly workspace: string;
  readonly store: ModelStore;
  nameOfRun(run: string): string | undefined;
}

export const modelDetailOf = async (world: DetailWorld, id: string): Promise<Result<ModelDetail>> => {
  const { files, workspace, store } = world;
  const stored = await store.get(id);
  if (!stored.ok) return stored;
  const { manifest, folder } = stored.value;
  const listed = await store.list();
  if (!listed.ok) return listed;
  const words = await modelWordsOfRuns(files, workspace);
  if (!words.ok) return words;
  const runs = await runIdsIn(files, workspace);
  if (!runs.ok) return runs;
  const known = new Map(listed.value.models.map((one) => [one.manifest.id, one.manifest]));
  const ancestors: ModelDetail['ancestors'] = [];
  let parent = manifest.training?.parent ?? null;
  // manifests are files: a circle among them ends here
  while (parent !== null && !ancestors.some((one) => one.id === parent)) {
    const found = known.get(parent);
    ancestors.push({ id: parent, name: found?.name ?? null });
    parent = found?.training?.parent ?? null;
  }
  const children = [...known.values()]
    .filter(({ training }) => training?.parent === id)
    .map((one) => ({ id: one.id, name: one.name }));
  return ok({
    row: modelRowOf(stored.value),
    folder,
    pieces: manifest.pieces.map(({ name, shape }) => ({ name, shape: [...shape] })),
    ancestors,
    children,
    trainedHere: manifest.training !== null && runs.value.includes(manifest.training.run),
    usedBy: runsThatName(words.value, workspace, manifest).map((run) => ({
      run,
      runName: world.nameOfRun(run) ?? null,
    })),
  });
};

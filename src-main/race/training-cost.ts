/**
 * What the models of a sampler have cost before its first sample: their own training and that of every model they began from, each once.
 * Test: test/unit/main/race/training-cost.test.ts.
 */
import type { ModelManifest } from '../../src-engine/api/model-manifest.ts';
import type { RunSpec } from '../../src-engine/api/spec/run-spec.ts';
import { modelsNamed } from '../../src-engine/run/models.ts';
import type { RaceTraining } from '../contract/index.ts';
import { findModel } from '../model/find-model.ts';
import { modelStore } from '../model/model-store.ts';
import type { WorkspaceHost } from '../workspace/workspace.ts';

export type ModelFinder = (word: string) => Promise<ModelManifest | undefined>;

/** Among the models of a workspace. */
export const modelFinder =
  (host: Pick<WorkspaceHost, 'files' | 'machine'>, folder: string): ModelFinder =>
  async (word) => {
    const found = await findModel(modelStore(host, folder), word);
    return found.ok ? found.value.manifest : undefined;
  };

/** `find`: undefined where a model is lost. Null without a model. */
export const trainingCost = async (
  spec: Pick<RunSpec, 'phase' | 'exchange'>,
  find: ModelFinder,
): Promise<RaceTraining | null> => {
  const words = modelsNamed(spec);
  if (words.length === 0) return null;
  const named = new Map<string, string>();
  const seen = new Map<string, ModelManifest>();
  const waiting = [...words];
  for (let word = waiting.shift(); word !== undefined; word = waiting.shift()) {
    const manifest = await find(word);
    if (manifest !== undefined) named.set(word, manifest.name);
    if (manifest === undefined || seen.has(manifest.id)) continue;
    seen.set(manifest.id, manifest);
    if (manifest.training?.parent != null) waiting.push(manifest.training.parent);
  }
  const seconds = [...seen.values()].reduce((sum, { training }) => sum + (training?.seconds ?? 0), 0);
  const name = words.map((word) => named.get(word) ?? word).join(', ');
  return { model: words.join(', '), name, seconds, processorSeconds: null };
};

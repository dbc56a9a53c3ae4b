/**
 * What the models of a sampler have cost before its first sample: their own training and that of every model they began from, each once.
 * Test: test/unit/main/race/training-cost.test.ts.
 */
import type { ModelManifest } from '../../src-engine/api/model-manifest.ts';
import type { FlowUpdate } from '../../src-engine/api/spec/flow-spec.ts';
import type { RunSpec, UpdateSpec } from '../../src-engine/api/spec/run-spec.ts';
import type { RaceTraining } from '../contract/index.ts';

/** The models that a specification names, as it names them. */
const modelsIn = ({ phase }: Pick<RunSpec, 'phase'>): readonly string[] =>
  phase.flatMap(({ update }) =>
    (update as readonly (UpdateSpec | FlowUpdate)[]).flatMap((item) =>
      item.algorithm === 'flow' ? [item.model] : [],
    ),
  );

/** `find`: by identifier, name or place; undefined where it is lost. Null without a model. */
export const trainingCost = async (
  spec: Pick<RunSpec, 'phase'>,
  find: (word: string) => Promise<ModelManifest | undefined>,
): Promise<RaceTraining | null> => {
  const words = modelsIn(spec);
  if (words.length === 0) return null;
  const seen = new Map<string, ModelManifest>();
  const waiting = [...words];
  for (let word = waiting.shift(); word !== undefined; word = waiting.shift()) {
    const manifest = await find(word);
    if (manifest === undefined || seen.has(manifest.id)) continue;
    seen.set(manifest.id, manifest);
    if (manifest.training?.parent != null) waiting.push(manifest.training.parent);
  }
  const seconds = [...seen.values()].reduce((sum, { training }) => sum + (training?.seconds ?? 0), 0);
  return { model: [...new Set(words)].join(', '), seconds, processorSeconds: null };
};

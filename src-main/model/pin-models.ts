/**
 * Models as a specification names them, made lasting before a run is entered: names and beginnings of identifiers become identifiers, so that
 * a run goes on with the model that it began with. Test: test/unit/main/model/pin-models.test.ts.
 */
import { isAbsolute, resolve } from 'node:path';
import type { RunSpec, UpdateSpec } from '../../src-engine/api/spec/run-spec.ts';
import { ok, type Result } from '../../src-engine/base/result.ts';
import { modelsNamed } from '../../src-engine/run/models.ts';
import { findModel } from './find-model.ts';
import type { ModelStore } from './model-store.ts';

/** `word` is meant as a path, whatever models there are. */
const isPath = (word: string): boolean => /[/\\]/.test(word) || word.endsWith('.safetensors');

const renamed = (spec: RunSpec, names: ReadonlyMap<string, string>): RunSpec => {
  const nameOf = (word: string): string => names.get(word) ?? word;
  const update = (one: UpdateSpec): UpdateSpec =>
    one.algorithm === 'flow' ? { ...one, model: nameOf(one.model) } : one;
  const { training, exchange } = spec;
  return {
    ...spec,
    phase: spec.phase.map((phase) => ({ ...phase, update: phase.update.map(update) })),
    ...(exchange && { exchange: { ...exchange, models: exchange.models.map(nameOf) } }),
    ...(training?.initialModel === undefined
      ? {}
      : { training: { ...training, initialModel: nameOf(training.initialModel) } }),
  };
};

/** Paths of models, relative to `folder` until now, as absolute ones. */
export const resolveModelPaths = (spec: RunSpec, folder: string): RunSpec =>
  renamed(
    spec,
    new Map(
      modelsNamed(spec)
        .filter((word) => isPath(word) && !isAbsolute(word))
        .map((word) => [word, resolve(folder, word)]),
    ),
  );

/** Fails with what is wrong with a model that cannot be found. Paths are left as they are. */
export const pinModels = async (spec: RunSpec, store: ModelStore): Promise<Result<RunSpec>> => {
  const names = new Map<string, string>();
  for (const word of modelsNamed(spec).filter((one) => !isPath(one))) {
    const model = await findModel(store, word);
    if (!model.ok) return model;
    names.set(word, model.value.manifest.id);
  }
  return ok(renamed(spec, names));
};

/**
 * Which model a word means: `latest`, its identifier or the beginning of one, or its name, when only one model of the workspace fits;
 * where paths are allowed, also a folder or a file. Test: test/unit/main/model/model-store.test.ts.
 */
import { resolve } from 'node:path';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import type { Model } from '../../src-engine/learn/model/model-file.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { findNamed } from '../workspace/find-named.ts';
import type { StoredModel } from './model-folder.ts';
import { type ModelStore, readModelAt } from './model-store.ts';

export const findModel = async (store: ModelStore, word: string): Promise<Result<StoredModel>> => {
  const listed = await store.list();
  if (!listed.ok) return listed;
  const { models, damaged } = listed.value;
  const shown = JSON.stringify(word.slice(0, 80));
  const named = models.map((model) => ({ id: model.manifest.id, name: model.manifest.name, model }));
  const newest = models.at(-1);
  if (word === 'latest' && newest !== undefined) return ok(newest);
  const found = findNamed(named, word);
  const [only] = found;
  if (only !== undefined && found.length === 1) return ok(only.model);
  if (found.length > 1) {
    const ids = found.map(({ id }) => id);
    return fail(
      'usage.wrong',
      `${shown} fits ${found.length} models.`,
      `Name one of them: ${ids.slice(-5).join(', ')}.`,
      { models: ids },
    );
  }
  const broken = damaged.find(({ id }) => id === word);
  if (broken !== undefined) return { ok: false, error: broken.failure };
  if (models.length === 0)
    return fail(
      'model.notFound',
      `There is no model ${shown}: this workspace has no models.`,
      'Train one with plaquette train, or import one with plaquette models import.',
    );
  return fail(
    'model.notFound',
    `There is no model ${shown}.`,
    'plaquette models shows all of them; "latest" means the newest.',
  );
};

/** With its numbers; of the workspace, or else from a path relative to `folder`. */
export const loadModel = async (
  files: FileSystem,
  store: ModelStore,
  word: string,
  folder: string,
): Promise<Result<Model>> => {
  const found = await findModel(store, word);
  if (found.ok) return store.load(found.value.manifest.id);
  if (found.error.code !== 'model.notFound') return found;
  const path = resolve(folder, word);
  const facts = await files.facts(path).catch(() => undefined);
  return facts === undefined ? found : readModelAt(files, path);
};

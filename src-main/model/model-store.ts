/**
 * The trained models of a workspace. Models come complete or not at all, are never changed, and go to the trash folder.
 * Test: test/unit/main/model/model-store.test.ts, test/crash/model-store.test.ts.
 */
import { basename, dirname, join } from 'node:path';
import type { ModelManifest } from '../../src-engine/api/model-manifest.ts';
import { type Failure, fail, ok, type Result } from '../../src-engine/base/result.ts';
import { isModelId } from '../../src-engine/learn/model/manifest.ts';
import { decodeModel, encodeModel, type Model } from '../../src-engine/learn/model/model-file.ts';
import { type NamingRule, writeDurably } from '../storage/durable-file.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { inParallel } from '../storage/in-parallel.ts';
import type { Machine } from '../storage/machine.ts';
import { attempt } from '../storage/store-failure.ts';
import { modelsFolder, timeName, trashFolder } from '../workspace/layout.ts';
import { moveFolder } from '../workspace/run-folder.ts';
import { checkThere } from '../workspace/run-ids.ts';
import {
  fillModelFolder,
  lookAtModel,
  makeModelFolder,
  manifestName,
  readManifestFile,
  readModelFolder,
  readWeights,
  type StoredModel,
  weightsName,
} from './model-folder.ts';

/** What is known of a model when it is made; the store gives it its identifier and date, whatever a manifest says of them. */
export type NewModel = Omit<Model, 'manifest'> & {
  readonly manifest: Omit<ModelManifest, 'id' | 'created'>;
};

export interface DamagedModel {
  readonly id: string;
  readonly folder: string;
  readonly failure: Failure;
}

export interface ModelList {
  /** Oldest first. */
  readonly models: readonly StoredModel[];
  readonly damaged: readonly DamagedModel[];
}

export interface ImportedModel {
  readonly model: StoredModel;
  /** False when the workspace had this very model already. */
  readonly isNew: boolean;
  /** The identifier that it had, where another model has that here. */
  readonly former: string | null;
}

export interface ModelStore {
  /** Identifiers, damaged models included. */
  ids(): Promise<Result<readonly string[]>>;
  list(): Promise<Result<ModelList>>;
  get(id: string): Promise<Result<StoredModel>>;
  /** With its numbers. */
  load(id: string): Promise<Result<Model>>;
  add(model: NewModel): Promise<Result<StoredModel>>;
  /**
   * From a folder or a file; `check` has the last word. The identifier stays, so that what names the model finds it, unless another model has it here:
   * then it gets a fresh one. Its date, training and parent stay in any case.
   */
  importFrom(path: string, check: (model: Model) => Result<void>): Promise<Result<ImportedModel>>;
  /** As one file, or as a folder that is empty or not there yet. */
  exportTo(id: string, path: string, form: 'file' | 'folder', rule: NamingRule): Promise<Result<void>>;
  /** Moves a model into the trash folder; answers its new place. Who may do that is for the caller to know. */
  remove(id: string): Promise<Result<string>>;
}

const WIDTH = 16;

/** The model in a folder or a file outside of the store. */
export const readModelAt = async (files: FileSystem, path: string): Promise<Result<Model>> => {
  const facts = await attempt(`read ${path}`, () => files.facts(path));
  if (!facts.ok) return facts;
  const inFolder = facts.value?.kind === 'folder';
  const weights = inFolder ? join(path, weightsName) : path;
  const folder = inFolder || basename(path) === weightsName ? dirname(weights) : undefined;
  const beside =
    folder === undefined ? ok(undefined) : await readManifestFile(files, join(folder, manifestName));
  if (!beside.ok) return beside;
  const bytes = await readWeights(files, weights);
  return bytes.ok ? decodeModel(bytes.value, weights, beside.value) : bytes;
};

const sameBytes = (a: Model, b: Model): boolean => {
  const [x, y] = [encodeModel(a), encodeModel(b)];
  return x.ok && y.ok && Buffer.compare(x.value, y.value) === 0;
};

export const modelStore = (
  { files, machine }: { readonly files: FileSystem; readonly machine: Machine },
  workspace: string,
): ModelStore => {
  const models = modelsFolder(workspace);
  const placeOf = (id: string): string => join(models, id);

  const missing = (id: string) =>
    fail(
      'model.notFound',
      `There is no model ${id} in ${workspace}.`,
      'List the models with plaquette models.',
    );

  /** The folder of a model that exists. */
  const locate = async (id: string): Promise<Result<string>> => {
    if (!isModelId(id)) return missing(id);
    const facts = await attempt(`look for the model ${id}`, () => files.facts(placeOf(id)));
    if (!facts.ok) return facts;
    if (facts.value?.kind === 'folder') return ok(placeOf(id));
    const there = await checkThere(files, workspace);
    return there.ok ? missing(id) : there;
  };

  const ids: ModelStore['ids'] = async () => {
    const names = await attempt(`list ${models}`, () => files.list(models));
    if (names.ok) return ok(names.value.filter(isModelId));
    if (names.error.code !== 'store.notFound') return names;
    const there = await checkThere(files, workspace);
    return there.ok ? ok([]) : there;
  };

  const look = (id: string): Promise<Result<StoredModel>> => lookAtModel(files, placeOf(id));

  /** Under a fresh identifier, in place of one that the manifest may have. */
  const addNamed = async (
    tensors: Model['tensors'],
    manifest: Omit<ModelManifest, 'id'>,
  ): Promise<Result<StoredModel>> => {
    for (;;) {
      const id = `m-${timeName(machine.nowMs())}-${machine.token().slice(0, 4)}`;
      const made = await makeModelFolder(files, models, machine.token(), {
        manifest: { ...manifest, id },
        tensors,
      });
      if (!made.ok) return made;
      if (made.value) return look(id);
    }
  };

  return {
    ids,
    list: async () => {
      const all = await ids();
      if (!all.ok) return all;
      const found: StoredModel[] = [];
      const damaged: DamagedModel[] = [];
      await inParallel(all.value, WIDTH, async (id) => {
        const model = await look(id);
        if (model.ok) found.push(model.value);
        else damaged.push({ id, folder: placeOf(id), failure: model.error });
      });
      const dated = (one: StoredModel): string => one.manifest.created + one.manifest.id;
      return ok({
        models: found.sort((a, b) => (dated(a) < dated(b) ? -1 : 1)),
        damaged: damaged.sort((a, b) => (a.id < b.id ? -1 : 1)),
      });
    },
    get: async (id) => {
      const folder = await locate(id);
      return folder.ok ? look(id) : folder;
    },
    load: async (id) => {
      const folder = await locate(id);
      return folder.ok ? readModelFolder(files, folder.value) : folder;
    },
    add: ({ manifest, tensors }) =>
      addNamed(tensors, { ...manifest, created: new Date(machine.nowMs()).toISOString() }),
    importFrom: async (path, check) => {
      const read = await readModelAt(files, path);
      if (!read.ok) return read;
      const checked = check(read.value);
      if (!checked.ok) return checked;
      const { manifest, tensors } = read.value;
      const made = await makeModelFolder(files, models, machine.token(), read.value);
      if (!made.ok) return made;
      if (!made.value) {
        const present = await readModelFolder(files, placeOf(manifest.id));
        if (!present.ok || !sameBytes(present.value, read.value)) {
          const added = await addNamed(tensors, manifest);
          return added.ok ? ok({ model: added.value, isNew: true, former: manifest.id }) : added;
        }
      }
      const model = await look(manifest.id);
      return model.ok ? ok({ model: model.value, isNew: made.value, former: null }) : model;
    },
    exportTo: async (id, path, form, rule) => {
      const folder = await locate(id);
      if (!folder.ok) return folder;
      const model = await readModelFolder(files, folder.value);
      if (!model.ok) return model;
      const weights = encodeModel(model.value);
      if (!weights.ok) return weights;
      if (form === 'folder') return exportFolder(files, path, model.value.manifest, weights.value);
      const written = await writeDurably(files, path, rule, async (sink) =>
        ok(await sink.write(weights.value)),
      );
      return written.ok ? ok(undefined) : written;
    },
    remove: async (id) => {
      const folder = await locate(id);
      if (!folder.ok) return folder;
      const trash = join(trashFolder(workspace), id);
      const taken = await attempt(`look at ${trash}`, () => files.facts(trash));
      if (!taken.ok) return taken;
      const place = taken.value === undefined ? trash : `${trash}-${machine.token().slice(0, 4)}`;
      const moved = await moveFolder(files, folder.value, place);
      return moved.ok ? ok(place) : moved;
    },
  };
};

const exportFolder = async (
  files: FileSystem,
  path: string,
  manifest: ModelManifest,
  weights: Uint8Array,
): Promise<Result<void>> => {
  const prepared = await attempt(`make ${path}`, async () => {
    if ((await files.facts(path)) !== undefined) return (await files.list(path)).length === 0;
    await files.makeFolder(path);
    await files.syncFolder(dirname(path));
    return true;
  });
  if (!prepared.ok) return prepared;
  if (prepared.value) return fillModelFolder(files, path, manifest, weights);
  return fail(
    'workspace.notEmpty',
    `${path} is not empty and was not changed.`,
    'Choose an empty folder, or one that does not exist yet.',
  );
};

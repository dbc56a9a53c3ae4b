/**
 * The folder of one model: made in one step, read without changing it. A lost or damaged model.json is read from the weights.
 * Test: test/unit/main/model/model-store.test.ts, test/crash/model-store.test.ts.
 */
import { basename, join } from 'node:path';
import type { ModelManifest } from '../../src-engine/api/model-manifest.ts';
import { type Failure, fail, ok, type Result } from '../../src-engine/base/result.ts';
import { readManifest, renderManifest } from '../../src-engine/learn/model/manifest.ts';
import { decodeModel, encodeModel, type Model } from '../../src-engine/learn/model/model-file.ts';
import { ensureFolder, replaceFile } from '../storage/durable-file.ts';
import { readSmallFile } from '../storage/file-bytes.ts';
import { errnoOf, type FileSystem } from '../storage/file-system.ts';
import { attempt } from '../storage/store-failure.ts';
import { unfinishedPrefix } from '../workspace/layout.ts';

export const manifestName = 'model.json';
export const weightsName = 'weights.safetensors';

/** Larger files are not read: the flows of this program have millions of numbers, not hundreds of millions. */
const MAX_BYTES = 1 << 30;
const MAX_MANIFEST = 16 << 20;

/** A model as lists show it: its numbers were not read. */
export interface StoredModel {
  readonly manifest: ModelManifest;
  readonly folder: string;
  /** Of the weights. */
  readonly bytes: number;
  /** What was found wrong and worked around. */
  readonly problem: Failure | undefined;
}

/** All of a file of weights. */
export const readWeights = async (files: FileSystem, path: string): Promise<Result<Uint8Array>> => {
  const facts = await attempt(`read ${path}`, () => files.facts(path));
  if (!facts.ok) return facts;
  const size = facts.value?.size ?? 0;
  if (size > MAX_BYTES)
    return fail(
      'model.unsupported',
      `${path} has ${size} bytes; models of up to ${MAX_BYTES} bytes are read.`,
      'Check that this is the model that you meant.',
      { bytes: size, largest: MAX_BYTES },
    );
  return attempt(`read ${path}`, () => readSmallFile(files, path, MAX_BYTES));
};

/** The manifest of the file `path`, if there is one. */
export const readManifestFile = async (
  files: FileSystem,
  path: string,
): Promise<Result<ModelManifest | undefined>> => {
  const read = await attempt(`read ${path}`, () => readSmallFile(files, path, MAX_MANIFEST));
  if (!read.ok) return read.error.code === 'store.notFound' ? ok(undefined) : read;
  return readManifest(new TextDecoder().decode(read.value), path);
};

const otherModel = (folder: string, id: string) =>
  fail(
    'model.mismatch',
    `${folder} holds the model ${id}, not the one that it is named after.`,
    'Rename the folder, or import the model from it.',
    { found: id },
  );

/** The model of a folder with its numbers. */
export const readModelFolder = async (files: FileSystem, folder: string): Promise<Result<Model>> => {
  const path = join(folder, weightsName);
  const bytes = await readWeights(files, path);
  if (!bytes.ok) return bytes;
  const model = decodeModel(bytes.value, path);
  if (!model.ok || model.value.manifest.id === basename(folder)) return model;
  return otherModel(folder, model.value.manifest.id);
};

/** What a list shows of a model. */
export const lookAtModel = async (files: FileSystem, folder: string): Promise<Result<StoredModel>> => {
  const weights = join(folder, weightsName);
  const facts = await attempt(`read ${weights}`, () => files.facts(weights));
  if (!facts.ok) return facts;
  if (facts.value?.kind !== 'file')
    return fail(
      'model.malformed',
      `${folder} has no ${weightsName}: the numbers of the model are lost.`,
      'Import the model again, or remove it.',
    );
  const bytes = facts.value.size;
  const beside = await readManifestFile(files, join(folder, manifestName));
  if (beside.ok && beside.value?.id === basename(folder))
    return ok({ manifest: beside.value, folder, bytes, problem: undefined });
  const inside = await readModelFolder(files, folder);
  if (!inside.ok) return inside;
  const problem = fail(
    'model.malformed',
    `${join(folder, manifestName)} is lost or damaged; the manifest was read from ${weightsName}.`,
    'Nothing needs to be done: the model can be used. Export it and import it again to have both.',
  ).error;
  return ok({ manifest: inside.value.manifest, folder, bytes, problem });
};

/** Writes both files into a folder that is there. */
export const fillModelFolder = async (
  files: FileSystem,
  folder: string,
  manifest: ModelManifest,
  weights: Uint8Array,
): Promise<Result<void>> => {
  const written = await replaceFile(files, join(folder, weightsName), weights);
  if (!written.ok) return written;
  const text = new TextEncoder().encode(renderManifest(manifest));
  const named = await replaceFile(files, join(folder, manifestName), text);
  return named.ok ? ok(undefined) : named;
};

/**
 * Makes the folder of a model under `models`; it appears complete, by one rename, or not at all. False when there is a model of that
 * identifier already.
 */
export const makeModelFolder = async (
  files: FileSystem,
  models: string,
  token: string,
  model: Model,
): Promise<Result<boolean>> => {
  const { manifest } = model;
  const weights = encodeModel(model);
  if (!weights.ok) return weights;
  const place = join(models, manifest.id);
  const isTaken = await attempt(`look at ${place}`, async () => (await files.facts(place)) !== undefined);
  if (!isTaken.ok) return isTaken;
  if (isTaken.value) return ok(false);
  const unfinished = join(models, `${unfinishedPrefix}${manifest.id}-${token}`);
  const begun = await attempt(`make ${unfinished}`, async () => {
    await ensureFolder(files, models);
    await files.makeFolder(unfinished);
  });
  if (!begun.ok) return begun;
  const filled = await fillModelFolder(files, unfinished, manifest, weights.value);
  if (!filled.ok) return filled;
  return attempt(`make the model ${manifest.id}`, async () => {
    try {
      await files.rename(unfinished, place);
    } catch (error) {
      if (['ENOTEMPTY', 'EEXIST'].includes(errnoOf(error) ?? '')) return false;
      throw error;
    }
    await files.syncFolder(models);
    return true;
  });
};

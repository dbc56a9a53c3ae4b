/**
 * Checkpoints of a run: data files, then a manifest that names them with SHA-256 and size.
 *
 * A manifest is written only after every file it names is durable, so it never points at something that may vanish.
 * Names are fresh for each checkpoint (update, segment, random), so nothing a manifest names is ever written over. The
 * newest two stay; older ones lose their manifest first. Reading verifies every digest and falls back, saying so.
 * Proof: test/unit/main/workspace/checkpoint.test.ts, test/crash/storage-power-loss.test.ts.
 */
import { join } from 'node:path';
import { invariant } from '../../src-engine/base/invariant.ts';
import type { Failure, Result } from '../../src-engine/base/result.ts';
import { fail, ok } from '../../src-engine/base/result.ts';
import type { ByteSink } from '../../src-engine/ports/byte-source.ts';
import { createFile, isTemporaryName, writeDurably } from '../storage/durable-file.ts';
import { digestFile, readSmallFile } from '../storage/file-bytes.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { decodeRecord, encodeRecord, type LogRecord } from '../storage/record-line.ts';
import { attempt } from '../storage/store-failure.ts';
import { isPlainName } from './layout.ts';
import { countField, textField } from './record-fields.ts';

export interface CheckpointPart {
  /** Such as "links.bin"; unique within the checkpoint. */
  readonly name: string;
  write(sink: ByteSink): Promise<Result<void>>;
}

export interface CheckpointRequest {
  readonly update: number;
  readonly specHash: string;
  /** Everything small: counters, integrator and sampler state. JSON values only; encode NaN and bigints. */
  readonly state: unknown;
  readonly parts: readonly CheckpointPart[];
}

export interface CheckpointFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Checkpoint {
  /** File name of the manifest. */
  readonly manifest: string;
  readonly update: number;
  readonly segment: number;
  readonly specHash: string;
  readonly state: unknown;
  readonly files: readonly CheckpointFile[];
}

export const keptCheckpoints = 2;

const manifestPattern = /^(\d{10,})-s(\d+)-[0-9a-f]{8}\.json$/;
const stemOf = (name: string): string => name.slice(0, name.indexOf('.'));

interface ManifestName {
  readonly name: string;
  readonly update: number;
  readonly segment: number;
}

/** Newest first: the later segment, and in it the later update. */
const manifestsIn = (names: readonly string[]): readonly ManifestName[] =>
  names
    .flatMap((name) => {
      const match = manifestPattern.exec(name);
      return match ? [{ name, update: Number(match[1]), segment: Number(match[2]) }] : [];
    })
    .sort((a, b) => b.segment - a.segment || b.update - a.update || (a.name < b.name ? 1 : -1));

/** Writes a checkpoint; resolves when it is durable. The caller holds the run's lock. */
export const writeCheckpoint = async (
  files: FileSystem,
  folder: string,
  segment: number,
  token: string,
  request: CheckpointRequest,
): Promise<Result<Checkpoint>> => {
  const stem = `${String(request.update).padStart(10, '0')}-s${segment}-${token.slice(0, 8)}`;
  const written: CheckpointFile[] = [];
  const abandon = async (): Promise<void> => {
    for (const file of written) await files.remove(file.path).catch(() => undefined);
  };
  for (const part of request.parts) {
    invariant(isPlainName(part.name) && part.name !== 'json', `"${part.name}" names a part of a checkpoint`);
    const path = join(folder, `${stem}.${part.name}`);
    const file = await writeDurably(files, path, 'create', (sink) => part.write(sink));
    if (!file.ok) {
      await abandon();
      return file;
    }
    written.push({ name: part.name, path, bytes: file.value.bytes, sha256: file.value.sha256 });
  }
  const manifest = `${stem}.json`;
  const { update, specHash, state } = request;
  const record = { update, segment, specHash, state, files: written.map(({ path: _, ...facts }) => facts) };
  const named = await createFile(files, join(folder, manifest), encodeRecord(record));
  // When this fails the manifest may exist all the same (its folder was not synced): the data must then stay.
  if (!named.ok) return named;
  return ok({ manifest, update, segment, specHash, state, files: written });
};

/** Removes all but the newest `keep` checkpoints and the data of broken-off ones. The caller holds the run's lock. */
export const pruneCheckpoints = (files: FileSystem, folder: string, keep: number): Promise<Result<void>> =>
  attempt(`remove old checkpoints from ${folder}`, async () => {
    const names = await files.list(folder);
    const manifests = manifestsIn(names);
    const old = manifests.slice(keep);
    for (const { name } of old) await files.remove(join(folder, name));
    if (old.length > 0) await files.syncFolder(folder);
    const kept = new Set(manifests.slice(0, keep).map(({ name }) => stemOf(name)));
    for (const name of names) {
      const ours = isTemporaryName(name) || manifestPattern.test(`${stemOf(name)}.json`);
      if (ours && !manifestPattern.test(name) && !kept.has(stemOf(name)))
        await files.remove(join(folder, name));
    }
  });

const readFileFacts = (folder: string, stem: string, value: unknown): CheckpointFile | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const record = value as LogRecord;
  const name = textField(record, 'name');
  const bytes = countField(record, 'bytes');
  const sha256 = textField(record, 'sha256');
  if (name === undefined || !isPlainName(name) || bytes === undefined || sha256 === undefined)
    return undefined;
  return { name, path: join(folder, `${stem}.${name}`), bytes, sha256 };
};

const damaged = (folder: string, manifest: string, what: string) =>
  fail(
    'run.checkpointDamaged',
    `The checkpoint ${join(folder, manifest)} cannot be used: ${what}.`,
    'Resume from an older checkpoint, or start again; the damaged files are left as they are.',
    { manifest },
  );

/** One checkpoint as its manifest tells it; its files are there with the right sizes, their contents are not read. */
const readManifest = async (
  files: FileSystem,
  folder: string,
  manifest: string,
): Promise<Result<Checkpoint>> => {
  const read = await attempt(`read ${join(folder, manifest)}`, () =>
    readSmallFile(files, join(folder, manifest)),
  );
  if (!read.ok) return read;
  const record = decodeRecord(read.value.subarray(0, -1));
  const update = record && countField(record, 'update');
  const segment = record && countField(record, 'segment');
  const specHash = record && textField(record, 'specHash');
  const listed: readonly unknown[] = Array.isArray(record?.files) ? record.files : [undefined];
  if (record === undefined || update === undefined || segment === undefined || specHash === undefined)
    return damaged(folder, manifest, 'its manifest is not intact');
  const stem = stemOf(manifest);
  const found: CheckpointFile[] = [];
  for (const entry of listed) {
    const file = readFileFacts(folder, stem, entry);
    if (file === undefined) return damaged(folder, manifest, 'its manifest is not intact');
    const facts = await attempt(`look at ${file.path}`, () => files.facts(file.path));
    if (!facts.ok) return damaged(folder, manifest, `${file.name} cannot be read (${facts.error.message})`);
    if (facts.value?.size !== file.bytes)
      return damaged(folder, manifest, `${file.name} is not what was written`);
    found.push(file);
  }
  return ok({ manifest, update, segment, specHash, state: record.state, files: found });
};

/** One checkpoint with every digest verified. */
export const readCheckpoint = async (
  files: FileSystem,
  folder: string,
  manifest: string,
): Promise<Result<Checkpoint>> => {
  const read = await readManifest(files, folder, manifest);
  if (!read.ok) return read;
  for (const file of read.value.files) {
    const digest = await attempt(`read ${file.path}`, () => digestFile(files, file.path));
    if (!digest.ok) return damaged(folder, manifest, `${file.name} cannot be read (${digest.error.message})`);
    if (digest.value.bytes !== file.bytes || digest.value.sha256 !== file.sha256)
      return damaged(folder, manifest, `${file.name} is not what was written`);
  }
  return read;
};

/** Update of the newest checkpoint that looks intact, without reading its fields; null when there is none. */
export const newestCheckpointUpdate = async (
  files: FileSystem,
  folder: string,
): Promise<Result<number | null>> => {
  const names = await attempt(`list ${folder}`, () => files.list(folder));
  if (!names.ok) return names.error.code === 'store.notFound' ? ok(null) : names;
  for (const { name } of manifestsIn(names.value)) {
    const read = await readManifest(files, folder, name);
    if (read.ok) return ok(read.value.update);
  }
  return ok(null);
};

export interface FoundCheckpoint {
  readonly checkpoint: Checkpoint;
  /** Newer checkpoints that could not be used. */
  readonly problems: readonly Failure[];
}

/** The newest checkpoint, of an update below `before`, that is intact: 'run.checkpointMissing' when there is none, 'run.checkpointDamaged' when none is. */
export const latestCheckpoint = async (
  files: FileSystem,
  folder: string,
  before = Number.POSITIVE_INFINITY,
): Promise<Result<FoundCheckpoint>> => {
  const names = await attempt(`list ${folder}`, () => files.list(folder));
  if (!names.ok && names.error.code !== 'store.notFound') return names;
  const problems: Failure[] = [];
  for (const { name, update } of manifestsIn(names.ok ? names.value : [])) {
    if (update >= before) continue;
    const read = await readCheckpoint(files, folder, name);
    if (read.ok) return ok({ checkpoint: read.value, problems });
    problems.push(read.error);
  }
  const [newest] = problems;
  if (newest !== undefined)
    return fail(
      'run.checkpointDamaged',
      `None of the ${problems.length} checkpoints in ${folder} is intact.`,
      'Start the run again, or from one of its configurations.',
      { problems },
    );
  return fail(
    'run.checkpointMissing',
    `There is no checkpoint in ${folder}.`,
    'Start the run from the beginning.',
  );
};

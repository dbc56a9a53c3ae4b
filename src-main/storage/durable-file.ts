/**
 * A file that is there completely or not at all, and stays after power loss once the call has resolved.
 *
 * Protocol: temporary name in the same folder, write everything, sync the file, give it its name, sync the folder.
 * `replace` renames over an existing file (the old content survives every failure); `create` links, so that of two
 * writers exactly one succeeds and the other gets 'store.failed' with errno EEXIST.
 * Many files at once go the same way in two halves, `writeAside` and `nameAsides`, and share the syncs.
 * Proof: every operation failing in turn and power loss at every operation, test/unit/main/storage/durable-file.test.ts
 * and test/crash/storage-power-loss.test.ts.
 */
import { createHash, randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { Result } from '../../src-engine/base/result.ts';
import { ok } from '../../src-engine/base/result.ts';
import type { ByteSink } from '../../src-engine/ports/byte-source.ts';
import type { FileDigest } from './file-bytes.ts';
import { withFile, writeAll } from './file-bytes.ts';
import type { FileSystem } from './file-system.ts';
import { errnoOf } from './file-system.ts';
import { inParallel } from './in-parallel.ts';
import { attempt } from './store-failure.ts';

export type NamingRule = 'replace' | 'create';

/** Names of files that a broken-off write may leave behind; they mean nothing and may be removed. */
export const isTemporaryName = (name: string): boolean => /^\.tmp-[0-9a-f]{16}-/.test(name);

const temporaryPath = (path: string): string =>
  join(dirname(path), `.tmp-${randomBytes(8).toString('hex')}-${basename(path)}`);

/** File systems without hard links (some USB sticks and network folders) answer with one of these. */
const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

const giveName = async (
  files: FileSystem,
  temporary: string,
  path: string,
  rule: NamingRule,
): Promise<void> => {
  if (rule === 'replace') return files.rename(temporary, path);
  try {
    await files.link(temporary, path);
  } catch (error) {
    if (!noLinks.has(errnoOf(error) ?? '')) throw error;
    // Reserves the name exclusively, then replaces the empty file: a crash in between leaves an empty file of that name.
    await (await files.open(path, 'create')).close();
    return files.rename(temporary, path);
  }
  await files.remove(temporary);
};

export interface DurableFile<T> extends FileDigest {
  readonly value: T;
}

/** Looks at the complete file under its temporary name; a failure keeps it from getting its real one. */
export type DurableCheck<T> = (temporary: string, value: T) => Promise<Result<unknown>>;

type Body<T> = (sink: ByteSink) => Promise<Result<T>>;

/** Writes a new file, and syncs it if wanted. Throws what the file system throws, also inside `sink.write`. */
const stream = async <T>(
  files: FileSystem,
  path: string,
  body: Body<T>,
  synced: boolean,
): Promise<Result<DurableFile<T>>> => {
  const hash = createHash('sha256');
  let bytes = 0;
  let writeError: unknown;
  const file = await files.open(path, 'create');
  let closed = false;
  try {
    const made = await body({
      write: async (piece) => {
        await writeAll(file, piece, bytes).catch((error: unknown) => {
          throw (writeError = error);
        });
        hash.update(piece);
        bytes += piece.length;
      },
    });
    if (writeError !== undefined) throw writeError;
    if (made.ok && synced) await file.sync();
    closed = true;
    await file.close();
    return made.ok ? ok({ value: made.value, sha256: hash.digest('hex'), bytes }) : made;
  } finally {
    if (!closed) await file.close().catch(() => undefined);
  }
};

/**
 * Streams a file through `body`. When `body` or `check` answers with a failure, or throws, nothing of the name changes.
 * Errors of the file system inside `sink.write` become the failure of this call.
 */
export const writeDurably = async <T>(
  files: FileSystem,
  path: string,
  rule: NamingRule,
  body: Body<T>,
  check?: DurableCheck<T>,
): Promise<Result<DurableFile<T>>> => {
  const temporary = temporaryPath(path);
  let named = false;
  const write = async (): Promise<Result<DurableFile<T>>> => {
    try {
      const written = await stream(files, temporary, body, true);
      if (!written.ok) return written;
      const checked = await check?.(temporary, written.value.value);
      if (checked?.ok === false) return checked;
      await giveName(files, temporary, path, rule);
      named = true;
      await files.syncFolder(dirname(path));
      return written;
    } finally {
      // Best effort: a temporary file that stays is swept when the folder is next opened for writing.
      if (!named) await files.remove(temporary).catch(() => undefined);
    }
  };
  const outcome = await attempt(`write ${path}`, write);
  return outcome.ok ? outcome.value : outcome;
};

/** A complete file under its temporary name, which may not survive a loss of power yet. */
export interface AsideFile extends FileDigest {
  readonly temporary: string;
  /** The name that it is to have. */
  readonly path: string;
}

/** The first half of a group of durable writes: the file, without waiting for the disk. */
export const writeAside = async (
  files: FileSystem,
  path: string,
  body: Body<unknown>,
): Promise<Result<AsideFile>> => {
  const temporary = temporaryPath(path);
  const outcome = await attempt(`write ${path}`, async () => {
    let written = false;
    try {
      const streamed = await stream(files, temporary, body, false);
      written = streamed.ok;
      return streamed;
    } finally {
      if (!written) await files.remove(temporary).catch(() => undefined);
    }
  });
  const result = outcome.ok ? outcome.value : outcome;
  if (!result.ok) return result;
  const { sha256, bytes } = result.value;
  return ok({ temporary, path, sha256, bytes });
};

/** Files that are synced at once: the disk does most of the work for all of them together. */
const SYNCS = 16;

/** The second half: all of them synced, then named (replacing others), then their folder synced. They are of one folder. */
export const nameAsides = async (files: FileSystem, asides: readonly AsideFile[]): Promise<Result<void>> => {
  const [first] = asides;
  if (first === undefined) return ok(undefined);
  return attempt(`write ${dirname(first.path)}`, async () => {
    await inParallel(asides, SYNCS, ({ temporary }) =>
      withFile(files, temporary, 'update', (file) => file.sync()),
    );
    for (const { temporary, path } of asides) await files.rename(temporary, path);
    await files.syncFolder(dirname(first.path));
  });
};

const bodyOf = (bytes: Uint8Array) => async (sink: ByteSink) => {
  await sink.write(bytes);
  return ok(undefined);
};

/** Replaces (or makes) a file with these bytes. */
export const replaceFile = (
  files: FileSystem,
  path: string,
  bytes: Uint8Array,
): Promise<Result<FileDigest>> => writeDurably(files, path, 'replace', bodyOf(bytes));

/** Makes a file that must not exist yet. */
export const createFile = (files: FileSystem, path: string, bytes: Uint8Array): Promise<Result<FileDigest>> =>
  writeDurably(files, path, 'create', bodyOf(bytes));

/** Makes a folder that may already exist (its parent must), and its name durable. */
export const ensureFolder = async (files: FileSystem, path: string): Promise<void> => {
  try {
    await files.makeFolder(path);
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
  await files.syncFolder(dirname(path));
};

/** Removes what broken-off writes left in a folder; the caller is the folder's only writer. */
export const sweepTemporaries = async (files: FileSystem, folder: string): Promise<void> => {
  for (const name of await files.list(folder))
    if (isTemporaryName(name)) await files.remove(join(folder, name));
};

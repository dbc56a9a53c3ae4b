/**
 * A small JSON file of the program's own, `{"schema": n, ...}`: replaced durably, never half written.
 * A file that cannot be read is set aside under another name and said; one of a newer schema is read as far as possible and left alone.
 * Test: test/unit/main/host/json-file.test.ts.
 */
import { basename, dirname, extname, join } from 'node:path';
import type { Failure, Result } from '../../src-engine/base/result.ts';
import { fail, ok } from '../../src-engine/base/result.ts';
import { replaceFile } from '../storage/durable-file.ts';
import { readSmallFile } from '../storage/file-bytes.ts';
import { errnoOf, type FileSystem } from '../storage/file-system.ts';
import { attempt } from '../storage/store-failure.ts';

const LONGEST = 4 << 20;

export interface JsonFileKind<T extends object> {
  /** What the file holds, as the subject of a sentence: "The settings". */
  readonly what: string;
  readonly schema: number;
  /** Never throws: what cannot be used is replaced by a default and named in `lost`. */
  read(fields: Readonly<Record<string, unknown>>): {
    readonly value: T;
    readonly lost: readonly string[];
  };
}

export interface JsonFile<T extends object> {
  readonly path: string;
  /** What was wrong when it was opened. */
  readonly problem: Failure | null;
  value(): T;
  /** Resolves once the change is durable; when it fails, the value stays as it was. Calls may overlap. */
  change(next: (now: T) => T): Promise<Result<T>>;
}

interface Reading<T> {
  readonly value: T;
  readonly problem: Failure | null;
  /** Why it must not be written. */
  readonly sealed: Failure | null;
}

const asTable = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
};

/** `settings.json` -> `settings.damaged-1763769600000.json`, in the same folder. */
const asideName = (path: string, nowMs: number): string =>
  join(dirname(path), `${basename(path, extname(path))}.damaged-${nowMs}${extname(path)}`);

export const openJsonFile = async <T extends object>(
  files: FileSystem,
  path: string,
  kind: JsonFileKind<T>,
  nowMs: () => number = Date.now,
): Promise<JsonFile<T>> => {
  const readFields = async (): Promise<Reading<T>> => {
    const defaults = kind.read({}).value;
    const bytes = await attempt(`read ${path}`, () => readSmallFile(files, path, LONGEST));
    if (!bytes.ok) {
      if (bytes.error.code === 'store.notFound') return { value: defaults, problem: null, sealed: null };
      return { value: defaults, problem: bytes.error, sealed: bytes.error };
    }
    const fields = asTable(new TextDecoder().decode(bytes.value));
    if (fields === undefined || typeof fields.schema !== 'number') return setAside(defaults);
    const { value, lost } = kind.read(fields);
    if (fields.schema > kind.schema) {
      const newer = fail(
        'store.readOnly',
        `${kind.what} in ${path} were written by a newer Plaquette, so this one reads them but does not change them.`,
        'Use the newer version, or move that file away to start with a new one.',
        { found: fields.schema, known: kind.schema },
      ).error;
      return { value, problem: newer, sealed: newer };
    }
    if (lost.length === 0) return { value, problem: null, sealed: null };
    const problem = fail(
      'store.failed',
      `${kind.what} in ${path} had entries that could not be used: ${lost.join(', ')}.`,
      'They are at their defaults now; choose them again where that matters.',
      { lost },
    ).error;
    return { value, problem, sealed: null };
  };

  const setAside = async (defaults: T): Promise<Reading<T>> => {
    const aside = asideName(path, nowMs());
    const moved = await attempt(`set ${path} aside`, async () => {
      await files.rename(path, aside);
      await files.syncFolder(dirname(path));
    });
    if (!moved.ok) return { value: defaults, problem: moved.error, sealed: moved.error };
    const problem = fail(
      'store.failed',
      `${kind.what} could not be read; the file was set aside as ${aside}.`,
      'Everything starts at its defaults; the file that was set aside can be deleted.',
      { aside },
    ).error;
    return { value: defaults, problem, sealed: null };
  };

  const { value: first, problem, sealed } = await readFields();
  let value = first;
  let queue: Promise<unknown> = Promise.resolve();

  const changeNow = async (next: (now: T) => T): Promise<Result<T>> => {
    if (sealed !== null) return { ok: false, error: sealed };
    const changed = next(value);
    const text = JSON.stringify({ schema: kind.schema, ...changed }, null, 2);
    const written = await replaceFile(files, path, new TextEncoder().encode(`${text}\n`));
    if (!written.ok) return written;
    value = changed;
    return ok(value);
  };

  return {
    path,
    problem,
    value: () => value,
    change: (next) => {
      const done = queue.then(() => changeNow(next));
      queue = done.catch(() => undefined);
      return done;
    },
  };
};

/** Makes a folder with everything above it. */
export const ensureFolders = async (files: FileSystem, folder: string): Promise<void> => {
  try {
    await files.makeFolder(folder);
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return;
    if (errnoOf(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    await ensureFolders(files, dirname(folder));
    await files.makeFolder(folder);
  }
};

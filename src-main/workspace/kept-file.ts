/**
 * A small JSON file that a user's choices are kept in, replaced durably. One that cannot be read is set aside, never lost silently.
 * Test: test/unit/main/workspace/kept-file.test.ts.
 */
import type { z } from 'zod';
import { type Failure, fail, ok, type Result } from '../../src-engine/base/result.ts';
import { replaceFile } from '../storage/durable-file.ts';
import { readSmallFile } from '../storage/file-bytes.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { attempt } from '../storage/store-failure.ts';
import { timeName } from './layout.ts';

const LARGEST = 4 << 20;

export interface KeptFile<T> {
  readonly value: T | undefined;
  /** What was found wrong, and where the old content is now. */
  readonly problem?: Failure;
}

const parse = <T>(schema: z.ZodType<T>, bytes: Uint8Array): T | undefined => {
  try {
    const parsed = schema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
};

/** `what`: what the file holds, in words. */
export const readKeptFile = async <T>(
  files: FileSystem,
  path: string,
  schema: z.ZodType<T>,
  what: string,
  nowMs: number,
): Promise<KeptFile<T>> => {
  const bytes = await attempt(`read ${path}`, () => readSmallFile(files, path, LARGEST));
  if (!bytes.ok)
    return bytes.error.code === 'store.notFound'
      ? { value: undefined }
      : { value: undefined, problem: bytes.error };
  const value = parse(schema, bytes.value);
  if (value !== undefined) return { value };
  const aside = `${path}.damaged-${timeName(nowMs)}`;
  const moved = await attempt(`move ${path} aside`, () => files.rename(path, aside));
  const place = moved.ok ? `It was moved to ${aside}` : 'It could not be moved aside';
  const { error } = fail(
    'workspace.damaged',
    `${path} (${what}) cannot be read.`,
    `${place}; set ${what} again, or mend that file and put it back.`,
  );
  return { value: undefined, problem: error };
};

export const writeKeptFile = async (
  files: FileSystem,
  path: string,
  value: unknown,
): Promise<Result<null>> => {
  const text = `${JSON.stringify(value, undefined, 1)}\n`;
  const written = await replaceFile(files, path, new TextEncoder().encode(text));
  return written.ok ? ok(null) : written;
};

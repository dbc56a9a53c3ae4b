/** Writes what the renderer exports: complete and durable, or not at all. Test: test/unit/main/host/export-file.test.ts. */
import type { Result } from '../../src-engine/base/result.ts';
import { fail, ok } from '../../src-engine/base/result.ts';
import { replaceFile } from '../storage/durable-file.ts';
import type { FileSystem } from '../storage/file-system.ts';

export const LARGEST_EXPORT = 256 << 20;

export const writeExport = async (
  files: FileSystem,
  path: string,
  bytes: Uint8Array,
): Promise<Result<void>> => {
  if (bytes.length > LARGEST_EXPORT)
    return fail(
      'format.tooLarge',
      `This export has ${Math.ceil(bytes.length / (1 << 20))} MiB; at most ${LARGEST_EXPORT >> 20} are written at once.`,
      'Export a part of it, or the data in place of the picture.',
    );
  const written = await replaceFile(files, path, bytes);
  return written.ok ? ok(undefined) : written;
};

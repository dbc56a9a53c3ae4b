/**
 * A file as the engine's byte source: random access through one buffer that every read uses again.
 * Proof: test/unit/main/storage/file-source.test.ts.
 */
import { basename } from 'node:path';
import type { Result } from '../../src-engine/base/result.ts';
import type { ByteSource } from '../../src-engine/ports/byte-source.ts';
import { closeQuietly, readUpTo } from './file-bytes.ts';
import type { FileSystem } from './file-system.ts';
import { attempt } from './store-failure.ts';

export interface FileSource extends ByteSource {
  close(): Promise<void>;
}

/** Opens `path` for reading. The size is taken once: a file that shrinks meanwhile makes a read reject. */
export const openFileSource = (files: FileSystem, path: string): Promise<Result<FileSource>> =>
  attempt(`open ${path}`, async () => {
    if ((await files.facts(path))?.kind === 'folder')
      throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' });
    const file = await files.open(path, 'read');
    const size = await file.size().catch(async (error: unknown) => {
      await closeQuietly(file);
      throw error;
    });
    let buffer = new Uint8Array(0);
    return {
      name: basename(path),
      size,
      read: async (offset, length) => {
        if (offset < 0 || length < 0 || offset + length > size)
          throw new RangeError(`read past the end of ${basename(path)}`);
        if (buffer.length < length) buffer = new Uint8Array(length);
        const view = buffer.subarray(0, length);
        if ((await readUpTo(file, view, offset)) < length)
          throw new RangeError(`${basename(path)} became shorter`);
        return view;
      },
      close: () => closeQuietly(file),
    };
  });

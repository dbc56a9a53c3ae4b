/**
 * Whole reads and whole writes on an open file: the loops around calls that may do less than asked.
 * Proof: test/unit/main/storage/file-bytes.test.ts.
 */
import { createHash } from 'node:crypto';
import { errnoOf, type FileSystem, type OpenFile } from './file-system.ts';

/** Bytes read at a time where a file is passed through. */
export const pieceBytes = 1 << 20;

/** Writes all of `bytes` at `position`. */
export const writeAll = async (file: OpenFile, bytes: Uint8Array, position: number): Promise<void> => {
  let done = 0;
  while (done < bytes.length) {
    const written = await file.write(bytes.subarray(done), position + done);
    if (written <= 0) throw Object.assign(new Error('the disk accepts no more bytes'), { code: 'EIO' });
    done += written;
  }
};

/** Fills `buffer` from `position` and returns how many bytes there were before the end of the file. */
export const readUpTo = async (file: OpenFile, buffer: Uint8Array, position: number): Promise<number> => {
  let done = 0;
  while (done < buffer.length) {
    const count = await file.read(buffer.subarray(done), position + done);
    if (count === 0) break;
    done += count;
  }
  return done;
};

/**
 * Closes a file of which nothing unsynced is awaited: after a sync, or after reading, an error of closing means nothing.
 */
export const closeQuietly = async (file: OpenFile): Promise<void> => {
  try {
    await file.close();
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
  }
};

/** Runs `body` on an open file and closes it whatever happens; the error of `body` wins over one of closing. */
export const withFile = async <T>(
  files: FileSystem,
  path: string,
  mode: 'read' | 'update' | 'create',
  body: (file: OpenFile) => Promise<T>,
): Promise<T> => {
  const file = await files.open(path, mode);
  let value: T;
  try {
    value = await body(file);
  } catch (error) {
    await closeQuietly(file);
    throw error;
  }
  await file.close();
  return value;
};

/** The whole file; for small files only. Files above `limit` bytes are cut there. */
export const readSmallFile = (files: FileSystem, path: string, limit = 64 << 20): Promise<Uint8Array> =>
  withFile(files, path, 'read', async (file) => {
    const buffer = new Uint8Array(Math.min(await file.size(), limit));
    return buffer.subarray(0, await readUpTo(file, buffer, 0));
  });

export interface FileDigest {
  /** Lower-case hexadecimal SHA-256 of the content. */
  readonly sha256: string;
  readonly bytes: number;
}

/** Digest of a file's content, read in pieces. */
export const digestFile = (files: FileSystem, path: string): Promise<FileDigest> =>
  withFile(files, path, 'read', async (file) => {
    const hash = createHash('sha256');
    // One byte more than the file has, so that a small file is read at once and its end is seen.
    const buffer = new Uint8Array(Math.min(pieceBytes, (await file.size()) + 1));
    let position = 0;
    for (;;) {
      const count = await readUpTo(file, buffer, position);
      hash.update(buffer.subarray(0, count));
      position += count;
      if (count < buffer.length) return { sha256: hash.digest('hex'), bytes: position };
    }
  });

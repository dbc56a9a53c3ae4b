/** A file on disk as a byte source, for tests. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import type { ByteSource } from '../../src-engine/ports/byte-source.ts';

export interface FileSource extends ByteSource {
  close(): void;
}

export const fileSource = (path: string): FileSource => {
  const handle = openSync(path, 'r');
  const { size } = fstatSync(handle);
  return {
    name: basename(path),
    size,
    read: async (offset, length) => {
      const bytes = new Uint8Array(length);
      const got = readSync(handle, bytes, 0, length, offset);
      if (got !== length) throw new RangeError(`read past the end of ${path}`);
      return bytes;
    },
    close: () => closeSync(handle),
  };
};

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestFile, readSmallFile, writeAll } from '../../../../src-main/storage/file-bytes.ts';
import type { OpenFile } from '../../../../src-main/storage/file-system.ts';
import { volatileFileSystem } from '../../../support/volatile-file-system.ts';

const pattern = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 255);

/** Reads and writes at most `most` bytes at a time. */
const reluctant = (file: OpenFile, most: number): OpenFile => ({
  ...file,
  read: (buffer, position) => file.read(buffer.subarray(0, most), position),
  write: (bytes, position) => file.write(bytes.subarray(0, most), position),
});

describe('whole reads and writes', () => {
  it('go on where the disk stops half way', async () => {
    const files = volatileFileSystem();
    const bytes = pattern(1000);
    await writeAll(reluctant(await files.open('/a', 'create'), 7), bytes, 0);
    const lazy = { ...files, open: async (path: string) => reluctant(await files.open(path, 'read'), 13) };
    expect(await readSmallFile(lazy, '/a')).toEqual(bytes);
  });

  it('give up on a disk that accepts nothing', async () => {
    const files = volatileFileSystem();
    const file = { ...(await files.open('/a', 'create')), write: async () => 0 };
    await expect(writeAll(file, pattern(3), 0)).rejects.toMatchObject({ code: 'EIO' });
  });

  it('digest a file of any length', async () => {
    for (const length of [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 5]) {
      const files = volatileFileSystem();
      const bytes = pattern(length);
      await writeAll(await files.open('/a', 'create'), bytes, 0);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      expect(await digestFile(files, '/a')).toEqual({ sha256, bytes: length });
    }
  });
});

import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { replaceFile } from '../../../../src-main/storage/durable-file.ts';
import { openFileSource } from '../../../../src-main/storage/file-source.ts';
import { volatileFileSystem } from '../../../support/volatile-file-system.ts';

const bytes = Uint8Array.from({ length: 300 }, (_, i) => i & 255);

describe('a file as a byte source', () => {
  it('reads anywhere, through one buffer', async () => {
    const files = volatileFileSystem();
    unwrap(await replaceFile(files, '/u.lime', bytes));
    const source = unwrap(await openFileSource(files, '/u.lime'));
    expect(source).toMatchObject({ name: 'u.lime', size: 300 });
    const first = await source.read(10, 100);
    expect(first).toEqual(bytes.subarray(10, 110));
    const second = await source.read(200, 50);
    expect(second).toEqual(bytes.subarray(200, 250));
    expect(second.buffer).toBe(first.buffer);
    await source.close();
  });

  it('rejects reads that are not there', async () => {
    const files = volatileFileSystem();
    unwrap(await replaceFile(files, '/a', bytes));
    const source = unwrap(await openFileSource(files, '/a'));
    await expect(source.read(299, 2)).rejects.toThrow(RangeError);
    await expect(source.read(-1, 2)).rejects.toThrow(RangeError);
    files.setContent('/a', bytes.subarray(0, 100));
    await expect(source.read(90, 20)).rejects.toThrow('became shorter');
  });

  it('says so when there is no such file', async () => {
    const files = volatileFileSystem();
    expect(await openFileSource(files, '/a')).toMatchObject({ ok: false, error: { code: 'store.notFound' } });
    await files.makeFolder('/f');
    expect(await openFileSource(files, '/f')).toMatchObject({ ok: false, error: { code: 'store.failed' } });
  });
});

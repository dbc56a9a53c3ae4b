import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileSystem } from '../../../../src-main/storage/file-system.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';
import { volatileFileSystem } from '../../../support/volatile-file-system.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plaquette-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const put = async (files: FileSystem, path: string, text: string): Promise<void> => {
  const file = await files.open(path, 'create');
  await file.write(bytes(text), 0);
  await file.sync();
  await file.close();
};

// The file system in memory is what most tests stand on: it must behave as the real one does.
describe.each([
  ['of this machine', (): [FileSystem, string] => [nodeFileSystem, folder]],
  ['in memory', (): [FileSystem, string] => [volatileFileSystem(), '']],
])('the file system %s', (_, make) => {
  it('reads, writes, cuts and measures an open file', async () => {
    const [files, at] = make();
    await put(files, join(at, '/a'), 'hello');
    const file = await files.open(join(at, '/a'), 'update');
    await file.write(bytes('HE'), 0);
    await file.write(bytes('!!'), 7);
    expect(await file.size()).toBe(9);
    const buffer = new Uint8Array(20);
    expect(await file.read(buffer, 1)).toBe(8);
    expect([...buffer.subarray(0, 8)]).toEqual([...bytes('Ello\0\0!!')]);
    await file.truncate(2);
    expect(await file.read(buffer, 2)).toBe(0);
    await file.close();
    expect(await files.facts(join(at, '/a'))).toMatchObject({ kind: 'file', size: 2 });
  });

  it('creates, links and makes folders exclusively', async () => {
    const [files, at] = make();
    await put(files, join(at, '/a'), 'a');
    await put(files, join(at, '/b'), 'b');
    await files.makeFolder(join(at, '/f'));
    await expect(files.open(join(at, '/a'), 'create')).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(files.link(join(at, '/a'), join(at, '/b'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(files.makeFolder(join(at, '/f'))).rejects.toMatchObject({ code: 'EEXIST' });
    await files.link(join(at, '/a'), join(at, '/c'));
    expect(await files.list(at || '/')).toEqual(['a', 'b', 'c', 'f']);
  });

  it('renames over a file, not over a folder with something in it', async () => {
    const [files, at] = make();
    await put(files, join(at, '/a'), 'new');
    await put(files, join(at, '/b'), 'older');
    await files.rename(join(at, '/a'), join(at, '/b'));
    expect(await files.facts(join(at, '/b'))).toMatchObject({ size: 3 });
    expect(await files.facts(join(at, '/a'))).toBeUndefined();
    for (const name of ['/f', '/g']) await files.makeFolder(join(at, name));
    await put(files, join(at, '/g/x'), 'x');
    await expect(files.rename(join(at, '/f'), join(at, '/g'))).rejects.toMatchObject({ code: 'ENOTEMPTY' });
  });

  it('says what is missing', async () => {
    const [files, at] = make();
    for (const action of [
      () => files.open(join(at, '/none'), 'read'),
      () => files.open(join(at, '/none'), 'update'),
      () => files.list(join(at, '/none')),
      () => files.rename(join(at, '/none'), join(at, '/x')),
      () => files.touch(join(at, '/none'), 0),
    ])
      await expect(action()).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await files.facts(join(at, '/none/below'))).toBeUndefined();
    await files.remove(join(at, '/none'));
  });

  it('touches a file', async () => {
    const [files, at] = make();
    await put(files, join(at, '/a'), 'a');
    await files.touch(join(at, '/a'), 1_700_000_000_000);
    expect((await files.facts(join(at, '/a')))?.modifiedMs).toBe(1_700_000_000_000);
    await files.syncFolder(at || '/');
  });
});

describe('node files', () => {
  it('land where they were put', async () => {
    await put(nodeFileSystem, join(folder, 'a'), 'text');
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('text');
    expect(statSync(folder).isDirectory()).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { ensureFolders, type JsonFileKind, openJsonFile } from '../../../../src-main/host/json-file.ts';
import { replaceFile } from '../../../../src-main/storage/durable-file.ts';
import { faultyFileSystem } from '../../../support/faulty-file-system.ts';
import { volatileFileSystem } from '../../../support/volatile-file-system.ts';

interface Pet {
  readonly name: string;
}

const kind: JsonFileKind<Pet> = {
  what: 'The pets',
  schema: 2,
  read: ({ name = 'none' }) =>
    typeof name === 'string' ? { value: { name }, lost: [] } : { value: { name: 'none' }, lost: ['name'] },
};
const path = '/data/pet.json';

const withText = async (text: string | undefined) => {
  const files = volatileFileSystem();
  await files.makeFolder('/data');
  if (text !== undefined) unwrap(await replaceFile(files, path, new TextEncoder().encode(text)));
  return files;
};
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('a small file of the program', () => {
  it('starts at its defaults and remembers changes', async () => {
    const files = await withText(undefined);
    const file = await openJsonFile(files, path, kind);
    expect(file.problem).toBeNull();
    expect(file.value()).toEqual({ name: 'none' });
    unwrap(await file.change(() => ({ name: 'Ada' })));
    expect((await openJsonFile(files, path, kind)).value()).toEqual({ name: 'Ada' });
    expect(JSON.parse(textOf(files.contentOf(path)))).toEqual({ schema: 2, name: 'Ada' });
  });

  it('applies overlapping changes one after the other', async () => {
    const file = await openJsonFile(await withText(undefined), path, kind);
    const add = (letter: string) => file.change(({ name }) => ({ name: name + letter }));
    await Promise.all([add('a'), add('b'), add('c')]);
    expect(file.value().name).toBe('noneabc');
  });

  it.each(['{"schema": 2, "na', '', '[]', '{"name": "no schema"}'])(
    'sets an unreadable file aside and says so: %s',
    async (text) => {
      const files = await withText(text);
      const file = await openJsonFile(files, path, kind, () => 77);
      expect(file.value()).toEqual({ name: 'none' });
      expect(file.problem?.message).toContain('/data/pet.damaged-77.json');
      expect(textOf(files.contentOf('/data/pet.damaged-77.json'))).toBe(text);
      unwrap(await file.change(() => ({ name: 'new' })));
    },
  );

  it('uses a file of a newer version and leaves it alone', async () => {
    const text = '{"schema": 3, "name": "Grace", "wings": 2}';
    const files = await withText(text);
    const file = await openJsonFile(files, path, kind);
    expect(file.value()).toEqual({ name: 'Grace' });
    expect(file.problem?.code).toBe('store.readOnly');
    expect((await file.change(() => ({ name: 'x' }))).ok).toBe(false);
    expect(file.value()).toEqual({ name: 'Grace' });
    expect(textOf(files.contentOf(path))).toBe(text);
  });

  it('names entries that could not be used', async () => {
    const file = await openJsonFile(await withText('{"schema": 2, "name": 5}'), path, kind);
    expect(file.problem?.message).toContain('name');
    expect(file.value()).toEqual({ name: 'none' });
  });

  it('keeps its value when a change cannot be made durable', async () => {
    const files = await withText('{"schema": 2, "name": "old"}');
    const faulty = faultyFileSystem(files, { at: 4, kind: 'diskFull', lasts: 'forever' });
    const file = await openJsonFile(faulty, path, kind);
    const changed = await file.change(() => ({ name: 'new' }));
    expect(changed.ok).toBe(false);
    if (!changed.ok) expect(changed.error.code).toBe('store.diskFull');
    expect(file.value()).toEqual({ name: 'old' });
    expect(JSON.parse(textOf(files.contentOf(path)))).toEqual({ schema: 2, name: 'old' });
  });

  it('does not overwrite a file that this account may not read', async () => {
    const files = await withText('{"schema": 2, "name": "secret"}');
    const faulty = faultyFileSystem(files, { at: 0, kind: 'refused', lasts: 'once' });
    const file = await openJsonFile(faulty, path, kind);
    expect(file.problem?.code).toBe('store.readOnly');
    expect((await file.change(() => ({ name: 'new' }))).ok).toBe(false);
    expect(textOf(files.contentOf(path))).toContain('secret');
  });
});

it('makes folders with everything above them, and again', async () => {
  const files = volatileFileSystem();
  await ensureFolders(files, '/a/b/c');
  await ensureFolders(files, '/a/b/c');
  expect((await files.facts('/a/b/c'))?.kind).toBe('folder');
});

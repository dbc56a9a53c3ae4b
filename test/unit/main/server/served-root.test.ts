import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { GrantTable } from '../../../../src-main/grant/grant-table.ts';
import {
  isBelow,
  MOST_ENTRIES,
  type ServedRoot,
  servedRoot,
} from '../../../../src-main/server/served-root.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';

let base: string;
let grants: GrantTable;
let root: ServedRoot;
const at = (...parts: string[]) => join(base, ...parts);

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'plaquette-root-')));
  grants = new GrantTable();
  mkdirSync(at('served', 'deep'), { recursive: true });
  mkdirSync(at('served-too'));
  writeFileSync(at('served', 'b10.lime'), 'xx');
  writeFileSync(at('served', 'b9.lime'), 'x');
  writeFileSync(at('served', '.hidden'), 'x');
  writeFileSync(at('secret'), 'x');
  root = servedRoot({ files: nodeFileSystem, grants, home: '/nowhere' }, at('served'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const browse = async (handle: string | null = null) => unwrap(await root.browse(handle));
const names = async (handle: string | null = null) => (await browse(handle)).entries.map(({ name }) => name);

describe('looking around', () => {
  it('shows folders first, numbers in their order, nothing hidden, and stops at the root', async () => {
    const top = await browse();
    expect(top.entries.map(({ name, kind, bytes }) => [name, kind, bytes])).toEqual([
      ['deep', 'folder', null],
      ['b9.lime', 'file', 1],
      ['b10.lime', 'file', 2],
    ]);
    expect(top).toMatchObject({ parent: null, complete: true, here: { name: 'served' } });
    const deep = await browse(top.entries[0]!.handle);
    expect(deep).toMatchObject({ here: { name: 'deep' }, entries: [] });
    expect(deep.parent?.handle).toBe(top.here.handle);
  });

  it('follows links only where they stay below the root', async () => {
    symlinkSync(at('secret'), at('served', 'out-file'));
    symlinkSync(base, at('served', 'out-folder'));
    symlinkSync(at('served-too'), at('served', 'twin'));
    symlinkSync(at('gone'), at('served', 'dangling'));
    mkdirSync(at('served', 'deep', 'deeper'));
    symlinkSync(at('served', 'deep', 'deeper'), at('served', 'inside'));
    expect(await names()).toEqual(['deep', 'inside', 'b9.lime', 'b10.lime']);
    expect(grants.entries().every(({ path }) => isBelow(at('served'), path))).toBe(true);
  });

  it('shows one place once, by its own name where it has one here', async () => {
    for (const name of ['a', 'z']) symlinkSync(at('served', 'deep'), at('served', name));
    writeFileSync(at('served', 'deep', 'far'), '');
    for (const name of ['l1', 'l2']) symlinkSync(at('served', 'deep', 'far'), at('served', name));
    const { entries } = await browse();
    expect(new Set(entries.map(({ handle }) => handle)).size).toBe(entries.length);
    expect(entries.filter(({ kind }) => kind === 'folder').map(({ name }) => name)).toEqual(['deep']);
    expect(entries.filter(({ name }) => name.startsWith('l'))).toHaveLength(1);
  });

  it('refuses folders elsewhere, even when their handle was given for another purpose', async () => {
    const elsewhere = grants.grant(base);
    expect(await root.browse(elsewhere)).toMatchObject({ ok: false, error: { code: 'ipc.refused' } });
    expect(await root.browse(grants.grant(at('served-too')))).toMatchObject({ ok: false });
    expect(await root.browse(`h-${'0'.repeat(32)}`)).toMatchObject({
      ok: false,
      error: { code: 'ipc.handle' },
    });
  });

  it('refuses a folder that was replaced by a link to elsewhere after it was shown', async () => {
    const { handle } = (await browse()).entries[0]!;
    rmSync(at('served', 'deep'), { recursive: true });
    symlinkSync(base, at('served', 'deep'));
    expect(await root.browse(handle)).toMatchObject({ ok: false, error: { code: 'ipc.refused' } });
  });

  it('says when a folder has more entries than are told', async () => {
    for (let k = 0; k <= MOST_ENTRIES; k++) writeFileSync(at('served', 'deep', `f${k}`), '');
    const deep = await browse((await browse()).entries[0]!.handle);
    expect(deep.complete).toBe(false);
    expect(deep.entries).toHaveLength(MOST_ENTRIES);
  });
});

describe('naming a new file', () => {
  it('gives a handle without making anything', async () => {
    const { here } = await browse();
    const place = unwrap(await root.nameTarget(here.handle, 'new.ildg'));
    expect(place).toMatchObject({ name: 'new.ildg', kind: 'file' });
    expect(grants.resolve(place.handle)).toBe(at('served', 'new.ildg'));
    expect(await names()).not.toContain('new.ildg');
  });

  it.each(['../out', 'a/b', '..', '.', '', 'a\\b', 'a\0b', 'con'])('refuses %j', async (name) => {
    const { here } = await browse();
    expect(await root.nameTarget(here.handle, name)).toMatchObject({ ok: false });
  });

  it('refuses a link that leads elsewhere, and folders elsewhere', async () => {
    const { here } = await browse();
    symlinkSync(at('secret'), at('served', 'link'));
    symlinkSync(at('not-yet'), at('served', 'dangling'));
    expect(await root.nameTarget(here.handle, 'link')).toMatchObject({
      ok: false,
      error: { code: 'ipc.refused' },
    });
    expect(await root.nameTarget(here.handle, 'dangling')).toMatchObject({ ok: false });
    expect(await root.nameTarget(grants.grant(base), 'x')).toMatchObject({ ok: false });
  });
});

it('is not fooled by names that begin alike', () => {
  expect(isBelow('/a/b', '/a/b')).toBe(true);
  expect(isBelow('/a/b', '/a/b/c')).toBe(true);
  expect(isBelow('/a/b', '/a/bc')).toBe(false);
  expect(isBelow('/', '/a')).toBe(true);
});

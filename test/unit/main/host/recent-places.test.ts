import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { GrantTable } from '../../../../src-main/grant/grant-table.ts';
import { openRecentPlaces } from '../../../../src-main/host/recent-places.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const setUp = async () => {
  const folder = temporaryFolder();
  const maker = { files: nodeFileSystem, grants: new GrantTable(), home: folder };
  const path = join(folder, 'recent.json');
  let ms = 0;
  const open = () => openRecentPlaces(maker, path, () => new Date((ms += 1000)));
  return { folder, maker, path, open, recents: await open() };
};

it('lists newest first, each place once, over restarts, and says what is gone', async () => {
  const { folder, recents, open, maker } = await setUp();
  mkdirSync(join(folder, 'w'));
  writeFileSync(join(folder, 'a.lime'), '');
  unwrap(await recents.note(join(folder, 'w'), 'workspace'));
  unwrap(await recents.note(join(folder, 'a.lime'), 'configuration'));
  unwrap(await recents.note(join(folder, 'w'), 'workspace'));
  rmSync(join(folder, 'a.lime'));
  const list = await (await open()).list();
  expect(list.map(({ name, what, kind, present }) => ({ name, what, kind, present }))).toEqual([
    { name: 'w', what: 'workspace', kind: 'folder', present: true },
    { name: 'a.lime', what: 'configuration', kind: 'file', present: false },
  ]);
  expect(maker.grants.resolve(list[0]!.handle)).toBe(join(folder, 'w'));
});

it('forgets', async () => {
  const { recents } = await setUp();
  unwrap(await recents.note('/x/a', 'workspace'));
  unwrap(await recents.forget('/x/a'));
  expect(await recents.list()).toEqual([]);
});

it('keeps a bounded number', async () => {
  const { recents } = await setUp();
  for (let i = 0; i < 45; i++) unwrap(await recents.note(`/x/${i}`, 'workspace'));
  const list = await recents.list();
  expect(list.length).toBe(40);
  expect(list[0]!.name).toBe('44');
});

it('drops entries that are not places, and says so', async () => {
  const { path, open } = await setUp();
  const places = [{ path: '/x/ok', what: 'workspace', lastOpened: '2026-01-01T00:00:00Z' }, { path: 7 }, 'x'];
  writeFileSync(path, JSON.stringify({ schema: 1, places }));
  const recents = await open();
  expect((await recents.list()).map(({ name }) => name)).toEqual(['ok']);
  expect(recents.problem?.message).toContain('places');
  expect(readFileSync(path, 'utf8')).toContain('/x/ok');
});

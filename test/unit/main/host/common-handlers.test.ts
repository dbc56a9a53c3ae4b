import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { defaultSettings, type Settings } from '../../../../src-main/contract/index.ts';
import { GrantTable } from '../../../../src-main/grant/grant-table.ts';
import { commonHandlers } from '../../../../src-main/host/common-handlers.ts';
import { existingPlace } from '../../../../src-main/host/place.ts';
import { openRecentPlaces } from '../../../../src-main/host/recent-places.ts';
import { openSettings } from '../../../../src-main/host/settings-store.ts';
import { openProgramLog } from '../../../../src-main/log/program-log.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const setUp = async () => {
  const folder = temporaryFolder();
  const maker = { files: nodeFileSystem, grants: new GrantTable(), home: folder };
  const told: Settings[] = [];
  const noted: string[] = [];
  const handlers = commonHandlers({
    ...maker,
    settings: await openSettings(nodeFileSystem, join(folder, 'settings.json')),
    recents: await openRecentPlaces(maker, join(folder, 'recent.json')),
    log: openProgramLog(nodeFileSystem, join(folder, 'logs')),
    version: '9.9.9',
    user: 'nobody',
    documents: () => join(folder, 'Documents'),
    settingsChanged: (settings) => told.push(settings),
    placeNoted: (path) => noted.push(path),
  });
  return { folder, maker, handlers, told, noted };
};
const stranger = `h-${'0'.repeat(32)}`;

it('changes settings, then tells', async () => {
  const { handlers, told } = await setUp();
  const changed = await handlers['host.changeSettings']({ theme: 'dark' }, undefined);
  expect(changed).toEqual({ ok: true, value: { ...defaultSettings, theme: 'dark' } });
  expect(told).toEqual([{ ...defaultSettings, theme: 'dark' }]);
  expect(await handlers['host.settings']({}, undefined)).toEqual(changed);
});

it('remembers and forgets places by handles that were given, and no others', async () => {
  const { handlers, folder, maker, noted } = await setUp();
  mkdirSync(join(folder, 'w'));
  const { handle } = unwrap(await existingPlace(maker, join(folder, 'w')));
  expect(await handlers['host.noteRecent']({ handle, what: 'workspace' }, undefined)).toEqual({
    ok: true,
    value: null,
  });
  expect(noted).toEqual([join(folder, 'w')]);
  expect(await handlers['host.recent']({}, undefined)).toMatchObject({ value: [{ handle, name: 'w' }] });
  expect(await handlers['host.forgetRecent']({ handle }, undefined)).toMatchObject({ ok: true });
  expect(await handlers['host.recent']({}, undefined)).toMatchObject({ value: [] });
  for (const refused of [
    await handlers['host.noteRecent']({ handle: stranger, what: 'workspace' }, undefined),
    await handlers['host.forgetRecent']({ handle: stranger }, undefined),
  ])
    expect(refused).toMatchObject({ ok: false, error: { code: 'ipc.handle' } });
});

it('makes the sample folder and diagnostics', async () => {
  const { handlers } = await setUp();
  expect(await handlers['host.samplePlace']({}, undefined)).toMatchObject({
    ok: true,
    value: { name: 'Plaquette sample', folder: '~/Documents', kind: 'folder' },
  });
  const diagnostics = await handlers['host.diagnostics']({}, undefined);
  expect(diagnostics).toMatchObject({ ok: true, value: { problem: null } });
  if (diagnostics.ok) expect(diagnostics.value.text).toContain('Plaquette 9.9.9');
});

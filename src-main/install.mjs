// Installs the packages of package-lock.json where they are missing or older than the lock file. Plain JavaScript: it runs before anything
// is installed, on whatever Node started it.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The Node that the project installs (24), whatever the machine has; falls back to the one that runs this. */
export const projectNode = () => {
  const installed = `${root}node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`;
  return existsSync(installed) ? installed : process.execPath;
};

/** Runs a program in the project's folder with its tools first in the path; returns the exit code. */
export const runIn = (command, args) => {
  const separator = process.platform === 'win32' ? ';' : ':';
  const PATH = `${root}node_modules/.bin${separator}${process.env.PATH ?? ''}`;
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH } });
  if (done.error) console.error(`${command} could not be started: ${done.error.message}`);
  return done.status ?? 1;
};

export const installMissing = () => {
  const marker = `${root}node_modules/.package-lock.json`;
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs)
    return 0;
  console.log('Installing packages (npm ci) ...');
  return runIn(process.platform === 'win32' ? 'npm.cmd' : 'npm', [
    'ci',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
};

// What it takes to run Electron on a machine that may have no display. Plain JavaScript: the test runner starts on whatever Node there is.
import { spawnSync } from 'node:child_process';
import { hasDisplay } from '../../src-main/platform/display.mjs';
import { missingLibraries, missingMessage } from '../../src-main/platform/system-libraries.mjs';

const isDisplayThere = () => hasDisplay(process.platform, process.env);

/** Why no Electron can show a window here, or nothing. @param {import('../../src-main/platform/electron-dist.mjs').ElectronAnswer} electron */
export const whyNoElectron = (electron) => {
  if (!electron.ok) return electron.problems.join(' ');
  const missing = missingLibraries(electron.executable);
  if (missing.length > 0) return missingMessage(missing);
  if (isDisplayThere() || spawnSync('xvfb-run', ['--help']).error === undefined) return undefined;
  return 'there is no display and no Xvfb (on Debian and Ubuntu: apt-get install xvfb xauth).';
};

/** The command as it must be called so that it has a display. @param {string[]} command @returns {string[]} */
export const withDisplay = (command) =>
  isDisplayThere()
    ? command
    : ['xvfb-run', '--auto-servernum', '--server-args=-screen 0 1600x1000x24', ...command];

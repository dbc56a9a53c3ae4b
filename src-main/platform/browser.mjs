// Finds a Chromium for tests, pictures and icons. Test: every Playwright lane starts with it.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];

/**
 * The executable named by PLAQUETTE_CHROMIUM, or the first one in the path; nothing where there is none.
 * @param {NodeJS.ProcessEnv} env @returns {string | undefined}
 */
export const findChromium = (env) => {
  if (env.PLAQUETTE_CHROMIUM) return env.PLAQUETTE_CHROMIUM;
  const folders = (env.PATH ?? '').split(delimiter);
  return folders
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
};

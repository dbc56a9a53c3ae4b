// The system libraries that Electron needs and a machine lacks, each with the Debian package that has it. Linux only: elsewhere Electron brings
// everything along. Test: test/unit/main/platform/system-libraries.test.ts.
import { spawnSync } from 'node:child_process';

/** @typedef {{ library: string, package: string }} MissingLibrary `package` is its Debian and Ubuntu name, or empty where it is not known */

/** What the executable is linked with, beyond the C library. */
const PACKAGES = new Map([
  ['libasound.so.2', 'libasound2'],
  ['libatk-1.0.so.0', 'libatk1.0-0'],
  ['libatk-bridge-2.0.so.0', 'libatk-bridge2.0-0'],
  ['libatspi.so.0', 'libatspi2.0-0'],
  ['libcairo.so.2', 'libcairo2'],
  ['libcups.so.2', 'libcups2'],
  ['libdbus-1.so.3', 'libdbus-1-3'],
  ['libdrm.so.2', 'libdrm2'],
  ['libexpat.so.1', 'libexpat1'],
  ['libgbm.so.1', 'libgbm1'],
  ['libgdk-3.so.0', 'libgtk-3-0'],
  ['libgio-2.0.so.0', 'libglib2.0-0'],
  ['libglib-2.0.so.0', 'libglib2.0-0'],
  ['libgobject-2.0.so.0', 'libglib2.0-0'],
  ['libgtk-3.so.0', 'libgtk-3-0'],
  ['libnspr4.so', 'libnspr4'],
  ['libnss3.so', 'libnss3'],
  ['libnssutil3.so', 'libnss3'],
  ['libsmime3.so', 'libnss3'],
  ['libpango-1.0.so.0', 'libpango-1.0-0'],
  ['libudev.so.1', 'libudev1'],
  ['libX11.so.6', 'libx11-6'],
  ['libXcomposite.so.1', 'libxcomposite1'],
  ['libXdamage.so.1', 'libxdamage1'],
  ['libXext.so.6', 'libxext6'],
  ['libXfixes.so.3', 'libxfixes3'],
  ['libXrandr.so.2', 'libxrandr2'],
  ['libxcb.so.1', 'libxcb1'],
  ['libxkbcommon.so.0', 'libxkbcommon0'],
]);

/**
 * Reads the answer of `ldd`.
 * @param {string} answer @returns {MissingLibrary[]}
 */
export const missingIn = (answer) => {
  const names = [...answer.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '');
  return [...new Set(names)].map((library) => ({ library, package: PACKAGES.get(library) ?? '' }));
};

/**
 * What the executable would not find on this machine.
 * @param {string} executable @returns {MissingLibrary[]}
 */
export const missingLibraries = (executable) => {
  if (process.platform !== 'linux') return [];
  const done = spawnSync('ldd', [executable], { encoding: 'utf8' });
  return done.error ? [] : missingIn(done.stdout);
};

/**
 * One sentence that names the libraries and how to get them.
 * @param {readonly MissingLibrary[]} missing
 */
export const missingMessage = (missing) => {
  const libraries = missing.map((m) => m.library).join(', ');
  const packages = [...new Set(missing.map((m) => m.package).filter((name) => name !== ''))];
  const unknown = missing.filter((m) => m.package === '').map((m) => m.library);
  const noun = missing.length === 1 ? 'the system library' : 'the system libraries';
  const remedies = [
    ...(packages.length > 0 ? [`on Debian and Ubuntu: apt-get install ${packages.join(' ')}`] : []),
    ...(unknown.length > 0 ? [`find the package that has ${unknown.join(', ')}`] : []),
  ];
  return `Electron needs ${noun} ${libraries}; ${remedies.join('; ')}.`;
};

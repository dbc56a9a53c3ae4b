// What a bare Electron starts when no application lies beside it: `electron [-r module] [switches] <folder or file> [arguments]`.
// The application is awaited at top level, because Electron holds `ready` back only until its entry module has settled: an application must
// still be able to set command-line switches. Test: every end-to-end test of the project `electron`
// starts through it where Electron came from the registry.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/** @param {string} message @returns {never} */
const fail = (message) => {
  console.error(message);
  process.exit(1);
};

/**
 * The application asked for, the place of its name in `argv`, and the modules to load before it.
 * @param {string[]} argv
 */
const readArguments = (argv) => {
  const preloads = [];
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i] ?? '';
    if (word === '-r' || word === '--require') preloads.push(argv[++i] ?? '');
    else if (word === '--version' || word === '-v') {
      console.log(`v${process.versions.electron}`);
      process.exit(0);
    } else if (!word.startsWith('-')) return { preloads, application: resolve(word), at: i };
  }
  return fail('Usage: electron <folder or file of an application> [arguments]');
};

/**
 * What its package.json says about an application; a single file has none.
 * @param {string} application
 */
const readManifest = (application) => {
  const path = join(application, 'package.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
};

const { preloads, application, at } = readArguments(process.argv);
if (!existsSync(application)) fail(`There is no application at ${application}.`);

const load = createRequire(join(process.cwd(), 'anything.js'));
for (const module of preloads) load(module);

const isFolder = statSync(application).isDirectory();
const manifest = isFolder ? readManifest(application) : {};
const entry = isFolder ? join(application, manifest.main ?? 'index.js') : application;
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });

/** Two more functions that Electron has for exactly this purpose. @typedef {(value: string) => void} Setter */
const named = /** @type {import('electron').App & { setVersion: Setter, setAppPath: Setter }} */ (app);
if (manifest.version) named.setVersion(manifest.version);
const name = manifest.productName ?? manifest.name;
if (name) named.setName(name);
if (process.platform === 'linux') named.setDesktopName(manifest.desktopName ?? `${named.getName()}.desktop`);
named.setAppPath(isFolder ? application : dirname(application));
process.argv.splice(1, at - 1);

try {
  await import(pathToFileURL(entry).href);
} catch (error) {
  fail(
    `The application at ${application} could not be started.\n${error instanceof Error ? error.stack : error}`,
  );
}

// `npm test`: installs what is missing and runs every lane that this machine can run, saying which it cannot.
// Lanes by name: `npm test -- unit crash`.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { build } from '../src-main/build.mjs';
import { installMissing, npm, projectNode, root, runIn } from '../src-main/install.mjs';
import { findChromium } from '../src-main/platform/browser.mjs';
import { fetchElectron } from '../src-main/platform/electron-dist.mjs';
import { whyNoElectron, withDisplay } from './support/with-window.mjs';

const node = projectNode;

/** @param {string} program @param {...string} args of a check for whether it is there */
const isThere = (program, ...args) => spawnSync(program, args).error === undefined;

/** @param {string} reason */
const skipped = (reason) => console.log(`Skipped: ${reason}`);

/** @param {string} project */
const vitest = (project) => () =>
  runIn(node(), [
    `${root}node_modules/vitest/vitest.mjs`,
    'run',
    '--config',
    'test/vitest.config.ts',
    '--project',
    project,
  ]);

/** The journeys in Electron, in a packaged Electron, and in a browser against `plaquette serve`. */
const endToEnd = async () => {
  const electron = await fetchElectron({ root, node: node(), env: process.env, log: console.log });
  const chromium = findChromium(process.env);
  const noElectron = whyNoElectron(electron);
  if (noElectron) skipped(`end-to-end tests in Electron: ${noElectron}`);
  if (!chromium)
    skipped('end-to-end tests in a browser: no Chromium (install one or set PLAQUETTE_CHROMIUM).');
  const projects = [...(noElectron ? [] : ['electron', 'packaged']), ...(chromium ? ['browser'] : [])];
  if (projects.length === 0) return 0;

  /** @type {NodeJS.ProcessEnv} */
  const environment = { PLAQUETTE_CHROMIUM: chromium };
  if (electron.ok) environment.PLAQUETTE_ELECTRON = electron.executable;
  const packed = noElectron
    ? build()
    : runIn(node(), ['src-main/packaging/package.mjs'], { PLAQUETTE_FUSES: 'inspectable' });
  if (packed !== 0) return packed;
  const playwright = [
    node(),
    `${root}node_modules/@playwright/test/cli.js`,
    'test',
    '--config',
    'test/e2e/playwright.config.ts',
    ...projects.map((project) => `--project=${project}`),
  ];
  const [command = '', ...args] = withDisplay(playwright);
  return noElectron ? runIn(node(), playwright.slice(1), environment) : runIn(command, args, environment);
};

/** @type {Record<string, () => number | Promise<number>>} */
const lanes = {
  lint: () => npm(['run', '--silent', 'lint']),
  types: () => npm(['run', '--silent', 'types']),
  build,
  unit: vitest('unit'),
  crash: vitest('crash'),
  statistics: vitest('statistics'),
  e2e: endToEnd,
};

const installed = installMissing();
if (installed !== 0) process.exit(installed);

if (!existsSync(process.env.PLAQUETTE_SHARED_DATA ?? `${root}../shared/data`)) {
  skipped('tests over configurations of other codes (set PLAQUETTE_SHARED_DATA to a folder that has them).');
}
if (!isThere('gcc', '--version')) skipped('the native reference of the benchmarks (no gcc on this machine).');

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in lanes));
if (unknown.length > 0) {
  console.error(`There is no lane ${unknown.join(', ')}; the lanes are ${Object.keys(lanes).join(', ')}.`);
  process.exit(2);
}
const results = [];
for (const [name, run] of Object.entries(lanes)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n== ${name}`);
  const began = performance.now();
  const ok = (await run()) === 0;
  results.push({ name, ok, seconds: (performance.now() - began) / 1000 });
}
console.log('');
for (const { name, ok, seconds } of results)
  console.log(`${ok ? 'passed' : 'FAILED'}  ${name} (${seconds.toFixed(0)} s)`);
const failed = results.filter((r) => !r.ok).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

// `npm test`: installs what is missing and runs every lane that this machine can run, saying which it cannot.
// Lanes by name: `npm test -- unit crash`.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { installMissing, projectNode, root, runIn } from '../src-main/install.mjs';

const node = projectNode;
const vitest = (project) => () =>
  runIn(node(), [
    `${root}node_modules/vitest/vitest.mjs`,
    'run',
    '--config',
    'test/vitest.config.ts',
    '--project',
    project,
  ]);

const lanes = {
  lint: () =>
    runIn(node(), [`${root}node_modules/@biomejs/biome/bin/biome`, 'check', '--error-on-warnings', '.']),
  types: () =>
    Math.max(
      ...['src-engine', 'src-main', 'test'].map((p) =>
        runIn(node(), [`${root}node_modules/typescript/bin/tsc`, '-p', p]),
      ),
    ),
  build: () =>
    runIn(node(), [
      `${root}node_modules/vite/bin/vite.js`,
      'build',
      '--config',
      'src-main/vite.config.ts',
      '--logLevel',
      'warn',
    ]),
  unit: vitest('unit'),
  crash: vitest('crash'),
  statistics: vitest('statistics'),
};

const installed = installMissing();
if (installed !== 0) process.exit(installed);

if (!existsSync(process.env.PLAQUETTE_SHARED_DATA ?? `${root}../shared/data`)) {
  console.log(
    'Skipped: tests over configurations of other codes (set PLAQUETTE_SHARED_DATA to a folder that has them).',
  );
}
if (spawnSync('gcc', ['--version']).error)
  console.log('Skipped: the native reference of the benchmarks (no gcc on this machine).');

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
  const ok = run() === 0;
  results.push({ name, ok, seconds: (performance.now() - began) / 1000 });
}
console.log('');
for (const { name, ok, seconds } of results)
  console.log(`${ok ? 'passed' : 'FAILED'}  ${name} (${seconds.toFixed(0)} s)`);
const failed = results.filter((r) => !r.ok).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

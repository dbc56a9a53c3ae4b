/**
 * The speed of the desktop application, measured in a real Electron (under Xvfb where there is no display): which figures, in which order,
 * how often. Not a test: nothing fails here, and other work on the machine shows in every figure that is not processor time.
 * A name chooses a figure; `--keep FOLDER` keeps what they look at for the next time.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { machineFacts } from '../../../src-main/bench/machine-facts.ts';
import { findElectron } from '../../../src-main/platform/electron-dist.mjs';
import { defaultThreads } from '../../../src-main/worker/thread-count.ts';
import { projectRoot } from '../../support/source-tree.ts';
import { whyNoElectron, withDisplay } from '../../support/with-window.mjs';
import { measureIdle } from './figure/idle.ts';
import { measureLaunch } from './figure/launch.ts';
import { measureLiveRun } from './figure/live-run.ts';
import { measureLongRun } from './figure/long-run.ts';
import { measureManySeries } from './figure/many-series.ts';
import { measureRunTable } from './figure/run-table.ts';
import { measureSlice } from './figure/slice.ts';
import type { Figure } from './figure.ts';
import { tableOf } from './report.ts';
import { largeConfiguration, longRuns, manyRuns, waitingRun } from './workspaces.ts';

/** Each is given the folder for what it looks at. */
const parts: Readonly<Record<string, (place: string) => Promise<readonly Figure[]>>> = {
  launch: () => measureLaunch(7),
  live: async (place) => measureLiveRun(3, await waitingRun(place, 8)),
  table: async (place) => measureRunTable(4, (await manyRuns(place, 1000)).folder),
  series: async (place) => measureManySeries(4, await longRuns(place, 50, 100_000)),
  rows: async (place) => measureLongRun(4, await longRuns(place, 1, 1_000_000)),
  slice: async (place) => measureSlice(3, await largeConfiguration(place, 32, defaultThreads())),
  idle: async (place) => measureIdle(2, (await manyRuns(place, 1000)).folder),
};

const load = (): string => loadavg()[0]!.toFixed(1);

const measure = async (names: readonly string[], place: string): Promise<void> => {
  const figures: Figure[] = [];
  const loads: string[] = [];
  for (const name of names) {
    console.error(`Measuring ${name} ...`);
    const before = load();
    try {
      figures.push(...(await parts[name]!(place)));
    } catch (error) {
      console.error(`${name} could not be measured: ${error instanceof Error ? error.message : error}`);
    }
    loads.push(`${name} ${before} to ${load()}`);
  }
  const { cpu, cores, memoryGB } = machineFacts();
  console.log(`\nThe desktop application on ${cpu}, ${cores} cores, ${memoryGB} GB\n\n${tableOf(figures)}`);
  console.log(`\nLoad of the machine: ${loads.join(', ')}.`);
};

const { values, positionals } = parseArgs({
  options: { keep: { type: 'string' } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`There is no figure ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
const named = process.env.PLAQUETTE_ELECTRON;
const electron = named
  ? ({ ok: true, dist: dirname(named), executable: named, version: '' } as const)
  : findElectron(projectRoot, process.env);
const problem = whyNoElectron(electron);
if (problem !== undefined) {
  console.log(`Skipped: the figures of the desktop application. ${problem} (npm start fetches Electron.)`);
  process.exit(0);
}
const self = [process.execPath, ...process.argv.slice(1)];
const [command, ...args] = withDisplay(self);
if (command !== self[0]) process.exit(spawnSync(command!, args, { stdio: 'inherit' }).status ?? 1);

const kept = values.keep === undefined ? undefined : resolve(values.keep);
if (kept !== undefined) mkdirSync(kept, { recursive: true });
const place = kept ?? mkdtempSync(join(tmpdir(), 'plaquette-bench-data-'));
try {
  await measure(positionals.length > 0 ? positionals : Object.keys(parts), place);
} finally {
  if (kept === undefined) rmSync(place, { recursive: true, force: true });
}
process.exit(0);

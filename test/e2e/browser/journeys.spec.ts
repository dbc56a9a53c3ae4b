/** The journeys of test/e2e/journey in a browser, before a real `plaquette serve`. */
import { readFile } from 'node:fs/promises';
import { type Page, test } from '@playwright/test';
import { damagedDrop, fromRunToField } from '../journey/file-journeys.ts';
import { exportChart, firstMinute, powerCut, stopAndResume } from '../journey/run-journeys.ts';
import { stoppedTraining } from '../journey/training-journeys.ts';
import type { World } from '../journey/world.ts';
import { type Home, makeHome, type Served } from '../support/served.ts';

let home: Home;
test.beforeEach(() => {
  home = makeHome();
});
test.afterEach(() => home.remove());

const worldOf = (page: Page): World => {
  let served: Served | undefined;
  return {
    folder: home.folder,
    open: async (workspace) => {
      served = await home.serve(...(workspace === undefined ? [] : ['--workspace', workspace]));
      await page.goto('about:blank');
      await page.goto(served.address);
      // the key is in the address until the page has taken it
      await page.waitForFunction(() => document.documentElement.dataset.engine === 'connected');
      return page;
    },
    kill: async () => {
      await served!.end('SIGKILL');
    },
    saved: async (save) => {
      const download = page.waitForEvent('download');
      await save();
      return readFile(await (await download).path());
    },
  };
};

test.describe.configure({ timeout: 180_000 });

test('the first minute', ({ page }) => firstMinute(worldOf(page)));
test('stop and resume', ({ page }) => stopAndResume(worldOf(page)));
test('a power cut in the middle of a run', ({ page }) => powerCut(worldOf(page)));
test('a training is killed, goes on, is stopped, and leaves its model', ({ page }) =>
  stoppedTraining(worldOf(page)));
test('a chart as a file', ({ page }) => exportChart(worldOf(page)));
test('a damaged file is dropped', ({ page }) => damagedDrop(worldOf(page)));
test('from a run to its field and back', ({ page }) => fromRunToField(worldOf(page)));

/** The journeys of test/e2e/journey in the real application. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { damagedDrop, expectIntact, fromRunToField, writeSamples } from './journey/file-journeys.ts';
import { exportChart, firstMinute, powerCut, stopAndResume } from './journey/run-journeys.ts';
import { stoppedTraining } from './journey/training-journeys.ts';
import type { World } from './journey/world.ts';
import { commandLine, environment, expect, type Launcher, type Running, test } from './support/launch.ts';

const worldOf = (plaquette: Launcher): World => {
  let running: Running | undefined;
  return {
    folder: plaquette.home,
    open: async (workspace) => {
      running = await plaquette.start(...(workspace === undefined ? [] : [workspace]));
      return running.page;
    },
    kill: () => plaquette.kill(running!),
    saved: async (save) => {
      const path = join(plaquette.home, 'saved');
      await running!.app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath });
      }, path);
      await save();
      await expect(async () => readFileSync(path)).toPass();
      return readFileSync(path);
    },
  };
};

test.describe.configure({ timeout: 180_000 });

test('the first minute', ({ plaquette }) => firstMinute(worldOf(plaquette)));
test('stop and resume', ({ plaquette }) => stopAndResume(worldOf(plaquette)));
test('a power cut in the middle of a run', ({ plaquette }) => powerCut(worldOf(plaquette)));
test('a training is killed, goes on, is stopped, and leaves its model', ({ plaquette }) =>
  stoppedTraining(worldOf(plaquette)));
test('a chart as a file', ({ plaquette }) => exportChart(worldOf(plaquette)));
test('a damaged file is dropped', ({ plaquette }) => damagedDrop(worldOf(plaquette)));
test('from a run to its field and back', ({ plaquette }) => fromRunToField(worldOf(plaquette)));

test('a file is opened by command line, cold and then in the window that is there', async ({ plaquette }) => {
  const { good, bad } = await writeSamples(plaquette.home);
  const { app, page } = await plaquette.start(good);
  await expectIntact(page, 'good.ildg');
  const [program, ...words] = commandLine(plaquette.home, [bad]);
  const second = spawn(program!, words, { env: environment(plaquette.home), stdio: 'ignore' });
  const ended = new Promise((resolve) => second.once('exit', resolve));
  await expect(page.getByRole('heading', { level: 1, name: 'bad.ildg' })).toBeVisible();
  await ended;
  expect(app.windows()).toHaveLength(1);
});

test('everything by keyboard: the palette, the table of runs, a run', async ({ plaquette }) => {
  const { prepareWorkspace } = await import('./journey/prepared-run.ts');
  const folder = join(plaquette.home, 'keys');
  await prepareWorkspace(folder);
  const { page } = await plaquette.start(folder);
  await expect(page.getByRole('grid')).toBeVisible();
  await page.keyboard.press('Control+Shift+P');
  await page.keyboard.type('settings');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await page.keyboard.press('Control+2');
  const row = page.getByRole('grid').getByText('journey', { exact: true });
  await expect(row).toBeVisible();
  for (let presses = 0; presses < 60; presses++) {
    if (await page.evaluate(() => document.activeElement?.closest('[role="grid"]') !== null)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'journey' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Running', { exact: true })).toBeVisible();
  await page.keyboard.press('Control+.');
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible();
});

/** Journeys of a run: the first minute, stopping and resuming, a power cut. */
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { common } from '../../../src-renderer/text/common.ts';
import { homeText } from '../../../src-renderer/text/home.ts';
import { runText } from '../../../src-renderer/text/run.ts';
import { outcomeOf, prepareWorkspace, UPDATES, undisturbed } from './prepared-run.ts';
import { openRun, untilUpdates, updatesDone } from './run-page.ts';
import type { World } from './world.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** One click, then within a minute a plaquette with its error beside the accepted value. */
export const firstMinute = async (world: World): Promise<void> => {
  const page = await world.open();
  await button(page, homeText.start).click();
  await expect(page.getByRole('heading', { level: 1, name: 'SU(3) quick start' })).toBeVisible();
  await expect(page.getByText(runText.firstTitle)).toBeVisible();
  const figures = page.getByRole('region', { name: runText.keyFigures });
  await expect(figures.getByText(/^\s*0\.5[345]\d*\(\d+\)/).first()).toBeVisible({ timeout: 60_000 });
  await expect(figures.getByText(/accepted 0\.549/)).toBeVisible();
  await expect(page.getByRole('figure').first()).toBeVisible();
};

/** A stopped run keeps what it did and goes on from there. */
export const stopAndResume = async (world: World): Promise<void> => {
  const folder = join(world.folder, 'stop');
  const { run } = await prepareWorkspace(folder);
  const page = await world.open(folder);
  await openRun(page, run, 'journey');
  await button(page, runText.start).click();
  await untilUpdates(page, 30);
  await button(page, runText.stop).click();
  await expect(page.getByText(common.runStates.stopped, { exact: true })).toBeVisible();
  const stoppedAt = await updatesDone(page);
  expect(stoppedAt).toBeLessThan(UPDATES);
  await button(page, runText.resume).click();
  await expect(page.getByText(common.runStates.finished, { exact: true })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('tab', { name: runText.tabs.lineage }).click();
  await expect(page.getByText(runText.segmentText(String(stoppedAt)), { exact: false })).toBeVisible();
  const ours = await outcomeOf(folder, run);
  expect(ours).toMatchObject({ state: 'finished', segments: 2 });
  const alone = await undisturbed(join(world.folder, 'stop-alone'));
  expect(ours.plaquette).toEqual(alone.plaquette);
  expect(ours.configurations).toEqual(alone.configurations);
};

/** Killed in the middle of a run: the run is told as what it is, resumes, and ends as if nothing had happened. */
export const powerCut = async (world: World): Promise<void> => {
  const folder = join(world.folder, 'cut');
  const { run } = await prepareWorkspace(folder);
  const before = await world.open(folder);
  await openRun(before, run, 'journey');
  await button(before, runText.start).click();
  await untilUpdates(before, 50);
  await world.kill();

  const after = await world.open(folder);
  await openRun(after, run, 'journey');
  await expect(after.getByText(common.runStates.crashed, { exact: true })).toBeVisible();
  expect(await updatesDone(after)).toBeLessThan(UPDATES);
  await button(after, runText.resume).click();
  await expect(after.getByText(common.runStates.finished, { exact: true })).toBeVisible({ timeout: 60_000 });

  const ours = await outcomeOf(folder, run);
  const alone = await undisturbed(join(world.folder, 'cut-alone'));
  expect(ours).toMatchObject({ state: 'finished', segments: 2 });
  expect(Object.keys(alone.configurations)).toEqual(['100', '200', '300', '400']);
  expect(ours.plaquette).toEqual(alone.plaquette);
  expect(ours.configurations).toEqual(alone.configurations);
};

/** The history of a run as a file of numbers, with what they are and where they come from. */
export const exportChart = async (world: World): Promise<void> => {
  const folder = join(world.folder, 'export');
  const { plaquette } = await undisturbed(folder);
  const page = await world.open(folder);
  await page.getByRole('grid').getByText('journey', { exact: true }).dblclick();
  await expect(page.getByRole('heading', { level: 1, name: 'journey' })).toBeVisible();
  const bytes = await world.saved(async () => {
    await page
      .getByRole('button', { name: /export/i })
      .first()
      .click();
    await page
      .getByRole('menuitem', { name: /CSV/ })
      .or(page.getByRole('button', { name: /CSV/ }))
      .first()
      .click();
  });
  const lines = new TextDecoder().decode(bytes).trim().split(/\r?\n/);
  const header = lines.filter((line) => line.startsWith('#')).join('\n');
  expect(header).toContain('journey');
  expect(header).toMatch(/cut/i);
  const [columns, ...rows] = lines.filter((line) => !line.startsWith('#')).map((line) => line.split(','));
  const column = (name: string): number[] => rows.map((row) => Number(row[columns!.indexOf(name)]));
  expect(column('x')).toEqual(plaquette.map((_, k) => k + 1));
  expect(column('y')).toEqual(plaquette);
};

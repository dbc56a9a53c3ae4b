/** What tests look for on the page and do with it, in the words of the interface. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { common } from '../../../src-renderer/text/common.ts';
import { shellText } from '../../../src-renderer/text/shell.ts';
import { dropFiles } from '../journey/world.ts';
import { commandLine, environment, expect, type Launcher } from './launch.ts';
import { updatesOf } from './two-runs.ts';

export const notices = (page: Page): Locator => page.getByRole('log', { name: shellText.notices });
export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
export const heading = (page: Page, name: string): Locator => page.getByRole('heading', { level: 1, name });
export const state = (page: Page, name: keyof typeof common.runStates): Locator =>
  page.getByText(common.runStates[name], { exact: true }).first();

export const dismissAll = async (page: Page): Promise<void> => {
  const dismiss = notices(page).getByRole('button', { name: common.dismiss });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
};

/** A notice that says this; it is put away once it was read. */
export const expectNotice = async (page: Page, said: RegExp): Promise<void> => {
  await expect(notices(page).filter({ hasText: said })).toBeVisible();
  await dismissAll(page);
};

export const goTo = (page: Page, hash: string): Promise<void> =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);

export const openRun = async (page: Page, run: string, name: string): Promise<void> => {
  await goTo(page, `#/run/${run}`);
  await expect(heading(page, name)).toBeVisible();
};

export const openWorkspace = async (page: Page, folder: string): Promise<void> => {
  await goTo(page, '#/home');
  await dropFiles(page, [folder]);
  await expect(page.getByRole('grid')).toBeVisible();
};

/** Updates on the page of a run. */
export const updatesShown = async (page: Page): Promise<number> => {
  const text = (await page.getByText(/[\d,]+ of [\d,]+ updates/).textContent()) ?? '';
  return Number(/([\d,]+) of/.exec(text)![1]!.replaceAll(',', ''));
};
export const untilUpdates = (page: Page, count: number): Promise<void> =>
  expect.poll(() => updatesShown(page), { timeout: 30_000 }).toBeGreaterThanOrEqual(count);

/** As the system hands over what a user opens outside. */
export const openOutside = async ({ home }: Launcher, ...words: readonly string[]): Promise<void> => {
  const [program, ...args] = commandLine(home, words);
  await once(spawn(program!, args, { env: environment(home), stdio: 'ignore' }), 'exit');
};

export const enginePid = (app: ElectronApplication): Promise<number> =>
  app.evaluate(
    ({ app: electron }) => electron.getAppMetrics().find(({ name }) => name === 'Plaquette engine')!.pid,
  );

export const expectConsecutive = async (folder: string, run: string): Promise<number> => {
  const updates = await updatesOf(folder, run);
  expect(updates).toEqual(updates.map((_, at) => at + 1));
  return updates.length;
};

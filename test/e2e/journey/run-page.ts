/** The page of a run, as journeys use it. */
import { expect, type Page } from '@playwright/test';

/** Goes to the page of a run; a window that has just opened may still be on its way to the list of runs, so it goes until it is there. */
export const openRun = async (page: Page, run: string, name: string): Promise<void> => {
  await expect(async () => {
    await page.evaluate((id) => {
      location.hash = `#/run/${id}`;
    }, run);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 30_000 });
};

export const updatesDone = async (page: Page): Promise<number> => {
  const text = (await page.getByText(/[\d,]+ of [\d,]+ updates/).textContent()) ?? '';
  return Number(/([\d,]+) of/.exec(text)![1]!.replaceAll(',', ''));
};

export const untilUpdates = (page: Page, count: number): Promise<void> =>
  expect.poll(() => updatesDone(page), { timeout: 60_000 }).toBeGreaterThanOrEqual(count);

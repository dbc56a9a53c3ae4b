/** A run with a million rows: from the change of the address to its drawn history. */
import type { Page } from '@playwright/test';
import { withDriven } from '../application.ts';
import type { Figure } from '../figure.ts';
import { type Frames, frameFigures, framesDuring } from '../frames.ts';
import type { MadeWorkspace } from '../workspaces.ts';

/** The frame after the chart says how many of the points it draws. */
const untilDrawn = (page: Page, hash: string): Promise<number> =>
  page.evaluate(
    (to) =>
      new Promise<number>((resolve) => {
        const from = performance.now();
        location.hash = to;
        const look = (): void => {
          const text = document.querySelector('main')?.textContent ?? '';
          const shown = text.includes('of 1,000,000 points drawn');
          if (shown) requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    hash,
  );

export const measureLongRun = async (
  rounds: number,
  { folder, runs }: MadeWorkspace,
): Promise<readonly Figure[]> => {
  const all: { drawn: number; frames: Frames; first: boolean }[] = [];
  // the averages are there as they are when a run has ended; what the page itself keeps is not
  for (let i = 0; i < rounds; i++)
    await withDriven([folder], async ({ page }) => {
      await page.getByRole('grid').waitFor();
      await page.waitForTimeout(3000);
      for (const first of [true, false]) {
        let drawn = 0;
        const frames = await framesDuring(page, async () => {
          drawn = await untilDrawn(page, `#/run/${runs[0]}`);
          await page.waitForTimeout(1500);
        });
        all.push({ drawn, frames, first });
        await page.evaluate(() => {
          location.hash = '#/runs';
        });
        await page.waitForTimeout(800);
      }
    });
  const some = (first: boolean) => all.filter((one) => one.first === first);
  return [
    {
      title: '1,000,000 rows: from the address to the drawn chart',
      unit: 'ms',
      samples: some(true).map(({ drawn }) => drawn),
      target: 1000,
      judged: 'median',
      remark: 'first time in this process',
    },
    { title: '. opened again', unit: 'ms', samples: some(false).map(({ drawn }) => drawn) },
    ...frameFigures(
      '1,000,000 rows, opening',
      all.map(({ frames }) => frames),
    ),
  ];
};

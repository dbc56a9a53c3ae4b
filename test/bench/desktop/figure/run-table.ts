/** A table of many runs: until it is there, and the longest frames while one scrolls, filters and sorts it. */
import type { Page } from '@playwright/test';
import { type Driven, withDriven } from '../application.ts';
import type { Figure } from '../figure.ts';
import { type Frames, frameFigures, framesDuring } from '../frames.ts';

const goTo = (page: Page, hash: string): Promise<void> =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);

/** From the change of the address to the frame in which rows are drawn. */
const timeToTable = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const from = performance.now();
        location.hash = '#/runs';
        const look = (): void => {
          if (document.querySelectorAll('[role=grid] [data-line]').length < 5) requestAnimationFrame(look);
          else setTimeout(() => resolve(performance.now() - from));
        };
        requestAnimationFrame(look);
      }),
  );

/** A wheel turned as fast as fingers do, through the whole table and back. */
const scroll = async (page: Page): Promise<void> => {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const scroller = document.querySelector('[role=grid]')!.parentElement!;
        const end = performance.now() + 4000;
        let step = 90;
        const next = (): void => {
          const before = scroller.scrollTop;
          scroller.scrollTop += step;
          if (scroller.scrollTop === before) step = -step;
          if (performance.now() < end) requestAnimationFrame(next);
          else resolve();
        };
        requestAnimationFrame(next);
      }),
  );
};

/** Jumps to far places, as by dragging the scroll bar. */
const jump = async (page: Page): Promise<void> => {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const scroller = document.querySelector('[role=grid]')!.parentElement!;
        let left = 30;
        const next = (): void => {
          scroller.scrollTop = ((left * 7919) % 997) * 30;
          if (--left > 0) setTimeout(next, 60);
          else resolve();
        };
        next();
      }),
  );
};

const sort = async (page: Page): Promise<void> => {
  const headers = page.getByRole('grid').getByRole('columnheader');
  const count = Math.min(await headers.count(), 9);
  for (let k = 1; k < count; k++) {
    await headers.nth(k).click({ position: { x: 12, y: 10 } });
    await page.waitForTimeout(150);
    await headers.nth(k).click({ position: { x: 12, y: 10 } });
    await page.waitForTimeout(150);
  }
};

const filter = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+f');
  for (const words of ['su(3)', 'beta 5.6', 'finished']) {
    await page.keyboard.type(words, { delay: 40 });
    await page.waitForTimeout(300);
    for (let i = 0; i < words.length; i++) await page.keyboard.press('Backspace');
    await page.waitForTimeout(300);
  }
  await page.keyboard.press('Escape');
};

const actions = { scrolling: scroll, jumping: jump, sorting: sort, filtering: filter } as const;
type Action = keyof typeof actions;

const round = async ({ page }: Driven): Promise<{ shown: number; frames: Record<Action, Frames> }> => {
  await page.getByRole('grid').waitFor();
  await goTo(page, '#/home');
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  await page.waitForTimeout(300);
  const shown = await timeToTable(page);
  await page.waitForTimeout(800);
  const frames: Partial<Record<Action, Frames>> = {};
  for (const [name, act] of Object.entries(actions))
    frames[name as Action] = await framesDuring(page, () => act(page));
  return { shown, frames: frames as Record<Action, Frames> };
};

export const measureRunTable = async (rounds: number, workspace: string): Promise<readonly Figure[]> =>
  withDriven([workspace], async (driven) => {
    const { page } = driven;
    const opened = Date.now();
    await page.getByRole('grid').waitFor();
    const first = Date.now() - opened;
    // averages of the runs come in by and by
    await page.waitForTimeout(5000);
    const all: Awaited<ReturnType<typeof round>>[] = [];
    for (let i = 0; i < rounds; i++) all.push(await round(driven));
    return [
      {
        title: '1,000 runs: from the address to drawn rows',
        unit: 'ms',
        samples: all.map(({ shown }) => shown),
        remark: `first opening of the workspace ${first} ms after the engine was there`,
      },
      ...Object.keys(actions).flatMap((name) =>
        frameFigures(
          `1,000 runs, ${name}`,
          all.map(({ frames }) => frames[name as Action]),
        ),
      ),
    ];
  });

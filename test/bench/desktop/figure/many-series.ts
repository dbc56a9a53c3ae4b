/** Fifty long runs laid over each other on the compare screen: until they are drawn, and the longest frames while one zooms and moves. */
import type { Page } from '@playwright/test';
import { withDriven } from '../application.ts';
import type { Figure } from '../figure.ts';
import { type Frames, frameFigures, framesDuring } from '../frames.ts';
import type { MadeWorkspace } from '../workspaces.ts';

/** The plot is inside the chart; drags and the cursor are on it. */
const plotOf = async (page: Page) => {
  const canvas = page.getByRole('main').locator('canvas').first();
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox())!;
  return { at: (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const };
};

/** Until the chart has ink and the page has had nothing to do for a while: the time of the last change of the canvas. */
const untilDrawn = (page: Page, hash: string): Promise<number> =>
  page.evaluate(
    (to) =>
      new Promise<number>((resolve) => {
        const from = performance.now();
        let last = from;
        let drawn = 0;
        const { drawImage, stroke, fillRect, fill } = CanvasRenderingContext2D.prototype;
        const note = <F extends (...args: never[]) => void>(draw: F): F =>
          function (this: CanvasRenderingContext2D, ...args: never[]) {
            drawn++;
            last = performance.now();
            return draw.apply(this, args);
          } as F;
        Object.assign(CanvasRenderingContext2D.prototype, {
          drawImage: note(drawImage),
          stroke: note(stroke),
          fill: note(fill),
          fillRect: note(fillRect),
        });
        location.hash = to;
        // a chart out of sight is not drawn
        const scroll = (): void => {
          const canvas = document.querySelector('main canvas');
          if (canvas === null) requestAnimationFrame(scroll);
          else canvas.scrollIntoView({ block: 'center' });
        };
        scroll();
        const look = (): void => {
          if (drawn > 50 && performance.now() - last > 1500) {
            Object.assign(CanvasRenderingContext2D.prototype, { drawImage, stroke, fill, fillRect });
            resolve(last - from);
          } else setTimeout(look, 50);
        };
        look();
      }),
    hash,
  );

const zoom = async (page: Page): Promise<void> => {
  const plot = await plotOf(page);
  for (const [from, to] of [
    [0.3, 0.7],
    [0.35, 0.6],
    [0.2, 0.8],
  ] as const) {
    await page.mouse.move(...plot.at(from, 0.4));
    await page.mouse.down();
    await page.mouse.move(...plot.at(to, 0.5), { steps: 12 });
    await page.mouse.up();
    await page.waitForTimeout(500);
  }
  await page.mouse.dblclick(...plot.at(0.5, 0.5));
  await page.waitForTimeout(500);
};

const follow = async (page: Page): Promise<void> => {
  const plot = await plotOf(page);
  for (let i = 0; i < 3; i++) {
    await page.mouse.move(...plot.at(0.1, 0.4));
    await page.mouse.move(...plot.at(0.9, 0.6), { steps: 40 });
  }
};

interface Round {
  readonly drawn: number;
  readonly drawing: Frames;
  readonly zooming: Frames;
  readonly following: Frames;
}

export const measureManySeries = async (
  rounds: number,
  { folder, runs }: MadeWorkspace,
): Promise<readonly Figure[]> =>
  withDriven([folder], async ({ page }) => {
    await page.getByRole('grid').waitFor();
    await page.waitForTimeout(4000);
    const address = `#/compare?runs=${runs.join(',')}`;
    const all: Round[] = [];
    for (let i = 0; i < rounds; i++) {
      await page.evaluate(() => {
        location.hash = '#/home';
      });
      await page.waitForTimeout(500);
      let drawn = 0;
      const drawing = await framesDuring(page, async () => {
        drawn = await untilDrawn(page, address);
      });
      const zooming = await framesDuring(page, () => zoom(page));
      const following = await framesDuring(page, () => follow(page));
      all.push({ drawn, drawing, zooming, following });
    }
    return [
      {
        title: '50 series of 100,000 points: from the address to the drawn chart',
        unit: 'ms',
        samples: all.map(({ drawn }) => drawn),
        remark: 'compare screen with averages, differing keys and results of 50 runs',
      },
      ...frameFigures(
        '50 series, opening',
        all.map(({ drawing }) => drawing),
      ),
      ...frameFigures(
        '50 series, zooming',
        all.map(({ zooming }) => zooming),
      ),
      ...frameFigures(
        '50 series, following the cursor',
        all.map(({ following }) => following),
      ),
    ];
  });

/** Another slice of a large configuration: from the key that moves the slider to the frame that shows the slice. */
import { withDriven } from '../application.ts';
import type { Figure } from '../figure.ts';

const KEYS = 12;

interface Watch {
  readonly steps: number[];
}
type Watched = typeof globalThis & { sliceWatch: Watch };

export const measureSlice = async (rounds: number, file: string): Promise<readonly Figure[]> =>
  withDriven([file], async ({ page }) => {
    const from = Date.now();
    const slider = page.getByRole('main').getByRole('slider').first();
    await slider.waitFor({ timeout: 120_000 });
    await page.getByRole('application').locator('canvas').waitFor({ timeout: 120_000 });
    const opened = Date.now() - from;
    await page.waitForTimeout(1000);
    await page.evaluate(() => {
      const steps: number[] = [];
      let pressed: number | undefined;
      addEventListener('keydown', (event) => (pressed = event.timeStamp), { capture: true });
      const { putImageData } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.putImageData = function (
        this: CanvasRenderingContext2D,
        ...args: unknown[]
      ) {
        putImageData.apply(this, args as never);
        const began = pressed;
        pressed = undefined;
        // the frame with the picture in it has been made when the task after it runs
        if (began !== undefined)
          requestAnimationFrame(() => setTimeout(() => steps.push(performance.now() - began)));
      };
      (globalThis as Watched).sliceWatch = { steps };
    });
    const samples: number[] = [];
    await slider.focus();
    for (let i = 0; i < rounds; i++)
      for (let k = 0; k < KEYS; k++) {
        await page.keyboard.press(k < KEYS / 2 ? 'ArrowRight' : 'ArrowLeft');
        await page.waitForTimeout(120);
      }
    samples.push(...(await page.evaluate(() => (globalThis as Watched).sliceWatch.steps)));
    return [
      {
        title: '32^4 configuration: from the slider to the painted slice',
        unit: 'ms',
        samples,
        target: 50,
        judged: 'median',
        remark: `field read and computed ${(opened / 1000).toFixed(1)} s after the engine was there`,
      },
    ];
  });

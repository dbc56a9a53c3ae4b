/**
 * The page of a run while the run goes on with all processors but one: frames per second, beside an empty window of the same Electron at
 * the same time, and the same page without a run.
 */
import type { Page } from '@playwright/test';
import { type Driven, withDriven } from '../application.ts';
import type { Figure } from '../figure.ts';
import { type Frames, frameFigures, framesDuring, rateOf } from '../frames.ts';
import { treeOf } from '../process-tree.ts';
import type { MadeWorkspace } from '../workspaces.ts';

const WATCH_MS = 8000;

interface Watched extends Frames {
  /** Share of one processor that each kind of process took, in percent. */
  readonly load: ReadonlyMap<string, number>;
}

const watch = async ({ app }: Driven, page: Page): Promise<Watched> => {
  const pid = app.process().pid!;
  const before = new Map(treeOf(pid).map((one) => [one.pid, one.cpuMs]));
  const from = Date.now();
  const frames = await framesDuring(page, () => page.waitForTimeout(WATCH_MS));
  const elapsed = Date.now() - from;
  const load = new Map<string, number>();
  for (const one of treeOf(pid)) {
    const ms = one.cpuMs - (before.get(one.pid) ?? 0);
    load.set(one.kind, (load.get(one.kind) ?? 0) + (100 * ms) / elapsed);
  }
  return { ...frames, load };
};

/** An empty window; ours is out of sight meanwhile. */
const watchEmpty = async (driven: Driven): Promise<Watched> => {
  const { app } = driven;
  const coming = app.waitForEvent('window');
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.hide();
    void new BrowserWindow({ width: 1280, height: 840, title: 'empty' }).loadURL('about:blank');
  });
  const page = await coming;
  await page.waitForTimeout(1000);
  const watched = await watch(driven, page);
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows())
      if (window.webContents.getURL().startsWith('about:')) window.destroy();
      else window.show();
  });
  await driven.page.waitForTimeout(1000);
  return watched;
};

const command = (page: Page, name: string): Promise<void> =>
  page.getByRole('main').getByRole('button', { name, exact: true }).first().click();

const rates = (title: string, all: readonly Watched[], target?: number): Figure => ({
  title,
  unit: 'fps',
  samples: all.map(rateOf),
  ...(target === undefined ? {} : { target, judged: 'median' as const }),
  remark: [...all[0]!.load]
    .filter(([, percent]) => percent >= 1)
    .map(([kind, percent]) => `${kind} ${Math.round(percent)} %`)
    .join(', '),
});

export const measureLiveRun = async (
  rounds: number,
  { folder, runs }: MadeWorkspace,
): Promise<readonly Figure[]> =>
  withDriven([folder], async (driven) => {
    const { page } = driven;
    await page.getByRole('grid').waitFor();
    await page.evaluate((to) => {
      location.hash = to;
    }, `#/run/${runs[0]}`);
    await page.waitForTimeout(1500);
    const quiet = await watchEmpty(driven);
    const still = await watch(driven, page);
    await command(page, 'Start');
    await page.getByRole('main').locator('canvas').first().waitFor({ timeout: 60_000 });
    await page.waitForTimeout(4000);
    const live: Watched[] = [];
    const empty: Watched[] = [];
    for (let i = 0; i < rounds; i++) {
      live.push(await watch(driven, page));
      empty.push(await watchEmpty(driven));
    }
    await command(page, 'Stop');
    await page.waitForTimeout(2000);
    return [
      rates('Page of a run that goes on: frames per second', live, 59),
      rates('. an empty window during the run', empty),
      rates('. an empty window without a run', [quiet]),
      rates('. the page of a run that waits', [still]),
      ...frameFigures('Page of a run that goes on', live),
      {
        title: '. longest frame of an empty window during the run',
        unit: 'ms',
        samples: empty.map(({ deltas }) => Math.max(0, ...deltas)),
      },
    ];
  });

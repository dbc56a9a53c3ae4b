/** From the start of the program to a page that talks to the engine and shows its first screen. The first start only warms the caches. */
import { setTimeout as pause } from 'node:timers/promises';
import { makeUser, openAsUser } from '../application.ts';
import type { Figure } from '../figure.ts';
import { treeOf } from '../process-tree.ts';

const SETTLED_MS = 2500;

interface Start {
  /** From the program's start, in ms. */
  readonly page: number;
  readonly engine: number;
  readonly screen: number;
  readonly usable: number;
  /** Processor time of all processes until the page had settled, in ms. */
  readonly cpu: number;
}

const startOnce = async (home: string): Promise<Start> => {
  const application = openAsUser(home, true);
  try {
    await pause(SETTLED_MS);
    const page = await application.page();
    await page.waitForFunction(() =>
      ['engine connected', 'first screen'].every((name) => performance.getEntriesByName(name).length > 0),
    );
    const { origin, engine, screen, painted } = await page.evaluate(async () => {
      const at = (name: string): number => performance.getEntriesByName(name)[0]?.startTime ?? 0;
      const paints = await new Promise<PerformanceEntryList>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries())).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        });
      });
      return {
        origin: performance.timeOrigin,
        engine: at('engine connected'),
        screen: at('first screen'),
        painted: Math.max(...paints.map(({ startTime }) => startTime)),
      };
    });
    const before = origin - application.started;
    const cpu = treeOf(application.pid).reduce((sum, { cpuMs }) => sum + cpuMs, 0);
    return {
      page: before,
      engine: before + engine,
      screen: before + screen,
      usable: before + Math.max(engine, screen, painted),
      cpu,
    };
  } finally {
    await application.end();
  }
};

export const measureLaunch = async (rounds: number): Promise<readonly Figure[]> => {
  const user = makeUser();
  const starts: Start[] = [];
  try {
    await startOnce(user.home);
    for (let i = 0; i < rounds; i++) starts.push(await startOnce(user.home));
  } finally {
    user.remove();
  }
  const of = (key: keyof Start): readonly number[] => starts.map((start) => start[key]);
  return [
    {
      title: 'Start to usable window',
      unit: 'ms',
      samples: of('usable'),
      target: 2000,
      judged: 'median',
      remark: 'engine connected, first screen painted',
    },
    { title: '. until the window asks for its page', unit: 'ms', samples: of('page') },
    { title: '. until the engine is connected', unit: 'ms', samples: of('engine') },
    { title: '. until the first screen is there', unit: 'ms', samples: of('screen') },
    { title: '. processor time of all processes, 2.5 s', unit: 'ms', samples: of('cpu') },
  ];
};

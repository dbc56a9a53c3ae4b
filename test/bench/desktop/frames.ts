/**
 * How regularly a page gets to draw while something goes on: the times between its animation frames, which other work on the machine makes
 * longer, and the processor time of each task of its own thread, which it does not.
 */
import type { CDPSession, Page } from '@playwright/test';
import type { Figure } from './figure.ts';

const LONG_MS = 50;

export interface Frames {
  /** Milliseconds from each frame to the next. */
  readonly deltas: readonly number[];
  /** Processor time of each task of the page's thread that took 1 ms or more, in ms. */
  readonly tasks: readonly number[];
}

interface Recorder {
  stop(): readonly number[];
}
type Recording = typeof globalThis & { frameRecorder: Recorder };

const beginDeltas = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const times: number[] = [];
    let frame = requestAnimationFrame(function next(time) {
      times.push(time);
      frame = requestAnimationFrame(next);
    });
    (globalThis as Recording).frameRecorder = {
      stop: () => {
        cancelAnimationFrame(frame);
        return times.slice(1).map((time, i) => time - times[i]!);
      },
    };
  });

const endDeltas = (page: Page): Promise<readonly number[]> =>
  page.evaluate(() => (globalThis as Recording).frameRecorder.stop());

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** Microseconds of time, and of processor time. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

const MARK = 'bench task';

const beginTrace = async (session: CDPSession, events: TraceEvent[]): Promise<void> => {
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['disabled-by-default-devtools.timeline', 'blink.user_timing'],
      excludedCategories: ['*'],
    },
  });
};

const endTrace = async (session: CDPSession): Promise<void> => {
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
};

/** Tasks of the thread that has made the mark. */
const tasksOf = (events: readonly TraceEvent[]): readonly number[] => {
  const mark = events.find(({ name }) => name === MARK);
  return events
    .filter(({ name, pid, tid }) => name === 'RunTask' && pid === mark?.pid && tid === mark.tid)
    .map(({ tdur, dur }) => (tdur ?? dur ?? 0) / 1000)
    .filter((ms) => ms >= 1);
};

export const framesDuring = async (page: Page, during: () => Promise<unknown>): Promise<Frames> => {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  await beginTrace(session, events);
  await page.evaluate((name) => performance.mark(name), MARK);
  await beginDeltas(page);
  await during();
  const deltas = await endDeltas(page);
  await endTrace(session);
  await session.detach();
  return { deltas, tasks: tasksOf(events) };
};

export const rateOf = ({ deltas }: Frames): number =>
  deltas.length === 0 ? 0 : (1000 * deltas.length) / deltas.reduce((sum, delta) => sum + delta, 0);

export const longestFrame = ({ deltas }: Frames): number => Math.max(0, ...deltas);
export const longestTask = ({ tasks }: Frames): number => Math.max(0, ...tasks);

/** What is said of the frames of some rounds: no frame shall take more than 50 ms. */
export const frameFigures = (title: string, rounds: readonly Frames[]): readonly Figure[] => [
  {
    title: `${title}: longest frame`,
    unit: 'ms',
    samples: rounds.map(longestFrame),
    target: LONG_MS,
    judged: 'median',
    remark: `${rounds.map(({ deltas }) => deltas.filter((ms) => ms > LONG_MS).length).join(', ')} over ${LONG_MS} ms of ${rounds.map(({ deltas }) => deltas.length).join(', ')}`,
  },
  {
    title: `. longest task of the page, processor time`,
    unit: 'ms',
    samples: rounds.map(longestTask),
    target: LONG_MS,
    judged: 'worst',
  },
];

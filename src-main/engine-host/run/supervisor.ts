/**
 * The runs that this engine works on: each in a thread of its own, `concurrent` at a time, the others in a queue. A thread that dies takes
 * nothing else with it. Test: test/unit/main/engine-host/engine-queue.test.ts.
 */
import { Worker } from 'node:worker_threads';
import type { Result } from '../../../src-engine/base/result.ts';
import type { RunEnd } from '../../../src-engine/run/run-loop.ts';
import { traceOf } from '../router.ts';
import type { FromRunThread, LiveProgress, RunThreadData, ToRunThread } from './run-thread-message.ts';

/** How a thread ended: with what it said of the run, or by dying. */
export interface ThreadEnd {
  readonly result: Result<RunEnd> | undefined;
  /** Why the thread died; undefined when it ended by itself. */
  readonly death: string | undefined;
}

export interface SupervisedRun {
  readonly data: RunThreadData;
  /** Something a thread told. */
  readonly onMessage: (message: FromRunThread) => void;
  /** It began to wait, moved up, or began. */
  readonly onMoved: () => void;
  /** The thread has been joined. The run counts as active until this resolves. */
  readonly onEnded: (end: ThreadEnd) => Promise<void>;
}

export interface RunStatus {
  readonly active: boolean;
  /** Active, and about to say how it ended. */
  readonly ending: boolean;
  /** From 1. */
  readonly queued: number | null;
  readonly progress: LiveProgress | undefined;
}

export interface Supervisor {
  /** Starts a run, or puts it into the queue; one that is there already stays where it is. */
  start(run: SupervisedRun): void;
  /** Takes a run out of the queue, or asks it to stop cleanly. False when it is in neither. */
  stop(folder: string, run: string): boolean;
  statusOf(folder: string, run: string): RunStatus;
  /** Resolves once the run is not active. */
  ended(folder: string, run: string): Promise<void>;
  /** Active and waiting runs of a workspace, or of all. */
  runsOf(folder?: string): { readonly active: number; readonly waiting: number };
  folders(): readonly string[];
  /** Of all active runs together; null when it cannot be told. */
  fraction(): number | null;
  setConcurrent(runs: number): void;
  /** Empties the queue, stops every run cleanly; those that have not stopped in time are cut off. */
  shutdown(limitMs: number): Promise<void>;
}

interface Active {
  readonly run: SupervisedRun;
  readonly worker: Worker;
  readonly done: Promise<void>;
  progress: LiveProgress | undefined;
  isEnding: boolean;
}

const keyOf = (folder: string, run: string): string => `${folder}\0${run}`;
const keyIn = ({ data }: SupervisedRun): string => keyOf(data.folder, data.run);

/** `entry` is the file of a run's thread; `onChange` is called when what is active or waiting changed. */
export const createSupervisor = (
  entry: () => URL,
  onChange: () => void,
  log: (text: string) => void,
): Supervisor => {
  const active = new Map<string, Active>();
  let queue: SupervisedRun[] = [];
  let concurrent = 1;
  let isClosing = false;

  const moved = (): void => {
    for (const run of queue) run.onMoved();
    onChange();
  };

  const begin = (run: SupervisedRun): void => {
    const key = keyIn(run);
    const worker = new Worker(entry(), { name: `run ${run.data.run}`, workerData: run.data });
    let result: Result<RunEnd> | undefined;
    let death: string | undefined;
    const done = new Promise<void>((resolve) => {
      worker.on('message', (message: FromRunThread) => {
        if (message.kind === 'ended') result = message.result;
        const entry = active.get(key);
        if (message.kind === 'progress' && entry !== undefined) entry.progress = message.progress;
        if (message.kind === 'ending' && entry !== undefined) entry.isEnding = true;
        run.onMessage(message);
      });
      worker.on('error', (error) => {
        death = error instanceof Error ? error.message : String(error);
        log(`The thread of run ${run.data.run} died: ${traceOf(error)}`);
      });
      worker.once('exit', (code) => {
        if (code !== 0 && result === undefined) death ??= `exit code ${code}`;
        void run
          .onEnded({ result, death })
          .catch((error) => log(`After run ${run.data.run}: ${traceOf(error)}`))
          .then(() => {
            active.delete(key);
            run.onMoved();
            resolve();
            advance();
          });
      });
    });
    active.set(key, { run, worker, done, progress: undefined, isEnding: false });
    run.onMoved();
  };

  const advance = (): void => {
    while (!isClosing && active.size < concurrent && queue.length > 0) begin(queue.shift()!);
    moved();
  };

  return {
    start: (run) => {
      const key = keyIn(run);
      if (isClosing || active.has(key) || queue.some((other) => keyIn(other) === key)) return;
      queue.push(run);
      advance();
    },
    stop: (folder, id) => {
      const key = keyOf(folder, id);
      const waiting = queue.find((run) => keyIn(run) === key);
      if (waiting !== undefined) {
        queue = queue.filter((run) => run !== waiting);
        waiting.onMoved();
        moved();
        return true;
      }
      const entry = active.get(key);
      entry?.worker.postMessage('stop' satisfies ToRunThread);
      return entry !== undefined;
    },
    statusOf: (folder, id) => {
      const key = keyOf(folder, id);
      const entry = active.get(key);
      const place = queue.findIndex((run) => keyIn(run) === key);
      return {
        active: entry !== undefined,
        ending: entry?.isEnding ?? false,
        queued: place < 0 ? null : place + 1,
        progress: entry?.progress,
      };
    },
    ended: async (folder, id) => {
      await active.get(keyOf(folder, id))?.done;
    },
    runsOf: (folder) => ({
      active: [...active.values()].filter(({ run }) => folder === undefined || run.data.folder === folder)
        .length,
      waiting: queue.filter(({ data }) => folder === undefined || data.folder === folder).length,
    }),
    folders: () => [...new Set([...active.values()].map(({ run }) => run.data.folder))],
    fraction: () => {
      const known = [...active.values()].flatMap(({ progress }) => progress ?? []);
      const total = known.reduce((sum, progress) => sum + progress.total, 0);
      return total === 0 ? null : known.reduce((sum, progress) => sum + progress.done, 0) / total;
    },
    setConcurrent: (runs) => {
      concurrent = Math.max(1, runs);
      advance();
    },
    shutdown: async (limitMs) => {
      isClosing = true;
      const dropped = queue;
      queue = [];
      for (const run of dropped) run.onMoved();
      const entries = [...active.values()];
      for (const { worker } of entries) worker.postMessage('stop' satisfies ToRunThread);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<'late'>((resolve) => {
        timer = setTimeout(() => resolve('late'), limitMs);
      });
      const all = Promise.all(entries.map(({ done }) => done));
      if ((await Promise.race([all, late])) === 'late')
        for (const { worker } of entries) await worker.terminate();
      clearTimeout(timer);
      await all;
    },
  };
};

/**
 * The tasks of one engine. A task ends exactly once: finished, failed or cancelled; later words about it are ignored. Progress is told
 * at most ten times a second per task, the last word always. Test: test/unit/main/task/task-registry.test.ts.
 */
import { randomBytes } from 'node:crypto';
import { type Failure, fail, ok, type Result } from '../../src-engine/base/result.ts';
import type { TaskFacts } from '../contract/index.ts';

const KEPT = 100;
const INTERVAL_MS = 100;

export interface TaskRequest {
  readonly kind: TaskFacts['kind'];
  readonly title: string;
  /** Asks the work to stop; it answers with `cancelled`, or ends otherwise if it was faster. */
  readonly cancel: () => void;
  /** Nobody hears of work that ends sooner than this; 0 by default. */
  readonly quietMs?: number;
}

export interface RunningTask {
  readonly id: string;
  /** `fraction` from 0 to 1, or null when it cannot be told. */
  report(fraction: number | null, step: string | null): void;
  /** `outcome`: what came of it, in one sentence. */
  finish(outcome: string): void;
  fail(failure: Failure): void;
  cancelled(outcome?: string): void;
}

export interface TaskRegistry {
  start(request: TaskRequest): RunningTask;
  /** Running ones and those that ended, newest first. */
  list(): readonly TaskFacts[];
  /** A task that has ended is left as it is. */
  cancel(id: string): Result<null>;
}

interface Entry {
  facts: TaskFacts;
  readonly cancel: () => void;
  known: boolean;
  lastTold: number;
  timer: NodeJS.Timeout | undefined;
}

const idle = (entry: Entry): void => {
  clearTimeout(entry.timer);
  entry.timer = undefined;
};

export const createTaskRegistry = (
  tell: (task: TaskFacts) => void,
  now: () => number = Date.now,
): TaskRegistry => {
  /** In the order of their start. */
  const entries = new Map<string, Entry>();

  const tellNow = (entry: Entry): void => {
    idle(entry);
    entry.known = true;
    entry.lastTold = now();
    tell(entry.facts);
  };
  const later = (entry: Entry, ms: number): void => {
    entry.timer ??= setTimeout(() => tellNow(entry), ms).unref();
  };

  const forgetOldest = (): void => {
    const ended = [...entries].filter(([, { facts }]) => facts.state !== 'running');
    for (const [id] of ended.slice(0, Math.max(0, ended.length - KEPT))) entries.delete(id);
  };

  const end = (entry: Entry, change: Partial<TaskFacts>): void => {
    if (entry.facts.state !== 'running') return;
    entry.facts = { ...entry.facts, ...change, ended: new Date(now()).toISOString() };
    if (entry.known) tellNow(entry);
    else {
      idle(entry);
      entries.delete(entry.facts.id);
    }
    forgetOldest();
  };

  return {
    start: ({ kind, title, cancel, quietMs = 0 }) => {
      const id = `t-${randomBytes(8).toString('hex')}`;
      const entry: Entry = {
        facts: {
          id,
          kind,
          title,
          started: new Date(now()).toISOString(),
          ended: null,
          state: 'running',
          fraction: null,
          step: null,
          outcome: null,
          failure: null,
        },
        cancel,
        known: false,
        lastTold: 0,
        timer: undefined,
      };
      entries.set(id, entry);
      if (quietMs === 0) tellNow(entry);
      else later(entry, quietMs);
      return {
        id,
        report: (fraction, step) => {
          if (entry.facts.state !== 'running') return;
          entry.facts = { ...entry.facts, fraction, step };
          if (!entry.known) return;
          const wait = entry.lastTold + INTERVAL_MS - now();
          if (wait <= 0) tellNow(entry);
          else later(entry, wait);
        },
        finish: (outcome) => end(entry, { state: 'done', fraction: 1, step: null, outcome }),
        fail: (failure) => end(entry, { state: 'failed', step: null, outcome: failure.message, failure }),
        cancelled: (outcome = 'Cancelled; nothing was changed.') =>
          end(entry, { state: 'cancelled', step: null, outcome }),
      };
    },
    list: () =>
      [...entries.values()]
        .filter(({ known }) => known)
        .map(({ facts }) => facts)
        .reverse(),
    cancel: (id) => {
      const entry = entries.get(id);
      if (entry === undefined)
        return fail(
          'task.unknown',
          'This task is not known any more.',
          'Nothing needs to be done: it has ended.',
        );
      if (entry.facts.state === 'running') entry.cancel();
      return ok(null);
    },
  };
};

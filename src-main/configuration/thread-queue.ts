/**
 * A field thread and the jobs that wait for it, seen from the engine: one job at a time, in the order they came. The thread is started
 * with the first job and ended when it had nothing to do for a while, which gives its memory back. A job that does not heed its
 * cancellation in time is ended with its thread. Test: test/unit/main/configuration/thread-queue.test.ts.
 */
import { Worker } from 'node:worker_threads';
import { fail, type Result } from '../../src-engine/base/result.ts';
import { programFile } from '../worker/program-file.ts';
import type {
  FieldResults,
  FieldThreadData,
  FieldWork,
  FieldWorkKind,
  FromFieldThread,
  ToFieldThread,
} from './field-messages.ts';

export interface ThreadQueueOptions {
  /** Shown by debuggers. */
  readonly name: string;
  /** Bytes of memory of the machine. */
  readonly memory: number;
  /** The file of the thread, where it is not the one beside this code. */
  readonly entry?: URL;
  readonly idleMs?: number;
  /** How long a cancelled job may go on. */
  readonly graceMs?: number;
}

export interface Job<T> {
  /** `task.cancelled` when it was; never rejects. */
  readonly result: Promise<Result<T>>;
  cancel(): void;
}

export type OnProgress = (fraction: number | null, step: string) => void;

export interface ThreadQueue {
  submit<W extends FieldWork>(work: W, onProgress: OnProgress): Job<FieldResults[W['kind']]>;
  /** Whether a thread is alive. */
  readonly alive: boolean;
  /** Cancels everything; resolves when the thread has ended. */
  close(): Promise<void>;
}

type AnyResult = Result<FieldResults[FieldWorkKind]>;

interface Waiting {
  readonly job: number;
  readonly result: Promise<AnyResult>;
  readonly work: FieldWork;
  readonly cancel: Int32Array;
  readonly onProgress: OnProgress;
  readonly settle: (result: AnyResult) => void;
}

const IDLE_MS = 60_000;
const GRACE_MS = 5_000;

const cancelled = (): AnyResult =>
  fail('task.cancelled', 'This was cancelled before it was done.', 'Ask again when you want it.');

const broken = (why: string): AnyResult =>
  fail(
    'internal',
    `A computation ended with a defect: ${why.split('\n')[0]}`,
    'Try again; please report it if it happens again.',
    { why },
  );

export const createThreadQueue = (options: ThreadQueueOptions): ThreadQueue => {
  const { idleMs = IDLE_MS, graceMs = GRACE_MS } = options;
  const waiting: Waiting[] = [];
  let running: Waiting | undefined;
  let worker: Worker | undefined;
  let idleTimer: NodeJS.Timeout | undefined;
  let graceTimer: NodeJS.Timeout | undefined;
  let jobs = 0;
  let closed = false;

  const settleRunning = (result: AnyResult): void => {
    const job = running;
    running = undefined;
    clearTimeout(graceTimer);
    job?.settle(result);
  };

  const onMessage = (message: FromFieldThread): void => {
    if (message.job !== running?.job) return;
    if (message.kind === 'progress') {
      running.onProgress(message.fraction, message.step);
      return;
    }
    if (message.kind === 'ended') settleRunning(message.result);
    else settleRunning(message.kind === 'cancelled' ? cancelled() : broken(message.why));
    next();
  };

  const start = (): Worker => {
    const data: FieldThreadData = { memory: options.memory };
    const started = new Worker(options.entry ?? programFile('field-thread', import.meta.url), {
      name: options.name,
      workerData: data,
    });
    let why = 'its thread ended';
    started.on('message', onMessage);
    started.on('error', (error: Error) => {
      why = error.message;
    });
    started.on('exit', () => {
      if (worker !== started) return;
      worker = undefined;
      if (running !== undefined)
        settleRunning(Atomics.load(running.cancel, 0) === 0 ? broken(why) : cancelled());
      next();
    });
    return started;
  };

  const end = async (): Promise<void> => {
    const ending = worker;
    worker = undefined;
    if (ending === undefined) return;
    const ended = new Promise<void>((resolve) => ending.once('exit', () => resolve()));
    ending.postMessage({ kind: 'end' } satisfies ToFieldThread);
    const lastResort = setTimeout(() => void ending.terminate(), graceMs);
    await ended;
    clearTimeout(lastResort);
  };

  const next = (): void => {
    if (running !== undefined) return;
    clearTimeout(idleTimer);
    running = waiting.shift();
    if (running === undefined) {
      worker?.unref();
      idleTimer = setTimeout(() => void end(), idleMs).unref();
      return;
    }
    try {
      worker ??= start();
    } catch (error) {
      settleRunning(broken(error instanceof Error ? error.message : String(error)));
      next();
      return;
    }
    worker.ref();
    const { job, work, cancel } = running;
    const message: ToFieldThread = { kind: 'job', job, work, cancel: cancel.buffer as SharedArrayBuffer };
    worker.postMessage(message);
  };

  const cancelJob = (job: Waiting): void => {
    Atomics.store(job.cancel, 0, 1);
    const at = waiting.indexOf(job);
    if (at >= 0) {
      waiting.splice(at, 1);
      job.settle(cancelled());
    } else if (running === job) {
      clearTimeout(graceTimer);
      graceTimer = setTimeout(() => void worker?.terminate(), graceMs);
    }
  };

  return {
    submit: (work, onProgress) => {
      let settle: (result: AnyResult) => void = () => {};
      const result = new Promise<AnyResult>((resolve) => {
        settle = resolve;
      });
      const cancel = new Int32Array(new SharedArrayBuffer(4));
      const job: Waiting = { job: jobs++, result, work, cancel, onProgress, settle };
      if (closed) settle(cancelled());
      else waiting.push(job);
      if (running !== undefined) onProgress(null, 'waiting for other work to end');
      next();
      return { result: result as Promise<Result<never>>, cancel: () => cancelJob(job) };
    },
    get alive() {
      return worker !== undefined;
    },
    close: async () => {
      closed = true;
      for (const job of [...waiting]) cancelJob(job);
      const last = running;
      if (last !== undefined) {
        cancelJob(last);
        await last.result;
      }
      clearTimeout(idleTimer);
      await end();
    },
  };
};

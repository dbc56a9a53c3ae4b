/**
 * A worker thread that answers one question at a time. It is started by the first question, ended after a while without any, and a
 * thread that dies fails the question it was at, not those that wait.
 *
 * A thread is asked to end and ends itself: cutting it off while SQLite is at work in it would abort the whole process (its binding
 * throws through C++). Only threads that are known not to use SQLite may be cut off. Test: test/unit/main/engine-host/ask-thread.test.ts.
 */
import { Worker } from 'node:worker_threads';
import { fail, type Result } from '../../../src-engine/base/result.ts';

export interface AskThreadOptions {
  readonly name: string;
  readonly entry: () => URL;
  /** What the thread is born with. */
  readonly data: unknown;
  /** It ends after this long without a question. */
  readonly idleMs: number;
  /** Whether it may be cut off in the middle of a question. */
  readonly canBeCutOff?: boolean;
  /** Its death, for the program's log. */
  readonly log: (text: string) => void;
}

/** From a thread: the result of question `id`, or the trace of a defect. */
export type ThreadAnswer =
  | { readonly id: number; readonly result: Result<unknown> }
  | { readonly id: number; readonly defect: string };

/** To a thread. */
export type ToAskThread = { readonly id: number; readonly question: unknown } | 'end';

interface Question {
  readonly id: number;
  readonly question: unknown;
  readonly settle: (result: Result<never>) => void;
}

const broken = (name: string): Result<never> =>
  fail('internal', `The ${name} stopped while it was at work.`, 'Try again; if it happens again, report it.');

const closed = fail('ipc.gone', 'The workspace was closed meanwhile.', 'Open it again.');

export class AskThread {
  private readonly options: AskThreadOptions;
  private readonly waiting: Question[] = [];
  private current: Question | undefined;
  private worker: Worker | undefined;
  private idle: NodeJS.Timeout | undefined;
  private next = 0;
  private isClosed = false;

  constructor(options: AskThreadOptions) {
    this.options = options;
  }

  ask<T>(question: unknown): Promise<Result<T>> {
    if (this.isClosed) return Promise.resolve(closed);
    return new Promise((settle) => {
      this.waiting.push({ id: this.next++, question, settle });
      this.advance();
    });
  }

  /** Fails what waits, ends the thread once it has done what it is at. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.idle);
    for (const { settle } of this.waiting.splice(0)) settle(closed);
    const { current } = this;
    this.current = undefined;
    current?.settle(closed);
    await this.end();
  }

  private advance(): void {
    if (this.current !== undefined) return;
    this.current = this.waiting.shift();
    clearTimeout(this.idle);
    if (this.current === undefined) {
      this.idle = setTimeout(() => void this.end(), this.options.idleMs).unref();
      return;
    }
    this.worker ??= this.start();
    const { id, question } = this.current;
    this.worker.postMessage({ id, question } satisfies ToAskThread);
  }

  private start(): Worker {
    const { name, entry, data, log } = this.options;
    const worker = new Worker(entry(), { name, workerData: data });
    worker.on('message', ({ id, ...answer }: ThreadAnswer) => {
      if (this.current?.id !== id) return;
      const { settle } = this.current;
      this.current = undefined;
      if ('defect' in answer) {
        log(`${name}: ${answer.defect}`);
        settle(broken(name));
      } else settle(answer.result as Result<never>);
      this.advance();
    });
    worker.on('error', (error) => log(`${name}: ${error.stack ?? error.message}`));
    worker.once('exit', () => {
      if (this.worker !== worker) return;
      this.worker = undefined;
      this.current?.settle(broken(name));
      this.current = undefined;
      this.advance();
    });
    return worker;
  }

  private async end(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    if (worker === undefined) return;
    if (this.options.canBeCutOff) {
      await worker.terminate();
      return;
    }
    await new Promise<void>((resolve) => {
      worker.once('exit', () => resolve());
      worker.postMessage('end' satisfies ToAskThread);
    });
  }
}

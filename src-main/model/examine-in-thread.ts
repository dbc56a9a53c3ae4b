/** The check of a model in a thread of its own, which is cut off when the check is cancelled. Test: test/unit/main/engine-host/model-check.test.ts. */
import { Worker } from 'node:worker_threads';
import { fail, type Result } from '../../src-engine/base/result.ts';
import type { Examination } from '../../src-engine/learn/examine/figure.ts';
import type { Model } from '../../src-engine/learn/model/model-file.ts';
import { programFile } from '../worker/program-file.ts';

/** What a check looks at when nobody says otherwise. */
export const standardCheck = { samples: 64, seed: 1 } as const;

export interface CheckQuestion {
  readonly model: Model;
  readonly samples: number;
  readonly seed: number;
  readonly threads: number;
}

export type FromExamineThread =
  | { readonly kind: 'progress'; readonly fraction: number }
  | { readonly kind: 'ended'; readonly result: Result<Examination> };

export interface CheckAtWork {
  /** `task.cancelled` when it was; never rejects. */
  readonly result: Promise<Result<Examination>>;
  readonly cancel: () => void;
}

const cancelled = fail('task.cancelled', 'The check was cancelled.', 'Start it again when you want it.');

export const examineInThread = (
  question: CheckQuestion,
  onProgress: (fraction: number) => void,
): CheckAtWork => {
  const worker = new Worker(programFile('examine-thread', import.meta.url), {
    name: 'check of a model',
    workerData: question,
  });
  let why = 'its thread ended';
  let isCancelled = false;
  const result = new Promise<Result<Examination>>((resolve) => {
    worker.on('message', (message: FromExamineThread) => {
      if (message.kind === 'progress') onProgress(message.fraction);
      else resolve(message.result);
    });
    worker.on('error', (error: Error) => {
      why = error.message;
    });
    worker.on('exit', () =>
      resolve(
        isCancelled
          ? cancelled
          : fail(
              'internal',
              `The check ended with a defect: ${why.split('\n')[0]}`,
              'Try again; please report it if it happens again.',
            ),
      ),
    );
  });
  return {
    result,
    cancel: () => {
      isCancelled = true;
      void worker.terminate();
    },
  };
};

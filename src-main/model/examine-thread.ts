/** The entry of the thread that checks one model and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { examine } from './examine.ts';
import type { CheckQuestion, FromExamineThread } from './examine-in-thread.ts';

const { model, ...options } = workerData as CheckQuestion;
const tell = (message: FromExamineThread): void => parentPort!.postMessage(message);

tell({
  kind: 'ended',
  result: await examine(model, { ...options, onStep: (_, fraction) => tell({ kind: 'progress', fraction }) }),
});

/** The other side of an AskThread: answers each question, and turns what it throws into the trace of a defect. */
import { parentPort } from 'node:worker_threads';
import type { Result } from '../../../src-engine/base/result.ts';
import type { ThreadAnswer, ToAskThread } from './ask-thread.ts';

/** Buffers that are given away with an answer instead of being copied. */
const buffersIn = (value: unknown, found: Set<ArrayBuffer>): Set<ArrayBuffer> => {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) buffersIn(inner, found);
  return found;
};

/** `end` is called once, after the last answer; the thread then ends by itself. */
export const serveQuestions = <Q>(
  answer: (question: Q) => Promise<Result<unknown>>,
  end: () => Promise<void> = () => Promise.resolve(),
): void => {
  const port = parentPort!;
  const atWork = new Set<Promise<void>>();

  const reply = async (id: number, question: Q): Promise<void> => {
    try {
      const result = await answer(question);
      port.postMessage({ id, result } satisfies ThreadAnswer, [...buffersIn(result, new Set())]);
    } catch (error) {
      const defect = error instanceof Error ? (error.stack ?? error.message) : String(error);
      port.postMessage({ id, defect } satisfies ThreadAnswer);
    }
  };

  port.on('message', async (message: ToAskThread) => {
    if (message === 'end') {
      await Promise.all(atWork);
      await end();
      port.close();
      return;
    }
    const work = reply(message.id, message.question as Q);
    atWork.add(work);
    await work;
    atWork.delete(work);
  });
};

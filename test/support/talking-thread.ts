/** A thread for AskThread: echoes, counts, fails, throws, or dies, as it is asked to. */
import { ok } from '../../src-engine/base/result.ts';
import { serveQuestions } from '../../src-main/engine-host/thread/serve-questions.ts';

let asked = 0;
serveQuestions<string>(async (question) => {
  asked++;
  if (question === 'throw') throw new Error('thrown in the thread');
  if (question === 'die') process.exit(3);
  if (question === 'wait') await new Promise(() => {});
  if (question === 'numbers') return ok({ numbers: Float64Array.of(1, 2, 3) });
  return ok([question, asked]);
});

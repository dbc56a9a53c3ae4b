/** Compute threads that misbehave, by the environment variable FAULTY_COMPUTE_THREAD: what a pool must survive. */
import { workerData } from 'node:worker_threads';
import { type ComputeThreadData, WORD } from '../../src-main/worker/control-block.ts';

const how = process.env.FAULTY_COMPUTE_THREAD;
const words = new Int32Array((workerData as ComputeThreadData).control);

if (how === 'no-start') throw new Error('cannot start on purpose');
Atomics.wait(words, WORD.state, 0);
Atomics.add(words, WORD.active, 1);
Atomics.add(words, WORD.next, 1);
if (how === 'exit') process.exit(7);
if (how === 'throw') throw new Error('thrown on purpose');
if (how === 'deaf') {
  Atomics.sub(words, WORD.active, 1);
  for (;;);
}
// otherwise the thread ends here

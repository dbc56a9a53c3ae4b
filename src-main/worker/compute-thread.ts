/**
 * The entry of a compute thread: sleeps until a launch opens, takes its share of the blocks, sleeps again (control-block.ts).
 * It never returns to its event loop, so new kernels are fetched from the port when a launch names one it does not have.
 * Proof: test/unit/main/worker/thread-pool.test.ts.
 */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { instantiate } from '../../src-engine/kernel/executor.ts';
import {
  abandonLaunch,
  type ComputeThreadData,
  type FailureMessage,
  type KernelMessage,
  readLaunch,
  runClaimedBlocks,
  spin,
  WORD,
} from './control-block.ts';

const { memory, control, port, thread } = workerData as ComputeThreadData;
const words = new Int32Array(control);
const kernels: (ReturnType<typeof instantiate> | undefined)[] = [];

/** Returns when `state` is no longer `seen`, with its new value. */
const nextState = (seen: number): number => {
  if (!spin(words, WORD.state, seen, 'different')) {
    Atomics.add(words, WORD.sleepers, 1);
    Atomics.wait(words, WORD.state, seen);
    Atomics.sub(words, WORD.sleepers, 1);
  }
  return Atomics.load(words, WORD.state);
};

const fetchKernels = (): void => {
  for (;;) {
    const received = receiveMessageOnPort(port) as { message: Partial<KernelMessage> } | undefined;
    if (received === undefined) return;
    const { kernel, module } = received.message;
    if (kernel !== undefined && module !== undefined) kernels[kernel] = instantiate(module, memory);
  }
};

const report = (error: unknown): void => {
  abandonLaunch(words);
  const message: FailureMessage = { failure: error instanceof Error ? error.message : String(error) };
  port.postMessage(message);
  Atomics.store(words, WORD.failed, thread);
};

const takePart = (state: number): void => {
  // before joining, so that the caller does not wait for it
  if (kernels[words[WORD.kernel]!] === undefined) fetchKernels();
  Atomics.add(words, WORD.active, 1);
  try {
    if (Atomics.load(words, WORD.state) === state) {
      const launch = readLaunch(words);
      const run = kernels[launch.kernel];
      if (run === undefined) throw new Error(`kernel ${launch.kernel} has not arrived`);
      runClaimedBlocks(words, run, launch);
    }
  } catch (error) {
    report(error);
  }
  if (Atomics.sub(words, WORD.active, 1) === 1 && Atomics.load(words, WORD.callerSleeps) === 1)
    Atomics.notify(words, WORD.active);
};

parentPort?.postMessage('ready');
for (let state = 0; ; ) {
  const next = nextState(state);
  if (Atomics.load(words, WORD.stop) === 1) break;
  if (next !== state && (next & 1) === 1) takePart(next);
  state = next;
}
port.close();

/**
 * The executor of several threads: the calling one and `threads` - 1 compute threads, which share one WebAssembly memory and claim
 * the blocks of a launch one by one (control-block.ts). Results have the same bits for every number of threads, because a block
 * computes the same whoever runs it (src-engine/kernel/executor.ts).
 *
 * `run` blocks its thread and needs no event loop; threads that are still starting join when they can. A thread that dies ends the
 * pool: `run` throws, it never hangs, and what the launch wrote is undefined.
 * Proof: test/unit/main/worker/thread-pool.test.ts.
 */
import { receiveMessageOnPort } from 'node:worker_threads';
import { invariant } from '../../src-engine/base/invariant.ts';
import {
  type Executor,
  instantiate,
  type Launch,
  runBlock,
  webAssembly,
} from '../../src-engine/kernel/executor.ts';
import { MAX_PAGES } from '../../src-engine/kernel/lower-wasm/encode.ts';
import {
  abandonLaunch,
  CONTROL_BYTES,
  type FailureMessage,
  type KernelMessage,
  runClaimedBlocks,
  spin,
  WORD,
  writeLaunch,
} from './control-block.ts';
import { type ComputeThread, computeThreadFile, isDead, startThread } from './start-thread.ts';
import { setKernelCompilerFlags } from './v8-flags.ts';

const PAGE = 65536;
/** Memory grows in steps of 16 MiB (untouched pages cost nothing), because every thread hears of every step. */
const GROWTH_PAGES = 256;
/** How often a caller that waits looks whether its threads are alive. */
const LIVENESS_MILLISECONDS = 50;
/** Time for threads to end by themselves. */
const FAREWELL_MILLISECONDS = 1000;

export interface ThreadPoolOptions {
  /** Threads that compute, the calling one included; at least 1. */
  readonly threads: number;
  /** The file of the compute thread, where it is not the one beside this code. */
  readonly entry?: URL;
}

export interface ThreadPool extends Executor {
  /** Resolves when every thread can take part, rejects when one cannot start. Launches need not wait for it. */
  ready(): Promise<void>;
  /** Resolves when all compute threads have ended. */
  readonly ended: Promise<void>;
}

export const threadPoolExecutor = (options: ThreadPoolOptions): ThreadPool => {
  const { threads } = options;
  invariant(Number.isInteger(threads) && threads >= 1, `a pool of ${threads} threads`);
  setKernelCompilerFlags();
  const wasm = webAssembly();
  const memory = new wasm.Memory({ initial: 16, maximum: MAX_PAGES, shared: true });
  const control = new SharedArrayBuffer(CONTROL_BYTES);
  const words = new Int32Array(control);
  const kernels: ReturnType<typeof instantiate>[] = [];
  let broken: Error | undefined;
  let disposed = false;

  const onDeath = (number: number, why: string): Error => {
    if (!disposed)
      broken ??= new Error(
        `Compute thread ${number} of ${threads} stopped (${why}). Its results are lost; resume from the last checkpoint.`,
      );
    return broken ?? new Error('The thread pool is closed.');
  };
  const entry = threads > 1 ? (options.entry ?? computeThreadFile()) : undefined;
  const others: ComputeThread[] = [];
  for (let thread = 1; entry !== undefined && thread < threads; thread++)
    others.push(startThread(entry, { memory, control, thread }, onDeath));

  const open = (launch: Launch, blocks: number): void => {
    writeLaunch(words, launch);
    Atomics.add(words, WORD.state, 1);
    if (Atomics.load(words, WORD.sleepers) > 0) Atomics.notify(words, WORD.state, blocks - 1);
  };

  const close = (): void => {
    Atomics.add(words, WORD.state, 1);
    if (spin(words, WORD.active, 0, 'equal')) return;
    Atomics.store(words, WORD.callerSleeps, 1);
    for (;;) {
      const active = Atomics.load(words, WORD.active);
      if (active === 0) break;
      if (Atomics.wait(words, WORD.active, active, LIVENESS_MILLISECONDS) !== 'timed-out') continue;
      const dead = others.find(isDead);
      if (dead === undefined) continue;
      abandonLaunch(words);
      throw onDeath(dead.number, 'in the middle of a computation');
    }
    Atomics.store(words, WORD.callerSleeps, 0);
  };

  const throwReported = (): void => {
    const number = Atomics.exchange(words, WORD.failed, 0);
    if (number === 0) return;
    let why = 'no reason given';
    const { port } = others[number - 1]!;
    for (let m = receiveMessageOnPort(port); m !== undefined; m = receiveMessageOnPort(port))
      why = (m.message as FailureMessage).failure;
    throw new Error(`Compute thread ${number} of ${threads} failed: ${why}`);
  };

  return {
    threads,
    shared: true,
    buffer: () => memory.buffer,
    reserve: (bytes) => {
      const have = memory.buffer.byteLength / PAGE;
      const missing = Math.ceil(bytes / PAGE) - have;
      if (missing <= 0) return;
      memory.grow(Math.max(missing, Math.min(GROWTH_PAGES, MAX_PAGES - have)));
    },
    add: (bytes) => {
      const module = new wasm.Module(bytes);
      const kernel = kernels.push(instantiate(module, memory)) - 1;
      for (const { port } of others) port.postMessage({ kernel, module } satisfies KernelMessage);
      return kernel;
    },
    run: (launch) => {
      if (disposed) throw new Error('The thread pool is closed.');
      if (broken) throw broken;
      const run = kernels[launch.kernel]!;
      const blocks = Math.ceil(launch.count / launch.block);
      if (blocks <= 1 || others.length === 0) {
        for (let i = 0; i < blocks; i++) runBlock(run, launch, i);
        return;
      }
      open(launch, blocks);
      try {
        runClaimedBlocks(words, run, launch);
      } finally {
        close();
      }
      throwReported();
    },
    ready: async () => {
      for (const { worker } of others) worker.ref();
      try {
        await Promise.all(others.map((thread) => thread.ready));
      } finally {
        for (const { worker } of others) worker.unref();
      }
    },
    ended: Promise.all(others.map((thread) => thread.ended)).then(() => {}),
    dispose: () => {
      if (disposed) return;
      disposed = true;
      Atomics.store(words, WORD.stop, 1);
      Atomics.add(words, WORD.state, 2);
      Atomics.notify(words, WORD.state);
      for (const { worker, port } of others) {
        port.close();
        worker.ref();
        const lastResort = setTimeout(() => void worker.terminate(), FAREWELL_MILLISECONDS);
        worker.once('exit', () => clearTimeout(lastResort));
      }
    },
  };
};

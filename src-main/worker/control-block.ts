/**
 * The shared words by which the calling thread and the compute threads agree on launches.
 *
 * `state` is odd while a launch is open, even between launches, and never returns to an earlier value. The other words of a launch
 * are written while it is even. A thread takes part like this: add one to `active`, look whether `state` is still the one it saw,
 * claim blocks from `next` until none is left, subtract one from `active`. The caller opens, claims like everybody else, closes, and
 * waits for `active` = 0. All accesses are sequentially consistent, so either the thread sees that the launch is closed, or the
 * caller sees the thread; a thread that comes late, or never, costs nothing.
 *
 * Nobody misses a wake-up: whoever sleeps announces it first (`sleepers`, `callerSleeps`), then sleeps only if the awaited word still
 * has its old value; whoever changes the word does so before looking for sleepers.
 * Proof: test/unit/main/worker/thread-pool.test.ts.
 */
import type { MessagePort } from 'node:worker_threads';
import { type Launch, runBlock } from '../../src-engine/kernel/executor.ts';

/** Indices into the words; words that different threads write lie on different cache lines. */
export const WORD = {
  state: 0,
  /** 1: the threads end. Written before `state`. */
  stop: 1,
  kernel: 2,
  count: 3,
  block: 4,
  context: 5,
  partials: 6,
  partialBytes: 7,
  /** The next block to claim. */
  next: 32,
  /** Threads inside a launch. */
  active: 64,
  callerSleeps: 65,
  /** Threads asleep on `state`. */
  sleepers: 96,
  /** Number of a thread that failed in this launch; 0: none. */
  failed: 97,
} as const;

export const CONTROL_BYTES = 512;

/** `next` of a launch that nobody shall continue: more blocks than any launch has, and room to count on. */
const ABANDONED = 0x40000000;

const SPIN_MILLISECONDS = 0.05;
/** Looks between two looks at the clock. */
const SPIN_LOOKS = 64;

/** What a compute thread is born with. */
export interface ComputeThreadData {
  readonly memory: object;
  readonly control: SharedArrayBuffer;
  readonly port: MessagePort;
  /** 1, 2, ... */
  readonly thread: number;
}

/** From the caller to a thread: a compiled kernel and its number. Other values only ask whether the port is alive. */
export interface KernelMessage {
  readonly kernel: number;
  readonly module: object;
}

/** From a thread to the caller, with `failed` set. */
export interface FailureMessage {
  readonly failure: string;
}

/** Looks at a word for a short while; true when it has become, or stopped being, `value`. */
export const spin = (
  words: Int32Array,
  index: number,
  value: number,
  until: 'equal' | 'different',
): boolean => {
  const equal = until === 'equal';
  const end = performance.now() + SPIN_MILLISECONDS;
  do {
    for (let i = 0; i < SPIN_LOOKS; i++) if ((Atomics.load(words, index) === value) === equal) return true;
  } while (performance.now() < end);
  return false;
};

/** Writes a launch into the words; the caller then opens it. */
export const writeLaunch = (words: Int32Array, launch: Launch): void => {
  words[WORD.kernel] = launch.kernel;
  words[WORD.count] = launch.count;
  words[WORD.block] = launch.block;
  words[WORD.context] = launch.context;
  words[WORD.partials] = launch.partials;
  words[WORD.partialBytes] = launch.partialBytes;
  Atomics.store(words, WORD.failed, 0);
  Atomics.store(words, WORD.next, 0);
};

/** Valid inside a launch. Addresses come back unsigned. */
export const readLaunch = (words: Int32Array): Launch => ({
  kernel: words[WORD.kernel]!,
  count: words[WORD.count]!,
  block: words[WORD.block]!,
  context: words[WORD.context]! >>> 0,
  partials: words[WORD.partials]! >>> 0,
  partialBytes: words[WORD.partialBytes]!,
});

/** Runs blocks until none is left. When a block fails, nobody claims further ones. */
export const runClaimedBlocks = (
  words: Int32Array,
  run: Parameters<typeof runBlock>[0],
  launch: Launch,
): void => {
  const blocks = Math.ceil(launch.count / launch.block);
  try {
    for (;;) {
      const index = Atomics.add(words, WORD.next, 1);
      if (index >= blocks) return;
      runBlock(run, launch, index);
    }
  } catch (error) {
    abandonLaunch(words);
    throw error;
  }
};

export const abandonLaunch = (words: Int32Array): void => {
  Atomics.store(words, WORD.next, ABANDONED);
};

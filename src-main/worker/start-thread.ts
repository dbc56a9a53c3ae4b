/**
 * Starting a compute thread, and knowing whether it still lives.
 * Proof: test/unit/main/worker/thread-pool.test.ts.
 */
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { ComputeThreadData } from './control-block.ts';
import { programFile } from './program-file.ts';

export const computeThreadFile = (): URL => programFile('compute-thread', import.meta.url);

export interface ComputeThread {
  readonly number: number;
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly answeredAtFirst: boolean;
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
}

export const startThread = (
  entry: URL,
  data: Omit<ComputeThreadData, 'port'>,
  onDeath: (number: number, why: string) => void,
): ComputeThread => {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(entry, {
    name: `compute ${data.thread}`,
    workerData: { ...data, port: port2 } satisfies ComputeThreadData,
    transferList: [port2],
  });
  // an idle pool does not keep the process alive
  port1.unref();
  worker.unref();
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error(`compute thread ${data.thread} ended before it was ready`)));
  });
  ready.catch(() => {});
  const ended = new Promise<void>((resolve) => {
    worker.once('error', (error) => onDeath(data.thread, error.message));
    worker.once('exit', (code) => {
      onDeath(data.thread, `exit code ${code}`);
      resolve();
    });
  });
  return { number: data.thread, worker, port: port1, answeredAtFirst: answers(port1), ready, ended };
};

/**
 * Whether the other end of a port of a thread exists, asked without an event loop: `postMessage` then returns true (Node 20 to 24, for
 * every way in which a thread ends; not in the documentation, hence the comparison with what a fresh thread answered).
 */
const answers = (port: MessagePort): boolean => (port.postMessage({}) as unknown) === true;

export const isDead = (thread: ComputeThread): boolean => thread.answeredAtFirst && !answers(thread.port);

/**
 * The entry of a field thread: takes jobs one after another, says how far it is, answers with values that are moved, not copied. It owns
 * its compute threads. Test: test/unit/main/configuration/thread-queue.test.ts.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { nodeFileSystem } from '../storage/node-file-system.ts';
import { threadPoolExecutor } from '../worker/thread-pool.ts';
import { createFieldLab } from './field-lab.ts';
import type { FieldThreadData, FromFieldThread, ToFieldThread } from './field-messages.ts';
import { perform } from './field-work.ts';
import { Cancelled, sharedTicket } from './ticket.ts';

const port = parentPort!;
const { memory } = workerData as FieldThreadData;
const lab = createFieldLab({
  files: nodeFileSystem,
  memory,
  executor: (threads) => threadPoolExecutor({ threads }),
});

const tell = (message: FromFieldThread, moved: ArrayBuffer[] = []): void => port.postMessage(message, moved);

const carryOut = async ({ job, work, cancel }: Extract<ToFieldThread, { kind: 'job' }>): Promise<void> => {
  const ticket = sharedTicket(new Int32Array(cancel), (fraction, step) =>
    tell({ kind: 'progress', job, fraction, step }),
  );
  try {
    const result = await perform(lab, work, ticket);
    const moved = result.ok && 'histogram' in result.value ? [result.value.values.buffer] : [];
    tell({ kind: 'ended', job, result }, moved);
  } catch (error) {
    if (error instanceof Cancelled) tell({ kind: 'cancelled', job });
    else
      tell({
        kind: 'broken',
        job,
        why: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
  }
};

port.on('message', (message: ToFieldThread) => {
  if (message.kind === 'job') {
    void carryOut(message);
    return;
  }
  lab.drop();
  port.close();
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { writeConfiguration } from '../../../../src-engine/format/index.ts';
import type { FieldWorks } from '../../../../src-main/configuration/field-messages.ts';
import { identify } from '../../../../src-main/configuration/file-identity.ts';
import {
  createThreadQueue,
  type ThreadQueue,
  type ThreadQueueOptions,
} from '../../../../src-main/configuration/thread-queue.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';
import { memorySink } from '../../../support/memory-sink.ts';
import { randomField } from '../../../support/random-field.ts';

let folder: string;
let queue: ThreadQueue;
const start = (options: Partial<ThreadQueueOptions> = {}): void => {
  queue = createThreadQueue({ name: 'test', memory: 2 ** 40, ...options });
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plaquette-queue-'));
});
afterEach(async () => {
  await queue.close();
  rmSync(folder, { recursive: true, force: true });
});

const put = async (dims: readonly number[], colours = 3) => {
  const sink = memorySink();
  unwrap(await writeConfiguration(sink, randomField(dims, colours), { format: 'scidac' }));
  writeFileSync(join(folder, 'a'), sink.bytes());
  return { file: unwrap(await identify(nodeFileSystem, join(folder, 'a'))), geometry: {} };
};
const fieldWork = async (flowTime: number, dims = [4, 4, 4, 4]): Promise<FieldWorks['field']> => ({
  kind: 'field',
  ...(await put(dims)),
  threads: 2,
  damaged: false,
  quantity: 'plaquette',
  flowTime,
});
const until = async (met: () => boolean): Promise<void> => {
  while (!met()) await new Promise((resolve) => setTimeout(resolve, 5));
};
const ignore = (): void => {};

describe('jobs', () => {
  it('run one after another, in the order they came', async () => {
    start();
    const work = await fieldWork(0.4);
    const order: string[] = [];
    const waited: string[] = [];
    const first = queue.submit(work, ignore);
    const second = queue.submit({ kind: 'inspect', file: work.file, geometry: {} }, (_, step) =>
      waited.push(step),
    );
    const all = [
      first.result.then(() => order.push('field')),
      second.result.then(() => order.push('inspect')),
    ];
    await Promise.all(all);
    expect(order).toEqual(['field', 'inspect']);
    expect(waited[0]).toBe('waiting for other work to end');
    expect(unwrap(await first.result).values.length).toBe(256);
    expect(unwrap(await second.result).status).toBe('intact');
  });

  it('are cancelled while they wait, without being begun', async () => {
    start();
    const work = await fieldWork(0.4);
    const first = queue.submit(work, ignore);
    const second = queue.submit({ ...work, quantity: 'polyakov-real' }, ignore);
    second.cancel();
    expect(await second.result).toMatchObject({ error: { code: 'task.cancelled' } });
    expect((await first.result).ok).toBe(true);
  });

  it('are cancelled while they run, between two steps, and the thread stays', async () => {
    start();
    const work = await fieldWork(50, [8, 8, 8, 8]);
    const steps: string[] = [];
    const job = queue.submit(work, (_, step) => steps.push(step));
    await until(() => steps.some((step) => step.startsWith('flow time')));
    job.cancel();
    expect(await job.result).toMatchObject({ error: { code: 'task.cancelled' } });
    expect(queue.alive).toBe(true);
    expect((await queue.submit({ ...work, flowTime: 0 }, ignore).result).ok).toBe(true);
    job.cancel();
  });

  it('that do not stop are ended with their thread; the next one gets a new thread', async () => {
    start({ graceMs: 1 });
    // reports nothing while it computes a field of many sites
    const work = await fieldWork(0, [8, 8, 16, 16]);
    const steps: string[] = [];
    const job = queue.submit({ ...work, quantity: 'action-density' }, (_, step) => steps.push(step));
    const next = queue.submit({ ...work, flowTime: 0 }, ignore);
    await until(() => steps.length > 0);
    job.cancel();
    expect(await job.result).toMatchObject({ error: { code: 'task.cancelled' } });
    expect((await next.result).ok).toBe(true);
  });

  it('answer what they find wrong', async () => {
    start();
    const work = await fieldWork(0);
    writeFileSync(work.file.path, 'something else');
    expect(await queue.submit(work, ignore).result).toMatchObject({ error: { code: 'store.changed' } });
  });

  it('that break tell of the defect, and do not hold up the next one', async () => {
    start();
    const work = await fieldWork(0);
    const broken = queue.submit({ ...work, file: null as never }, ignore);
    const fine = queue.submit(work, ignore);
    expect(await broken.result).toMatchObject({ error: { code: 'internal' } });
    expect((await fine.result).ok).toBe(true);
  });
});

describe('the thread', () => {
  it('is not there before the first job, and ends when it had nothing to do for a while', async () => {
    start({ idleMs: 50 });
    expect(queue.alive).toBe(false);
    const work = await fieldWork(0.04);
    const field = unwrap(await queue.submit(work, ignore).result);
    expect(queue.alive).toBe(true);
    await until(() => !queue.alive);
    expect(unwrap(await queue.submit(work, ignore).result).values).toEqual(field.values);
  });

  it('ends when the queue is closed; what it did is cancelled', async () => {
    start();
    const work = await fieldWork(50);
    const jobs = [queue.submit(work, ignore), queue.submit(work, ignore)];
    await queue.close();
    for (const { result } of jobs) expect(await result).toMatchObject({ error: { code: 'task.cancelled' } });
    expect(queue.alive).toBe(false);
    expect(await queue.submit(work, ignore).result).toMatchObject({ error: { code: 'task.cancelled' } });
    expect(queue.alive).toBe(false);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { writeConfiguration } from '../../../../src-engine/format/index.ts';
import { type GaugeConfiguration, linkValues } from '../../../../src-engine/lattice/gauge-configuration.ts';
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

const put = (dims: readonly number[]) => putField(randomField(dims, 3));

/** Links of one, made in no time. */
const putCold = (dims: readonly number[]) => {
  const links = new Float64Array(linkValues(dims, 3));
  for (let at = 0; at < links.length; at += 18) links[at] = links[at + 8] = links[at + 16] = 1;
  return putField({ dims, colours: 3, links });
};

const putField = async (field: GaugeConfiguration) => {
  const sink = memorySink();
  unwrap(await writeConfiguration(sink, field, { format: 'scidac' }));
  writeFileSync(join(folder, 'a'), sink.bytes());
  return { file: unwrap(await identify(nodeFileSystem, join(folder, 'a'))), geometry: {} };
};
const options = {
  maxR: 1,
  maxT: 1,
  smearing: 'none',
  smearingSteps: 0,
  smearingStrength: 0,
  flowAction: 'wilson',
  flowTime: 1,
  flowStep: 0.01,
  flowRecord: 0.1,
} as const;
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
    const work = { ...(await putCold([16, 16, 16, 16])), threads: 2, damaged: false };
    const steps: string[] = [];
    // tells between two observables, and nothing while it computes one
    const observables = Array.from({ length: 8 }, () => 'action-density' as const);
    const job = queue.submit({ kind: 'measure', ...work, options: { ...options, observables } }, (_, step) =>
      steps.push(step),
    );
    await until(() => steps.includes('action-density'));
    job.cancel();
    expect(await job.result).toMatchObject({ error: { code: 'task.cancelled' } });
    expect(queue.alive).toBe(false);
    expect((await queue.submit(await fieldWork(0), ignore).result).ok).toBe(true);
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
  it.each([
    ['is missing', 'file:///nowhere/field-thread.mjs'],
    ['is no file', 'https://example.org/field-thread.mjs'],
  ])('that cannot start because its program %s fails each job, and holds up nobody', async (_, entry) => {
    start({ entry: new URL(entry) });
    const work = await fieldWork(0);
    const jobs = [queue.submit(work, ignore), queue.submit(work, ignore)];
    for (const { result } of jobs) expect(await result).toMatchObject({ error: { code: 'internal' } });
    expect(queue.alive).toBe(false);
  });

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

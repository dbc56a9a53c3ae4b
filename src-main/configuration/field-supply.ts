/**
 * Fields of opened configurations: from memory, from whoever computes them already, or computed now.
 * Test: test/unit/main/configuration/handlers.test.ts.
 */
import { ok, type Result } from '../../src-engine/base/result.ts';
import type { FieldRequest } from '../contract/index.ts';
import type { ConfigurationWorld } from './configuration-world.ts';
import { createFieldCache } from './field-cache.ts';
import { nameOf, type Opened, shapeOf } from './opened.ts';
import type { SiteField } from './site-field.ts';
import { startTaskJob, type TaskJob } from './task-jobs.ts';
import type { ThreadQueue } from './thread-queue.ts';
import { fieldOutcome, fieldTitle } from './words.ts';

export interface FieldSupply {
  field(entry: Opened, request: FieldRequest): Promise<Result<SiteField>>;
  /** Drops the fields of a configuration and cancels what is computed of it. */
  forget(configuration: string): void;
}

const keyOf = ({ configuration, quantity, flowTime }: FieldRequest): string =>
  `${configuration} ${quantity} ${flowTime}`;

export const createFieldSupply = (
  world: ConfigurationWorld,
  queue: ThreadQueue,
  limitBytes: number,
  quietMs: number,
): FieldSupply => {
  const kept = createFieldCache(limitBytes);
  const computing = new Map<string, TaskJob<SiteField>>();

  const compute = (entry: Opened, request: FieldRequest): TaskJob<SiteField> => {
    const { quantity, flowTime } = request;
    const work = {
      kind: 'field',
      file: entry.file,
      geometry: entry.geometry,
      threads: world.threads(),
      damaged: entry.inspection.status === 'problem',
      quantity,
      flowTime,
    } as const;
    const job = startTaskJob(world.tasks, queue, work, {
      kind: 'field',
      title: fieldTitle(nameOf(entry), quantity, flowTime),
      quietMs,
      outcome: fieldOutcome,
    });
    const key = keyOf(request);
    const result = job.result.then((ended) => {
      // false when it was forgotten meanwhile
      if (computing.delete(key) && ended.ok) kept.put(key, ended.value);
      return ended;
    });
    return { ...job, result };
  };

  return {
    field: async (entry, request) => {
      const key = keyOf(request);
      const field = kept.get(key);
      if (field !== undefined) return ok(field);
      const shape = shapeOf(entry);
      if (!shape.ok) return shape;
      const job = computing.get(key) ?? compute(entry, request);
      computing.set(key, job);
      return job.result;
    },
    forget: (configuration) => {
      kept.forget(configuration);
      for (const [key, job] of computing) {
        if (!key.startsWith(configuration)) continue;
        computing.delete(key);
        job.cancel();
      }
    },
  };
};

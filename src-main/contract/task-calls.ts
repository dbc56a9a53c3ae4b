/** Long work that is not a run: inspecting, computing a field, measuring, converting, checking a model. All of it is in the activity centre and can be stopped. */
import { z } from 'zod';
import { changeCall, noArgs, nothing, readCall } from './call.ts';
import { failure, instant, real, taskId } from './values.ts';

export const task = z.object({
  id: taskId,
  kind: z.enum(['inspect', 'field', 'measure', 'convert', 'repair', 'estimate', 'check']),
  title: z.string(),
  started: instant,
  ended: instant.nullable(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** 0 to 1; null when it cannot be told. */
  fraction: real.nullable(),
  /** Such as "time slice 12 of 64". */
  step: z.string().nullable(),
  /** What came of it, in one sentence. */
  outcome: z.string().nullable(),
  failure: failure.nullable(),
});
export type TaskFacts = z.output<typeof task>;

export const taskCalls = {
  /** Running ones and the last hundred that ended, newest first. */
  'task.list': readCall(noArgs, z.array(task)),
  'task.cancel': changeCall(z.strictObject({ task: taskId }), nothing),
} as const;

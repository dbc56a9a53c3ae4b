/** Jobs of field threads as tasks: titles, progress, cancelling, and the sentence on what came of it. */
import type { Result } from '../../src-engine/base/result.ts';
import type { TaskFacts } from '../contract/index.ts';
import type { TaskRegistry } from '../task/task-registry.ts';
import type { FieldResults, FieldWork } from './field-messages.ts';
import type { Job, ThreadQueue } from './thread-queue.ts';

export interface TaskJob<T> {
  readonly task: string;
  readonly result: Promise<Result<T>>;
  cancel(): void;
}

export interface TaskWords<T> {
  readonly kind: TaskFacts['kind'];
  readonly title: string;
  readonly quietMs: number;
  /** What came of it. */
  readonly outcome: (value: T) => string;
  /** Hands the value on, before the task is said to be done. */
  readonly deliver?: (value: T, task: string) => void;
}

export const startTaskJob = <W extends FieldWork>(
  tasks: TaskRegistry,
  queue: ThreadQueue,
  work: W,
  { kind, title, quietMs, outcome, deliver }: TaskWords<FieldResults[W['kind']]>,
): TaskJob<FieldResults[W['kind']]> => {
  let job: Job<FieldResults[W['kind']]> | undefined;
  const cancel = (): void => job?.cancel();
  const task = tasks.start({ kind, title, quietMs, cancel });
  job = queue.submit(work, (fraction, step) => task.report(fraction, step));
  const result = job.result.then((ended) => {
    if (ended.ok) {
      deliver?.(ended.value, task.id);
      task.finish(outcome(ended.value));
    } else if (ended.error.code === 'task.cancelled') task.cancelled();
    else task.fail(ended.error);
    return ended;
  });
  return { task: task.id, result, cancel };
};

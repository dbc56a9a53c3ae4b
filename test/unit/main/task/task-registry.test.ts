import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail } from '../../../../src-engine/base/result.ts';
import { type TaskFacts, task } from '../../../../src-main/contract/index.ts';
import { createTaskRegistry } from '../../../../src-main/task/task-registry.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const registry = () => {
  const told: TaskFacts[] = [];
  return { told, tasks: createTaskRegistry((facts) => told.push(facts)) };
};
const request = { kind: 'field', title: 'Plaquette of a.lime', cancel: () => {} } as const;

describe('tasks', () => {
  it('are told from start to end, in the form of the contract', () => {
    const { told, tasks } = registry();
    const running = tasks.start(request);
    vi.advanceTimersByTime(500);
    running.report(0.25, 'time slice 1 of 4');
    running.finish('Computed.');
    expect(told.map(({ state, fraction, step, outcome }) => ({ state, fraction, step, outcome }))).toEqual([
      { state: 'running', fraction: null, step: null, outcome: null },
      { state: 'running', fraction: 0.25, step: 'time slice 1 of 4', outcome: null },
      { state: 'done', fraction: 1, step: null, outcome: 'Computed.' },
    ]);
    for (const facts of told) expect(task.safeParse(facts).success).toBe(true);
    expect(tasks.list()).toEqual([told[2]]);
    expect(told[2]?.ended).not.toBeNull();
  });

  it('tell progress at most ten times a second, and the last word always', () => {
    const { told, tasks } = registry();
    const running = tasks.start(request);
    for (let ms = 0; ms < 1000; ms++) {
      running.report(ms / 1000, null);
      vi.advanceTimersByTime(1);
    }
    expect(told.length).toBeGreaterThanOrEqual(10);
    expect(told.length).toBeLessThanOrEqual(12);
    running.report(0.9995, 'the end is near');
    vi.advanceTimersByTime(100);
    expect(told.at(-1)).toMatchObject({ fraction: 0.9995, step: 'the end is near' });
  });

  it('end once: what comes later is ignored', () => {
    const { told, tasks } = registry();
    const running = tasks.start(request);
    const { error } = fail('store.notFound', 'It vanished.', 'Look for it.');
    running.fail(error);
    running.finish('Computed.');
    running.cancelled();
    running.report(0.5, 'still going');
    vi.advanceTimersByTime(1000);
    expect(told).toHaveLength(2);
    expect(tasks.list()[0]).toMatchObject({ state: 'failed', failure: error, outcome: 'It vanished.' });
  });

  it('ask the work to stop, and say cancelled only when it has', () => {
    const { tasks } = registry();
    let asked = 0;
    const running = tasks.start({ ...request, cancel: () => asked++ });
    expect(tasks.cancel(running.id)).toEqual({ ok: true, value: null });
    expect(asked).toBe(1);
    expect(tasks.list()[0]?.state).toBe('running');
    running.cancelled();
    expect(tasks.list()[0]?.state).toBe('cancelled');
    expect(tasks.cancel(running.id).ok).toBe(true);
    expect(asked).toBe(1);
    expect(tasks.cancel('t-0000000000000000')).toMatchObject({ ok: false, error: { code: 'task.unknown' } });
  });

  it('stay quiet when they are short', () => {
    const { told, tasks } = registry();
    const short = tasks.start({ ...request, quietMs: 300 });
    short.report(0.5, null);
    vi.advanceTimersByTime(250);
    expect(tasks.list()).toEqual([]);
    short.finish('Computed.');
    vi.advanceTimersByTime(1000);
    expect(told).toEqual([]);
    expect(tasks.list()).toEqual([]);

    const long = tasks.start({ ...request, quietMs: 300 });
    long.report(0.5, 'half');
    vi.advanceTimersByTime(301);
    expect(told).toMatchObject([{ state: 'running', fraction: 0.5, step: 'half' }]);
    long.cancelled();
    expect(told.at(-1)?.state).toBe('cancelled');
  });

  it('are kept: all that run, and the last hundred that ended, newest first', () => {
    const { tasks } = registry();
    const oldest = tasks.start({ ...request, title: 'runs on' });
    for (let i = 0; i < 130; i++) tasks.start({ ...request, title: `task ${i}` }).finish('Done.');
    const list = tasks.list();
    expect(list).toHaveLength(101);
    expect(list[0]?.title).toBe('task 129');
    expect(list.at(-1)?.id).toBe(oldest.id);
    expect(list.at(-2)?.title).toBe('task 30');
  });
});

import { expect, test } from 'vitest';
import { runState } from '../../../../../src-main/contract/index.ts';
import { canStart, canStop, canTrash } from '../../../../../src-renderer/screen/runs/run-abilities.ts';

test('a run can be started or stopped, never both, and is only trashed when nobody writes to it', () => {
  const able = runState.options.map((state) => {
    const row = { state, queued: null };
    return [state, canStart(row), canStop(row), canTrash(row)];
  });
  expect(able).toEqual([
    ['prepared', true, false, true],
    ['running', false, true, false],
    ['finished', false, false, true],
    ['stopped', true, false, true],
    ['failed', true, false, true],
    ['crashed', true, false, true],
    ['interrupted', true, false, true],
  ]);
});

test('a run in the queue can be taken out of it', () => {
  const waiting = { state: 'prepared', queued: 1 } as const;
  expect([canStart(waiting), canStop(waiting), canTrash(waiting)]).toEqual([false, true, false]);
});

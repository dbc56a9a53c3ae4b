import { expect, test } from 'vitest';
import type { TaskFacts } from '../../../../src-main/contract/index.ts';
import { followModelChecks, modelChecks } from '../../../../src-renderer/state/model-checks.svelte.ts';
import { notices } from '../../../../src-renderer/state/notices.svelte.ts';
import { tasks } from '../../../../src-renderer/state/tasks.svelte.ts';
import { useFakeBridge } from '../../../support/fake-bridge.ts';

const model = 'm-20261121-142530-0001';
const task = 't-0123456789abcdef';
const facts: TaskFacts = {
  id: task,
  kind: 'check',
  title: 'Checking',
  started: '2026-11-22T12:00:00Z',
  ended: null,
  state: 'running',
  fraction: 0.4,
  step: null,
  outcome: null,
  failure: null,
};

test('a check is at work until its task ends, and what it found stays', async () => {
  const bridge = useFakeBridge({ 'model.check': () => ({ ok: true, value: { task } }) });
  followModelChecks();
  expect(modelChecks.atWork(model)).toBeUndefined();
  await modelChecks.start(model);
  tasks.list = [facts];
  expect(modelChecks.atWork(model)).toMatchObject({ id: task, fraction: 0.4 });
  const examination = { passed: true, verdict: 'All 7 checks passed.', steps: null, figures: [] };
  bridge.emit('model.checked', { model, task, examination });
  tasks.list = [{ ...facts, state: 'done' }];
  expect(modelChecks.atWork(model)).toBeUndefined();
  expect(modelChecks.found.get(model)).toEqual(examination);
  expect(modelChecks.found.get('m-20261121-142530-0002')).toBeUndefined();
});

test('a check that fails is told', () => {
  const bridge = useFakeBridge({});
  followModelChecks();
  const failure = { code: 'resource.memory', message: 'Too large.', remedy: 'Check fewer samples.' } as const;
  bridge.emit('task.changed', { task: { ...facts, state: 'failed', failure } });
  expect(JSON.stringify(notices.list)).toContain('Too large.');
});

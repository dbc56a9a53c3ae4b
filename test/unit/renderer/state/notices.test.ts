import { beforeEach, expect, test, vi } from 'vitest';
import { dismiss, notices, notify, orReport, report } from '../../../../src-renderer/state/notices.svelte.ts';

const failure = (message: string) =>
  ({ code: 'store.readOnly', message, remedy: 'Choose another folder.' }) as const;

beforeEach(() => {
  for (const { id } of notices.list) dismiss(id);
  vi.useFakeTimers();
});

test('news goes away by itself, problems stay', () => {
  notify('Saved.', { kind: 'good' });
  notify('The disk is nearly full.', { kind: 'warning' });
  report(failure('The folder cannot be written to.'));
  vi.advanceTimersByTime(60_000);
  expect(notices.list.map(({ kind }) => kind)).toEqual(['warning', 'danger']);
});

test('one problem is shown once, however often it happens', () => {
  report(failure('The folder cannot be written to.'));
  report(failure('The folder cannot be written to.'));
  report(failure('The file was moved.'));
  expect(notices.list).toHaveLength(2);
});

test('what the user cancelled is no problem', () => {
  report({ code: 'task.cancelled', message: 'Cancelled.', remedy: '' });
  expect(notices.list).toEqual([]);
});

test('the pile does not grow without end; the newest are kept', () => {
  for (let i = 0; i < 20; i++) report(failure(`Problem ${i}`));
  expect(notices.list.length).toBeLessThan(6);
  expect(notices.list.at(-1)?.failure?.message).toBe('Problem 19');
});

test('a reply is its value, or a notice', async () => {
  expect(await orReport(Promise.resolve({ ok: true, value: 7 } as const))).toBe(7);
  expect(notices.list).toEqual([]);
  expect(await orReport(Promise.resolve({ ok: false, error: failure('No.') } as const))).toBeUndefined();
  expect(notices.list.map((notice) => notice.failure?.message)).toEqual(['No.']);
});

import { beforeEach, expect, test } from 'vitest';
import type { WorkspaceFacts } from '../../../../src-main/contract/index.ts';
import { dismiss, notices } from '../../../../src-renderer/state/notices.svelte.ts';
import {
  closeWorkspace,
  createWorkspace,
  openSample,
  openWorkspace,
  workspace,
} from '../../../../src-renderer/state/workspace.svelte.ts';
import { useFakeBridge } from '../../../support/fake-bridge.ts';

const handle = (letter: string) => `h-${letter.repeat(32)}`;
const facts = (letter: string): WorkspaceFacts => ({
  name: letter,
  folder: 'somewhere',
  handle: handle(letter),
  runs: 0,
  writable: true,
  freeBytes: null,
  problems: [],
});
const refusal = (code: 'workspace.notFound' | 'workspace.versionTooNew') =>
  ({ ok: false, error: { code, message: `Refused: ${code}.`, remedy: 'Look.' } }) as const;

beforeEach(() => {
  for (const { id } of notices.list) dismiss(id);
  workspace.facts = null;
  workspace.session = 0;
});

test('each opening is a new session, and becomes a recent place', async () => {
  const bridge = useFakeBridge({
    'workspace.open': ({ handle: asked }) => ({ ok: true, value: facts(asked.at(-1)!) }),
  });
  expect(await openWorkspace({ handle: handle('a') })).toBe(true);
  const first = workspace.session;
  expect(await openWorkspace({ handle: handle('b') })).toBe(true);
  expect(workspace.session).toBeGreaterThan(first);
  expect(workspace.facts?.name).toBe('b');
  const noted = bridge.asked.filter(({ name }) => name === 'host.noteRecent').map(({ args }) => args);
  expect(noted).toEqual([
    { handle: handle('a'), what: 'workspace' },
    { handle: handle('b'), what: 'workspace' },
  ]);
});

test('a workspace that cannot be opened is told once and leaves the open one alone', async () => {
  const bridge = useFakeBridge({ 'workspace.open': () => ({ ok: true, value: facts('a') }) });
  await openWorkspace({ handle: handle('a') });
  const before = workspace.session;
  bridge.answer({ 'workspace.open': () => refusal('workspace.versionTooNew') });
  expect(await openWorkspace({ handle: handle('b') })).toBe(false);
  expect(workspace).toMatchObject({ session: before, opening: false, facts: facts('a') });
  expect(notices.list.map(({ failure }) => failure?.code)).toEqual(['workspace.versionTooNew']);
});

test('a refused name of a new workspace is for the dialog, not for a notice', async () => {
  useFakeBridge({ 'workspace.create': () => refusal('workspace.notFound') });
  expect(await createWorkspace({ handle: handle('a') }, 'name')).toMatchObject({
    code: 'workspace.notFound',
  });
  expect(notices.list).toEqual([]);
});

test('the sample is made at the first time, opened later, and left alone when it is open', async () => {
  const place = { handle: handle('a'), name: 'Sample', folder: '', kind: 'folder' } as const;
  const bridge = useFakeBridge({
    'host.samplePlace': () => ({ ok: true, value: place }),
    'workspace.open': () => refusal('workspace.notFound'),
    'workspace.create': () => ({ ok: true, value: facts('a') }),
  });
  expect(await openSample('Sample')).toBe(true);
  expect(bridge.asked).toContainEqual({
    name: 'workspace.create',
    args: { handle: handle('a'), name: 'Sample' },
  });

  const opened = bridge.asked.length;
  expect(await openSample('Sample')).toBe(true);
  expect(bridge.asked.slice(opened).map(({ name }) => name)).toEqual(['host.samplePlace']);
});

test('a damaged sample is not made a second time over the first', async () => {
  const place = { handle: handle('a'), name: 'Sample', folder: '', kind: 'folder' } as const;
  const bridge = useFakeBridge({
    'host.samplePlace': () => ({ ok: true, value: place }),
    'workspace.open': () => refusal('workspace.versionTooNew'),
  });
  expect(await openSample('Sample')).toBe(false);
  expect(bridge.asked.map(({ name }) => name)).not.toContain('workspace.create');
});

test('a closed workspace is gone from the page', async () => {
  useFakeBridge({
    'workspace.open': () => ({ ok: true, value: facts('a') }),
    'workspace.close': () => ({ ok: true, value: null }),
  });
  await openWorkspace({ handle: handle('a') });
  await closeWorkspace();
  expect(workspace).toMatchObject({ session: 0, facts: null });
});

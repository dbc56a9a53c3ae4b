import { expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { defaultSettings } from '../../../../src-main/contract/index.ts';
import { engineSettings, mergeSettings, openSettings } from '../../../../src-main/host/settings-store.ts';
import { replaceFile } from '../../../../src-main/storage/durable-file.ts';
import { volatileFileSystem } from '../../../support/volatile-file-system.ts';

const path = '/settings.json';

it('one wrong entry costs only itself', async () => {
  const files = volatileFileSystem();
  const text = JSON.stringify({
    schema: 1,
    theme: 'dark',
    concurrentRuns: 99,
    keys: { 'run.new': 'F2' },
    old: 1,
  });
  unwrap(await replaceFile(files, path, new TextEncoder().encode(text)));
  const store = await openSettings(files, path);
  expect(store.value()).toEqual({ ...defaultSettings, theme: 'dark', keys: { 'run.new': 'F2' } });
  expect(store.problem?.message).toContain('concurrentRuns');
  expect(store.problem?.message).not.toContain('old');
});

it('survives a restart', async () => {
  const files = volatileFileSystem();
  const store = await openSettings(files, path);
  unwrap(await store.change((now) => mergeSettings(now, { density: 'compact', theme: undefined })));
  expect((await openSettings(files, path)).value()).toEqual({ ...defaultSettings, density: 'compact' });
});

it('tells the engine what concerns it, nothing more', () => {
  expect(engineSettings({ ...defaultSettings, threads: 3 })).toEqual({
    concurrentRuns: 1,
    threads: 3,
    diskLowGiB: 2,
  });
});

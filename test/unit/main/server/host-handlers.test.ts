import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import type { HostCallName, Place, RecentPlace } from '../../../../src-main/contract/index.ts';
import { openServerHost, type ServerHost } from '../../../../src-main/server/server-host.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';
import { playEngine } from '../../../support/server-lab.ts';

let base: string;
let host: ServerHost;
const at = (...parts: string[]) => join(base, ...parts);

const open = async (changes: { root?: string; workspace?: string | null } = {}): Promise<ServerHost> =>
  unwrap(
    await openServerHost({
      version: '1.2.3',
      files: nodeFileSystem,
      programFolder: at('program'),
      root: at('served'),
      workspace: at('given'),
      makeEngine: playEngine,
      tell: () => {},
      tellPages: () => {},
      ...changes,
    }),
  );

const value = async <T>(name: HostCallName, args: unknown = {}): Promise<T> => {
  const reply = await host.answer(name, args, { opens: null });
  if (!reply.ok) throw new Error(`${name}: ${reply.error.message}`);
  return reply.value as T;
};

beforeEach(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'plaquette-host-')));
  mkdirSync(at('served', 'inside'), { recursive: true });
  mkdirSync(at('given'));
  host = await open();
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

describe('what a server does for a page', () => {
  it('says what it is and what it opens, which may lie outside of the served folder', async () => {
    expect(await value('host.facts')).toMatchObject({
      kind: 'server',
      native: false,
      version: '1.2.3',
      opens: { workspace: { name: 'given', kind: 'folder' }, configurations: [] },
    });
  });

  it('opens for a tab the workspace that it was opened for, when that is one of ours', async () => {
    const { entries } = await value<{ entries: Place[] }>('host.browse', { folder: null });
    const opened = async (opens: string) =>
      (await host.answer('host.facts', {}, { opens })) as { value: { opens: { workspace: Place } } };
    expect((await opened(entries[0]!.handle)).value.opens.workspace.name).toBe('inside');
    expect((await opened(`h-${'0'.repeat(32)}`)).value.opens.workspace.name).toBe('given');
    expect((await opened(at('program'))).value.opens.workspace.name).toBe('given');
  });

  it('makes the sample workspace in the served folder', async () => {
    expect(await value('host.samplePlace')).toMatchObject({ kind: 'folder' });
    expect(existsSync(at('served', 'Plaquette sample'))).toBe(true);
  });

  it('remembers places and settings from one start to the next', async () => {
    const { entries } = await value<{ entries: Place[] }>('host.browse', { folder: null });
    await value('host.noteRecent', { handle: entries[0]!.handle, what: 'workspace' });
    await value('host.changeSettings', { theme: 'dark' });
    host = await open();
    expect(await value('host.recent')).toMatchObject([{ name: 'inside', present: true }]);
    expect(await value('host.settings')).toMatchObject({ theme: 'dark' });
  });

  it('does not show places that an earlier start with another root has opened', async () => {
    const facts = await value<{ opens: { workspace: Place } }>('host.facts');
    await value('host.noteRecent', { handle: facts.opens.workspace.handle, what: 'workspace' });
    expect(await value<RecentPlace[]>('host.recent')).toHaveLength(1);
    host = await open({ workspace: null });
    expect(await value<RecentPlace[]>('host.recent')).toEqual([]);
  });

  it.each([
    ['host.pickFiles', { filter: 'any', several: false }],
    ['host.pickFolder', { purpose: 'open-workspace' }],
    ['host.pickSaveTarget', { suggestedName: 'a', purpose: 'export' }],
    ['host.saveExport', { suggestedName: 'a', mime: 'text/plain', bytes: new Uint8Array(1) }],
    ['host.copyText', { text: 'a' }],
    ['host.showInFolder', { handle: `h-${'0'.repeat(32)}` }],
    ['host.openExternal', { page: 'ildg' }],
    ['host.openWindow', { workspace: null }],
    ['host.describeWindow', { title: 'a', workspace: null }],
  ] as const)('has no %s, and says so', async (name, args) => {
    expect(await host.answer(name, args, { opens: null })).toMatchObject({
      ok: false,
      error: { code: 'host.unsupported' },
    });
  });
});

describe('the folder that is served', () => {
  it('is known by its real path', async () => {
    symlinkSync(at('served'), at('link'));
    host = await open({ root: at('link') });
    expect(host.root).toBe(at('served'));
  });

  it('must be there', async () => {
    const refused = await openServerHost({
      version: '',
      files: nodeFileSystem,
      programFolder: at('program'),
      root: at('gone'),
      workspace: null,
      makeEngine: playEngine,
      tell: () => {},
      tellPages: () => {},
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'store.notFound' } });
  });
});

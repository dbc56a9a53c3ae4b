import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EngineCallName, engineCalls } from '../../../../src-main/contract/index.ts';
import { sampleArgs } from '../../../support/engine-call-samples.ts';
import { defectsOf, type EngineLab, type LabClient, openEngineLab } from '../../../support/engine-lab.ts';

let lab: EngineLab;
/** Without a workspace, and with one. */
let bare: LabClient;
let open: LabClient;

beforeAll(async () => {
  lab = openEngineLab();
  bare = lab.connect();
  open = lab.connect();
  await open.get('workspace.create', { handle: lab.handle(join(lab.folder, 'w')), name: 'w' });
});
afterAll(() => lab.dispose());

const names = Object.keys(engineCalls) as EngineCallName[];

/** Those that say something even without a workspace. */
const freeOfWorkspace =
  /^(engine|spec|task|configuration)\.|^workspace\.(open|create|close)$|^stream\.close$/;

describe.each(names)('%s', (name) => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'x'],
    ['a list', []],
    ['an unknown key', { ...sampleArgs[name], surplus: 1 }],
    ...Object.keys(sampleArgs[name]).map((key) => {
      const { [key]: _, ...rest } = sampleArgs[name] as Record<string, unknown>;
      return [`no ${key}`, rest] as const;
    }),
    ...Object.keys(sampleArgs[name]).map(
      (key) => [`NaN for ${key}`, { ...sampleArgs[name], [key]: NaN }] as const,
    ),
  ] as const)('refuses %s as its arguments', async (_, args) => {
    expect(await open.call(name, args as never)).toMatchObject({
      ok: false,
      error: { code: 'ipc.malformed' },
    });
  });

  it('has an answer for things that are not there, with what to do about it', async () => {
    for (const client of [bare, open]) {
      const reply = await client.call(name, sampleArgs[name] as never);
      if (reply.ok) continue;
      expect(['internal', 'ipc.malformed', 'ipc.unknownCall']).not.toContain(reply.error.code);
      expect(reply.error.message).toMatch(/^\S.*\.$/s);
      expect(reply.error.remedy).toMatch(/\S/);
    }
  });

  it.runIf(!freeOfWorkspace.test(name))('needs an open workspace', async () => {
    expect(await bare.call(name, sampleArgs[name] as never)).toMatchObject({
      ok: false,
      error: { code: 'workspace.none' },
    });
  });
});

describe('the engine', () => {
  it('refuses what no call is, and what no message is, and drops what cannot be answered', async () => {
    const unknown = { ok: false, error: { code: 'ipc.unknownCall' } };
    for (const name of ['run.delete', 'constructor', '__proto__', 'host.settings', ''])
      expect(await bare.call(name as never, {} as never)).toMatchObject(unknown);
    const malformed = { ok: false, error: { code: 'ipc.malformed' } };
    expect(await bare.post({ id: 1001 })).toMatchObject(malformed);
    expect(await bare.post({ kind: 'call', id: 1002, name: 7, args: {} } as never)).toMatchObject(malformed);
    expect(
      await bare.post({ kind: 'call', id: 1003, name: 'run.list', args: {}, more: 1 } as never),
    ).toMatchObject(malformed);
    for (const message of [null, 7, 'call', { id: -1 }, { id: '3' }]) bare.send(message);
    expect((await bare.call('spec.freshSeed', {})).ok).toBe(true);
  });

  it('knows only the handles it was given, never a path', async () => {
    const strange = { ok: false, error: { code: 'ipc.handle' } };
    const handle = `h-${'f'.repeat(32)}`;
    expect(await bare.call('workspace.open', { handle })).toMatchObject(strange);
    expect(await bare.call('workspace.create', { handle, name: 'x' })).toMatchObject(strange);
    expect(await bare.call('spec.openFile', { handle })).toMatchObject(strange);
  });

  it('says what a folder is that is no workspace, or cannot become one', async () => {
    const place = join(lab.folder, 'full');
    mkdirSync(place);
    writeFileSync(join(place, 'thesis.tex'), 'x');
    const handle = lab.handle(place);
    const code = async (reply: ReturnType<LabClient['call']>) => {
      const answer = await reply;
      return answer.ok ? 'ok' : answer.error.code;
    };
    expect(await code(bare.call('workspace.open', { handle }))).toBe('workspace.notFound');
    expect(await code(bare.call('workspace.create', { handle, name: 'x' }))).toBe('workspace.notEmpty');
    const there = lab.handle(join(lab.folder, 'w'));
    expect(await code(bare.call('workspace.create', { handle: there, name: 'x' }))).toBe('workspace.exists');
    const nowhere = lab.handle(join(lab.folder, 'a', 'b'));
    expect(await code(bare.call('workspace.create', { handle: nowhere, name: 'x' }))).toBe('store.notFound');
    writeFileSync(join(place, 'plaquette.toml'), 'name = "x"\nschema = 99\n');
    expect(await code(bare.call('workspace.open', { handle }))).toBe('workspace.versionTooNew');
    writeFileSync(join(place, 'plaquette.toml'), 'name = ');
    expect(await code(bare.call('workspace.open', { handle }))).toBe('workspace.damaged');
  });

  it('has done all this without a defect', () => {
    expect(defectsOf(lab)).toEqual([]);
  });
});

/**
 * What a hostile page, frame or message gets in real Electron: nothing. With security-page.spec.ts, fuses in packaged.spec.ts and links in
 * desktop.spec.ts, a test for each line of Electron's security checklist.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, type Running, test } from './support/launch.ts';
import { hostCall, throughPort } from './support/page-surface.ts';

let running: Running;
let page: Page;

test.beforeEach(async ({ plaquette }) => {
  running = await plaquette.start();
  page = running.page;
});

const stillHere = async (): Promise<void> => {
  expect(new URL(page.url()).host).toBe('plaquette');
  expect(await hostCall(page, 'host.settings', {})).toMatchObject({ ok: true });
};

test('windows are isolated, sandboxed, without Node, on our own scheme', async () => {
  expect(new URL(page.url()).protocol).toBe('app:');
  const preferences = await running.app.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    const given = (
      webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    ).getLastWebPreferences();
    const names = [
      'contextIsolation',
      'sandbox',
      'webSecurity',
      'nodeIntegration',
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'webviewTag',
      'experimentalFeatures',
      'allowRunningInsecureContent',
      'plugins',
    ];
    return Object.fromEntries(names.map((name) => [name, Boolean(given[name])]));
  });
  expect(preferences).toEqual({
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    experimentalFeatures: false,
    allowRunningInsecureContent: false,
    plugins: false,
  });
  const found = await page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
    isolated: crossOriginIsolated,
  }));
  expect(found).toEqual({ globals: [], isolated: true });
});

test('the page finds frozen named functions, and nothing of Electron behind them', async () => {
  const found = await page.evaluate(() => {
    const surface = (window as unknown as { plaquette: Record<string, unknown> }).plaquette;
    const host = surface.host as Record<string, unknown>;
    const attempt = (change: () => void): boolean => {
      try {
        change();
        return true;
      } catch {
        return false;
      }
    };
    const replaced = attempt(() => {
      surface.grantFile = () => 'mine';
    });
    attempt(() => {
      host['host.evil'] = () => 'mine';
    });
    return {
      names: Object.keys(surface).sort(),
      kinds: [...new Set(Object.values(host).map((value) => typeof value))],
      frozen: Object.isFrozen(surface) && Object.isFrozen(host),
      replaced: replaced && surface.grantFile?.toString().includes('mine'),
      added: 'host.evil' in host,
      redefined: attempt(() => Object.defineProperty(window, 'plaquette', { value: {} })),
    };
  });
  expect(found).toEqual({
    names: ['grantFile', 'host', 'onHostEvent', 'requestEnginePort'],
    kinds: ['function'],
    frozen: true,
    replaced: false,
    added: false,
    redefined: false,
  });
});

test('a handler of host events gets a name and plain data, never an event object', async () => {
  await page.evaluate(() => {
    const state = window as unknown as {
      plaquette: { onHostEvent(handler: (...args: unknown[]) => void): void };
      seen: unknown[][];
    };
    state.seen = [];
    state.plaquette.onHostEvent((...args) => state.seen.push(args.map((arg) => JSON.stringify(arg))));
  });
  await hostCall(page, 'host.changeSettings', { density: 'compact' });
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { seen: unknown[][] }).seen.length))
    .toBeGreaterThan(0);
  const seen = await page.evaluate(() => (window as unknown as { seen: string[][] }).seen);
  for (const args of seen) expect(args.length).toBe(2);
  expect(seen[0]![0]).toBe('"host.settingsChanged"');
  expect(seen.flat().join()).not.toMatch(/sender|preventDefault|ports/);
});

test('a frame inside the page gets no functions, and cannot ask through its parent', async () => {
  const found = await page.evaluate(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const inside = frame.contentWindow as unknown as Record<string, unknown>;
    return { plaquette: typeof inside?.plaquette, require: typeof inside?.require };
  });
  expect(found).toEqual({ plaquette: 'undefined', require: 'undefined' });
});

test('a window that Plaquette did not make is refused, although it shows the same page', async () => {
  const preload = process.env.PLAQUETTE_OUT
    ? join(process.env.PLAQUETTE_OUT, 'preload.cjs')
    : new URL('../../out/preload.cjs', import.meta.url).pathname;
  const replies = await running.app.evaluate(async ({ BrowserWindow, session }, path) => {
    const foreign = new BrowserWindow({
      show: false,
      webPreferences: { preload: path, sandbox: true, session: session.fromPartition('persist:plaquette') },
    });
    await foreign.loadURL('app://plaquette/index.html');
    const answer = await foreign.webContents.executeJavaScript(
      `Promise.all([plaquette.host['host.settings']({}), plaquette.grantFile(new File(['x'], 'x')),
        plaquette.host['host.samplePlace']({})])`,
    );
    foreign.destroy();
    return answer;
  }, preload);
  for (const reply of replies) expect(reply).toMatchObject({ ok: false, error: { code: 'ipc.refused' } });
});

test.describe('host calls refuse', () => {
  const stranger = `h-${'0'.repeat(32)}`;
  const bad: readonly (readonly [string, string, readonly unknown[], string])[] = [
    ['a wrong type', 'host.copyText', [{ text: 5 }], 'ipc.malformed'],
    ['a missing value', 'host.copyText', [{}], 'ipc.malformed'],
    ['a value too many', 'host.copyText', [{ text: 'a', html: 'b' }], 'ipc.malformed'],
    ['an argument too many', 'host.settings', [{}, {}], 'ipc.malformed'],
    ['no argument', 'host.settings', [], 'ipc.malformed'],
    ['a path in the place of a handle', 'host.showInFolder', [{ handle: '/etc/passwd' }], 'ipc.malformed'],
    ['a handle that was never given', 'host.showInFolder', [{ handle: stranger }], 'ipc.handle'],
    ['a strange workspace', 'host.openWindow', [{ workspace: stranger }], 'ipc.handle'],
    [
      'an address in the place of a page',
      'host.openExternal',
      [{ page: 'https://example.org' }],
      'ipc.malformed',
    ],
    ['settings out of range', 'host.changeSettings', [{ concurrentRuns: 1000 }], 'ipc.malformed'],
    ['settings that there are not', 'host.changeSettings', [{ evil: true }], 'ipc.malformed'],
    ['what belongs to the server', 'host.browse', [{ folder: null }], 'host.unsupported'],
  ];
  for (const [what, name, args, code] of bad)
    test(what, async () => {
      expect(await hostCall(page, name, ...args)).toMatchObject({ ok: false, error: { code } });
      await stillHere();
    });

  test('what cannot even be sent', async () => {
    const code = await page.evaluate(async () => {
      const { plaquette } = window as unknown as {
        plaquette: { host: Record<string, (args: unknown) => Promise<{ error?: { code: string } }>> };
      };
      const reply = await plaquette.host['host.copyText']!({ text: () => 'x' });
      return reply.error?.code;
    });
    expect(code).toBe('ipc.malformed');
  });

  test('files that the page made up', async () => {
    const codes = await page.evaluate(async () => {
      const { plaquette } = window as unknown as {
        plaquette: { grantFile(file: unknown): Promise<{ ok: boolean; error?: { code: string } }> };
      };
      const replies = [];
      for (const file of [
        new File(['x'], '/etc/passwd'),
        { path: '/etc/passwd' },
        '/etc/passwd',
        null,
        undefined,
      ])
        replies.push((await plaquette.grantFile(file)).error?.code);
      return replies;
    });
    expect(codes).toEqual(Array(5).fill('ipc.malformed'));
  });
});

test('garbage on the way to the engine is refused, and the engine lives', async () => {
  const stranger = `h-${'0'.repeat(32)}`;
  const received = await throughPort(page, [
    'garbage',
    null,
    [1, 2, 3],
    { kind: 'call' },
    { kind: 'shutdown' },
    { kind: 'grant', grants: [{ handle: stranger, path: '/etc' }] },
    { kind: 'call', id: 1, name: 'no.such.call', args: {} },
    { kind: 'call', id: 2, name: '__proto__', args: {} },
    { kind: 'call', id: 3, name: 'workspace.open', args: { handle: '/etc' } },
    { kind: 'call', id: 4, name: 'workspace.open', args: { handle: stranger } },
    {
      kind: 'call',
      id: 5,
      name: 'configuration.open',
      args: { source: { handle: stranger }, dims: null, group: null },
    },
    { kind: 'call', id: 6, name: 'engine.facts', args: { extra: 1 } },
    { kind: 'call', id: 7, name: 'engine.facts', args: {}, more: true },
    { kind: 'call', id: 8, name: 'host.settings', args: {} },
    { kind: 'call', id: 9, name: 'engine.facts', args: {} },
  ]);
  const replies = new Map(
    received
      .map(
        (message) =>
          message as { kind: string; id: number; result: { ok: boolean; error?: { code: string } } },
      )
      .filter(({ kind }) => kind === 'reply')
      .map(({ id, result }) => [id, result.error?.code ?? 'ok']),
  );
  expect(replies.get(1)).toBe('ipc.unknownCall');
  expect(replies.get(2)).toBe('ipc.unknownCall');
  expect(replies.get(3)).toBe('ipc.malformed');
  expect(replies.get(4)).toBe('ipc.handle');
  expect(replies.get(5)).toBe('ipc.handle');
  expect(replies.get(6)).toBe('ipc.malformed');
  expect(replies.get(7) ?? 'dropped').not.toBe('ok');
  expect(replies.get(8)).toBe('ipc.unknownCall');
  expect(replies.get(9)).toBe('ok');
  await expect(page.locator('html')).toHaveAttribute('data-engine', 'connected');
});

test('pages outside are opened by name only, and not without a yes', async () => {
  await running.app.evaluate(({ dialog, shell }) => {
    const state = globalThis as unknown as { asked: string[]; opened: string[]; answer: number };
    Object.assign(state, { asked: [], opened: [], answer: 1 });
    dialog.showMessageBox = (async (...args: unknown[]) => {
      state.asked.push((args.at(-1) as { detail: string }).detail);
      return { response: state.answer, checkboxChecked: false };
    }) as typeof dialog.showMessageBox;
    shell.openExternal = async (address) => void state.opened.push(address);
  });
  await hostCall(page, 'host.openExternal', { page: 'gamma-method' });
  const state = () =>
    running.app.evaluate(() => {
      const { asked, opened } = globalThis as unknown as { asked: string[]; opened: string[] };
      return { asked, opened };
    });
  expect(await state()).toEqual({ asked: ['https://arxiv.org/abs/hep-lat/0306017'], opened: [] });
  await running.app.evaluate(() => Object.assign(globalThis, { answer: 0 }));
  await hostCall(page, 'host.openExternal', { page: 'gamma-method' });
  expect((await state()).opened).toEqual(['https://arxiv.org/abs/hep-lat/0306017']);
});

test('exports are written where the user says, and nowhere else', async ({ plaquette }) => {
  const victim = join(plaquette.home, 'victim.txt');
  writeFileSync(victim, 'mine');
  await running.app.evaluate(({ dialog }) => {
    const state = globalThis as unknown as { suggested: string };
    dialog.showSaveDialog = (async (...args: unknown[]) => {
      state.suggested = (args.at(-1) as { defaultPath: string }).defaultPath;
      return { canceled: true, filePath: '' };
    }) as typeof dialog.showSaveDialog;
  });
  const reply = await page.evaluate(() => {
    const { plaquette: surface } = window as unknown as {
      plaquette: { host: Record<string, (args: unknown) => Promise<unknown>> };
    };
    return surface.host['host.saveExport']!({
      suggestedName: '../victim.txt',
      mime: 'text/plain',
      bytes: new Uint8Array([1, 2, 3]),
    });
  });
  expect(reply).toEqual({ ok: true, value: null });
  const suggested = await running.app.evaluate(
    () => (globalThis as unknown as { suggested: string }).suggested,
  );
  expect(suggested).toBe(join(plaquette.home, 'Documents', 'victim.txt'));
});

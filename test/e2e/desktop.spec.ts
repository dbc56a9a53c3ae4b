/** Habits of the desktop in real Electron: windows, menu, files from outside, supervision of the engine, background, quitting. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ElectronApplication, Page } from '@playwright/test';
import { homeText } from '../../src-renderer/text/home.ts';
import { answerWith, clickLastNotification, installStubs, stubbed } from './support/desktop-stubs.ts';
import { commandLine, environment, expect, type Launcher, test } from './support/launch.ts';
import { hostCall } from './support/page-surface.ts';

/** Starts the program a second time, as the operating system does for a file; answers its exit code. */
const startAgain = async ({ home }: Launcher, ...words: readonly string[]): Promise<number> => {
  const [command, ...args] = commandLine(home, words);
  const child = spawn(command!, args, { env: environment(home), stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number];
  return code;
};

const windows = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({
      title: window.getTitle(),
      visible: window.isVisible(),
    })),
  );

const startSample = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: homeText.start }).click();
  await expect(page).toHaveURL(/#\/run\//);
  await expect(page.getByText(/[1-9]\d* of [\d,]+ updates/)).toBeVisible({ timeout: 30_000 });
};

/** An empty workspace, as an earlier session would have left it. */
const makeWorkspace = (folder: string, name: string): string => {
  mkdirSync(join(folder, 'runs'), { recursive: true });
  writeFileSync(
    join(folder, 'plaquette.toml'),
    `name = "${name}"\nschema = 1\ncreated = "2026-01-01T00:00:00Z"\n`,
  );
  return folder;
};

test('a window comes back where it was', async ({ plaquette }) => {
  const bounds = { x: 120, y: 90, width: 1000, height: 700 };
  const first = await plaquette.start();
  await first.app.evaluate(
    ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]!.setBounds(to),
    bounds,
  );
  await plaquette.close(first);
  const { app } = await plaquette.start();
  const found = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.getNormalBounds(),
  );
  expect(found).toEqual(bounds);
});

test('settings survive; a theme reaches the system and the window before its page', async ({ plaquette }) => {
  const first = await plaquette.start();
  expect(await hostCall(first.page, 'host.changeSettings', { theme: 'dark' })).toMatchObject({ ok: true });
  await expect(first.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await plaquette.close(first);
  const { app, page } = await plaquette.start();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const told = await app.evaluate(({ BrowserWindow, nativeTheme }) => ({
    source: nativeTheme.themeSource,
    colour: BrowserWindow.getAllWindows()[0]!.getBackgroundColor(),
  }));
  expect(told).toEqual({ source: 'dark', colour: '#16181B' });
});

test('settings that cannot be read are set aside, and the user is told', async ({ plaquette }) => {
  const data = join(plaquette.home, 'user-data');
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, 'settings.json'), '{"schema": 1, "theme": "da');
  const { page } = await plaquette.start();
  await expect(page.getByText(/settings could not be read/)).toBeVisible();
  const aside = readdirSync(data).find((name) => name.startsWith('settings.damaged-'))!;
  expect(readFileSync(join(data, aside), 'utf8')).toBe('{"schema": 1, "theme": "da');
});

test('the menu sends commands to the page, and its keys act once', async ({ plaquette }) => {
  const { app, page } = await plaquette.start();
  await app.evaluate(({ Menu, BrowserWindow }) => {
    Menu.getApplicationMenu()!
      .getMenuItemById('go.settings')!
      .click(undefined, BrowserWindow.getAllWindows()[0]);
  });
  await expect(page).toHaveURL(/#\/settings/);
  const shown = await app.evaluate(({ Menu }) => {
    const item = Menu.getApplicationMenu()!.getMenuItemById('go.runs')!;
    return { accelerator: item.accelerator, registered: item.registerAccelerator };
  });
  expect(shown).toEqual({ accelerator: 'CmdOrCtrl+2', registered: false });
  await page.evaluate(() => {
    const state = window as unknown as { moves: number };
    state.moves = 0;
    addEventListener('hashchange', () => {
      state.moves += 1;
    });
  });
  await page.keyboard.press('Control+2');
  await expect(page).toHaveURL(/#\/runs/);
  await pause(300);
  expect(await page.evaluate(() => (window as unknown as { moves: number }).moves)).toBe(1);
});

test.describe('what is asked for from outside', () => {
  test('a workspace at the start, and again: one window, in front', async ({ plaquette }) => {
    const folder = makeWorkspace(join(plaquette.home, 'Documents', 'qcd'), 'Heavy quarks');
    const { app, page } = await plaquette.start(folder);
    await expect(page).toHaveURL(/#\/runs/);
    await expect.poll(async () => (await windows(app))[0]!.title).toContain('Heavy quarks');
    expect(await startAgain(plaquette, join(folder, 'plaquette.toml'))).toBe(0);
    await pause(500);
    expect((await windows(app)).length).toBe(1);
    const other = makeWorkspace(join(plaquette.home, 'Documents', 'u1'), 'Compact U(1)');
    await startAgain(plaquette, other);
    await expect.poll(async () => (await windows(app)).length).toBe(2);
    await expect
      .poll(async () => (await windows(app)).map(({ title }) => title).join())
      .toMatch(/Compact U\(1\)/);
  });

  test('a damaged file at the start: the window says what is wrong', async ({ plaquette }) => {
    const file = join(plaquette.home, 'damaged.lime');
    writeFileSync(file, Buffer.from('456789abffff', 'hex'));
    const { page } = await plaquette.start(file);
    await expect(page.getByText(/damaged\.lime/).first()).toBeVisible();
  });

  test('files while it runs, present and missing: the same window shows or refuses them', async ({
    plaquette,
  }) => {
    const { app, page } = await plaquette.start();
    await startAgain(plaquette, join(plaquette.home, 'nowhere.ildg'));
    await expect(page.getByText(/There is no file or folder nowhere\.ildg/)).toBeVisible();
    const file = join(plaquette.home, 'noise.ildg');
    writeFileSync(file, 'this is no configuration');
    await startAgain(plaquette, file);
    await expect(page.getByText(/noise\.ildg/).first()).toBeVisible();
    expect((await windows(app)).length).toBe(1);
  });

  test('a link shows a run and does nothing else; other links are refused in words', async ({
    plaquette,
  }) => {
    const folder = makeWorkspace(join(plaquette.home, 'Documents', 'qcd'), 'Heavy quarks');
    const { page } = await plaquette.start(folder);
    await expect(page).toHaveURL(/#\/runs/);
    await startAgain(plaquette, 'plaquette://run/20260101-000000-abcd');
    await expect(page).toHaveURL(/#\/run\/20260101-000000-abcd/);
    await startAgain(plaquette, 'plaquette://run/20260101-000000-abcd?delete=1');
    await expect(page.getByText(/link to Plaquette was not understood/)).toBeVisible();
    expect(readdirSync(join(folder, 'runs'))).toEqual([]);
  });
});

test('a link without a workspace is answered in words', async ({ plaquette }) => {
  const { page } = await plaquette.start('plaquette://run/20260101-000000-abcd');
  await expect(page.getByText(/no workspace is open in this window/)).toBeVisible();
});

test('exports are written where the user says', async ({ plaquette }) => {
  const { app, page } = await plaquette.start();
  const path = join(plaquette.home, 'Documents', 'out.csv');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath })) as typeof dialog.showSaveDialog;
  }, path);
  const reply = await page.evaluate(() => {
    const { plaquette: surface } = window as unknown as {
      plaquette: { host: Record<string, (args: unknown) => Promise<unknown>> };
    };
    const bytes = new TextEncoder().encode('update,plaquette\n1,0.5\n');
    return surface.host['host.saveExport']!({ suggestedName: 'out.csv', mime: 'text/csv', bytes });
  });
  expect(reply).toMatchObject({ ok: true, value: { name: 'out.csv', folder: '~/Documents', kind: 'file' } });
  expect(readFileSync(path, 'utf8')).toBe('update,plaquette\n1,0.5\n');
});

test('files are picked, dropped and shown by handles; the page never sees a path', async ({ plaquette }) => {
  const { app, page } = await plaquette.start();
  const file = join(plaquette.home, 'Documents', 'picked.lime');
  writeFileSync(file, 'x');
  await app.evaluate(({ dialog, shell }, path) => {
    const picked = { canceled: false, filePaths: [path] };
    dialog.showOpenDialog = (async () => picked) as typeof dialog.showOpenDialog;
    shell.showItemInFolder = (shown) => void Object.assign(globalThis, { shown });
  }, file);
  const picked = await hostCall(page, 'host.pickFiles', { filter: 'configuration', several: false });
  expect(picked).toMatchObject({
    ok: true,
    value: [{ name: 'picked.lime', folder: '~/Documents', kind: 'file' }],
  });
  expect(JSON.stringify(picked)).not.toContain(plaquette.home);
  const [place] = picked.value as { handle: string }[];
  expect(await hostCall(page, 'host.showInFolder', { handle: place!.handle })).toMatchObject({ ok: true });
  expect(await app.evaluate(() => (globalThis as unknown as { shown: string }).shown)).toBe(file);

  await page.evaluate(() => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', id: 'dropped' });
    document.body.append(input);
  });
  await page.locator('#dropped').setInputFiles(file);
  const granted = await page.evaluate(() => {
    const { plaquette: surface } = window as unknown as {
      plaquette: { grantFile(file: File): Promise<unknown> };
    };
    return surface.grantFile((document.getElementById('dropped') as HTMLInputElement).files![0]!);
  });
  expect(granted).toEqual({ ok: true, value: place });
});

test('a page that crashes is loaded again and says so; its workspace is there again', async ({
  plaquette,
}) => {
  const folder = makeWorkspace(join(plaquette.home, 'Documents', 'qcd'), 'Heavy quarks');
  const { app, page } = await plaquette.start(folder);
  await expect(page).toHaveURL(/#\/runs/);
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer(),
  );
  const text = () =>
    app.evaluate(({ BrowserWindow }) =>
      // a page that is gone does not answer
      Promise.race([
        BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript('document.body.innerText'),
        new Promise((resolve) => setTimeout(resolve, 500, '')),
      ]),
    );
  await expect.poll(text).toMatch(/stopped working and was loaded again/);
  await expect.poll(text).toMatch(/Heavy quarks/);
});

const enginePid = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ app: application }) => {
    const engine = application.getAppMetrics().find(({ name }) => name === 'Plaquette engine');
    return engine?.pid ?? 0;
  });

test('an engine that is killed comes back; the user is told, and the run can be resumed', async ({
  plaquette,
}) => {
  const { app, page } = await plaquette.start();
  await startSample(page);
  process.kill(await enginePid(app), 'SIGKILL');
  await expect(page.getByText(/The engine ended unexpectedly/).first()).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-engine', 'connected');
  await expect(page.getByRole('button', { name: 'Resume' })).toBeEnabled({ timeout: 30_000 });
});

test('an engine that cannot live is given up, in words, until the user asks for it', async ({
  plaquette,
}) => {
  test.slow();
  const { app, page } = await plaquette.start();
  for (let death = 0; death < 5; death++) {
    await expect.poll(() => enginePid(app), { timeout: 40_000 }).not.toBe(0);
    const pid = await enginePid(app);
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => enginePid(app)).not.toBe(pid);
  }
  await expect(page.getByText(/5 times within a minute/).first()).toBeVisible();
  expect(await hostCall(page, 'host.restartEngine', {})).toMatchObject({ ok: true });
  await expect(page.locator('html')).toHaveAttribute('data-engine', 'connected');
});

test.describe('while a run is active', () => {
  test('taskbar and power follow it; quitting asks; the background keeps it; starting again brings it back', async ({
    plaquette,
  }) => {
    test.slow();
    const running = await plaquette.start();
    const { app, page } = running;
    await installStubs(app);
    await startSample(page);
    await expect.poll(async () => (await stubbed(app)).blockers).toBe(1);
    await expect
      .poll(async () => (await stubbed(app)).progress.some((value) => value > 0 && value <= 1))
      .toBe(true);

    await answerWith(app, 2);
    await app.evaluate(({ app: application }) => application.quit());
    await expect.poll(async () => (await stubbed(app)).asked.length).toBe(1);
    expect((await stubbed(app)).asked[0]).toMatchObject({
      message: expect.stringContaining('One run is active'),
      buttons: ['Stop runs and quit', 'Keep running in the background', 'Cancel'],
    });
    expect((await windows(app)).length).toBe(1);

    await answerWith(app, 1);
    await app.evaluate(({ app: application }) => application.quit());
    await expect.poll(async () => (await windows(app)).length).toBe(0);
    expect((await stubbed(app)).blockers).toBe(1);

    const again = app.waitForEvent('window');
    expect(await startAgain(plaquette)).toBe(0);
    const back = await plaquette.ready(await again);
    expect((await windows(app)).length).toBe(1);
    await expect.poll(async () => (await windows(app))[0]!.title).toContain('Sample workspace');
    await expect(back).toHaveURL(/#\/runs/);

    await answerWith(app, 0);
    await plaquette.close(running);
    const workspace = join(plaquette.home, 'Documents', 'Plaquette sample');
    const [run] = readdirSync(join(workspace, 'runs'));
    const log = readFileSync(join(workspace, 'runs', run!, 'log.ndjson'), 'utf8');
    expect(log).toMatch(/"stopped"/);
    expect(readdirSync(join(workspace, 'runs', run!, 'checkpoints')).length).toBeGreaterThan(0);
  });

  test('its end is told; a click on the notification leads to it', async ({ plaquette }) => {
    test.slow();
    const { app, page } = await plaquette.start();
    await installStubs(app);
    await startSample(page);
    await answerWith(app, 1);
    await app.evaluate(({ app: application }) => application.quit());
    await expect.poll(async () => (await windows(app)).length).toBe(0);
    await expect
      .poll(async () => (await stubbed(app)).notifications.length, { timeout: 150_000 })
      .toBeGreaterThan(1);
    await expect.poll(async () => (await stubbed(app)).blockers).toBe(0);
    const again = app.waitForEvent('window');
    await clickLastNotification(app);
    const back = await plaquette.ready(await again);
    await expect(back).toHaveURL(/#\/run\//);
  });

  test('a signal stops it without a question', async ({ plaquette }) => {
    const { app, page, pid } = await plaquette.start();
    await installStubs(app);
    await startSample(page);
    const gone = once(app.process(), 'exit');
    process.kill(pid, 'SIGTERM');
    await gone;
    const workspace = join(plaquette.home, 'Documents', 'Plaquette sample');
    const [run] = readdirSync(join(workspace, 'runs'));
    expect(existsSync(join(workspace, 'runs', run!, 'checkpoints'))).toBe(true);
    expect(readFileSync(join(workspace, 'runs', run!, 'log.ndjson'), 'utf8')).toMatch(/"stopped"/);
  });
});

test('diagnostics have versions and the log, and do not name the user', async ({ plaquette }) => {
  const { page } = await plaquette.start();
  const reply = await hostCall(page, 'host.diagnostics', {});
  const { text } = reply.value as { text: string };
  expect(text).toMatch(/electron \d+\./);
  expect(text).not.toContain(plaquette.home);
});

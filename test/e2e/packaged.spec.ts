/**
 * The packed application (`PLAQUETTE_FUSES=inspectable npm run package`), as a user would have it installed: it starts from its archive, shows
 * its window, has a database and an engine with threads, and refuses every way of running other code in its name.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { unwrap } from '../../src-engine/base/result.ts';
import { modelStore } from '../../src-main/model/model-store.ts';
import { fuseProblems } from '../../src-main/packaging/fuses.mjs';
import { createWorkspace, localHost } from '../../src-main/workspace/workspace.ts';
import { modelsText } from '../../src-renderer/text/models.ts';
import { sampleModel } from '../support/model-lab.ts';
import { projectRoot } from '../support/source-tree.ts';
import { attach } from './support/attach.ts';

const NAMES: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux-unpacked/plaquette',
  darwin: 'mac-universal/Plaquette.app/Contents/MacOS/Plaquette',
  win32: 'win-unpacked/Plaquette.exe',
};
const executable = join(projectRoot, 'release/inspectable', NAMES[process.platform] ?? '');
const INTRUDER = 42;
const switches = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

let home = '';
let running: ElectronApplication | undefined;

/** A user without any files, so that nothing of this machine is read or written. */
const environment = (): Record<string, string> => {
  const given = Object.entries(process.env).filter((e): e is [string, string] => e[1] !== undefined);
  return { ...Object.fromEntries(given), HOME: home, XDG_CONFIG_HOME: join(home, 'config') };
};

const launch = async (...words: readonly string[]): Promise<{ app: ElectronApplication; page: Page }> => {
  const userData = join(home, 'user-data');
  const args = [...switches, `--user-data-dir=${userData}`, ...words];
  running = await attach({ executablePath: executable, args, env: environment(), userData });
  return { app: running, page: await running.firstWindow() };
};

/** Starts an executable in a way it must refuse; answers how it ended. An application that simply opens is ended after a while. */
const outcome = (path: string, args: readonly string[], env: Record<string, string> = {}): number | null =>
  spawnSync(path, [...args, ...switches, `--user-data-dir=${join(home, 'user-data')}`], {
    env: { ...environment(), ...env },
    timeout: 4000,
    killSignal: 'SIGKILL',
  }).status;

test.skip(!existsSync(executable), 'the application has not been packed');

test.beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'plaquette-packed-'));
});

test.afterEach(async () => {
  await running?.close();
  running = undefined;
  rmSync(home, { recursive: true, force: true });
});

test('starts from its archive and shows its window', async () => {
  const { app, page } = await launch();
  const facts = await app.evaluate((electron) => ({
    packaged: electron.app.isPackaged,
    name: electron.app.getName(),
    path: electron.app.getAppPath(),
  }));
  expect(facts).toMatchObject({ packaged: true, name: 'Plaquette' });
  expect(facts.path).toMatch(/app\.asar$/);
  expect(new URL(page.url()).protocol).toBe('app:');
  await expect(page.getByRole('main')).toBeVisible();
  const isVisible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await expect.poll(isVisible).toBe(true);
});

test('has an engine that answers, and a database', async () => {
  const { page } = await launch();
  await expect(page.getByRole('main')).toBeVisible();
  const answers = await page.evaluate(async () => {
    // the page uses the same port: ids that it will not come to
    const OURS = 1_000_000;
    const { plaquette } = window as unknown as {
      plaquette: {
        host: Record<string, (args: unknown) => Promise<{ value: { handle: string } }>>;
        requestEnginePort(): void;
      };
    };
    const port = await new Promise<MessagePort>((resolve) => {
      window.addEventListener('message', (event) => {
        if (event.data?.plaquette === 'engine-port' && event.ports[0]) resolve(event.ports[0]);
      });
      plaquette.requestEnginePort();
    });
    const call = (id: number, name: string, args: unknown) =>
      new Promise((resolve) => {
        port.addEventListener('message', ({ data }) => {
          if (data.kind === 'reply' && data.id === id) resolve(data.result);
        });
        port.start();
        port.postMessage({ kind: 'call', id, name, args });
      });
    const place = await plaquette.host['host.samplePlace']?.({});
    return [
      await call(OURS, 'engine.facts', {}),
      await call(OURS + 1, 'workspace.create', { handle: place?.value.handle, name: 'Packed' }),
    ];
  });
  expect(answers[0]).toMatchObject({ ok: true });
  expect(answers[1]).toMatchObject({ ok: true, value: { name: 'Packed', runs: 0 } });
  const { folder } = (answers[1] as { value: { folder: string } }).value;
  expect(existsSync(join(folder.replace(/^~/, home), 'index.sqlite'))).toBe(true);
});

test('checks a model in a thread, with the TensorFlow.js that is in its archive', async () => {
  const folder = join(home, 'flows');
  const workspace = unwrap(await createWorkspace(folder, 'flows'));
  const { manifest, tensors } = sampleModel();
  const added = unwrap(await modelStore(localHost(), folder).add({ manifest, tensors }));
  await workspace.close();
  const { page } = await launch(folder);
  await expect(page).toHaveURL(/#\/runs/);
  await page.evaluate((model) => {
    location.hash = `#/models/${model}`;
  }, added.manifest.id);
  await page.getByRole('button', { name: modelsText.check, exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'All 7 checks passed' })).toBeVisible({
    timeout: 60_000,
  });
});

test('its fuses are what they must be, and a bare Electron would not pass', async () => {
  expect(await fuseProblems(executable, true)).toEqual([]);
  expect(await fuseProblems(executable, false)).toEqual([
    expect.stringContaining('EnableNodeCliInspectArguments'),
  ]);
  const bare = process.env.PLAQUETTE_ELECTRON;
  if (bare) expect((await fuseProblems(bare, true)).length).toBeGreaterThan(2);
});

test('runs no script as Node', () => {
  const env = { ELECTRON_RUN_AS_NODE: '1' };
  expect(outcome(executable, ['-e', `process.exit(${INTRUDER})`, '--'], env)).not.toBe(INTRUDER);
});

test('does not start a folder in the place of its archive', () => {
  test.skip(process.platform === 'darwin', 'the archive lies elsewhere in a bundle');
  const copy = join(home, 'installed');
  cpSync(dirname(executable), copy, { recursive: true });
  const resources = join(copy, 'resources');
  rmSync(join(resources, 'app.asar'));
  mkdirSync(join(resources, 'app'));
  writeFileSync(join(resources, 'app', 'package.json'), '{ "name": "intruder", "main": "main.js" }');
  writeFileSync(join(resources, 'app', 'main.js'), `process.exit(${INTRUDER});`);
  expect(outcome(join(copy, basename(executable)), [])).not.toBe(INTRUDER);
});

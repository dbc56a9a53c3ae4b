/**
 * Starts Plaquette in a real Electron for one test: a user of its own without any files, waits until the page talks to the engine, keeps the
 * program's output, its log and a trace when the test fails, and leaves no process behind.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { test as base, type ElectronApplication, type Page, type TestInfo } from '@playwright/test';
import { findElectron } from '../../../src-main/platform/electron-dist.mjs';
import { projectRoot } from '../../support/source-tree.ts';
import { attach } from './attach.ts';

export interface Running {
  readonly app: ElectronApplication;
  /** The first window, once it is ready. */
  readonly page: Page;
  readonly pid: number;
  /** Everything that the processes printed so far. */
  output(): string;
}

export interface Launcher {
  /** The folder of the user: HOME, with Documents, and user-data for the program's own files. */
  readonly home: string;
  start(...words: readonly string[]): Promise<Running>;
  /** Waits until a window of a page talks to the engine. */
  ready(page: Page): Promise<Page>;
  /** As the user leaves. */
  close(running: Running): Promise<void>;
  /** As a power cut: no process of it says another word. */
  kill(running: Running): Promise<void>;
}

const START_MS = 30_000;

const executable = (): string => {
  if (process.env.PLAQUETTE_ELECTRON) return process.env.PLAQUETTE_ELECTRON;
  const found = findElectron(projectRoot, process.env);
  if (!found.ok) throw new Error(found.problems.join(' '));
  return found.executable;
};

/** The project's folder as `npm start` gives it to Electron, or the bundle of another output folder. */
const application = (): string =>
  process.env.PLAQUETTE_OUT ? join(process.env.PLAQUETTE_OUT, 'main.mjs') : projectRoot;

const switches = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
export const userDataOf = (home: string): string => join(home, 'user-data');

export const commandLine = (home: string, words: readonly string[]): readonly string[] => [
  executable(),
  ...switches,
  `--user-data-dir=${userDataOf(home)}`,
  application(),
  ...words,
];

export const environment = (home: string): Record<string, string> => {
  const given = Object.entries(process.env).filter((e): e is [string, string] => e[1] !== undefined);
  const without = given.filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE');
  return { ...Object.fromEntries(without), HOME: home, XDG_CONFIG_HOME: join(home, 'config') };
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const untilGone = async (pid: number, limitMs: number): Promise<boolean> => {
  for (const end = Date.now() + limitMs; Date.now() < end; await pause(50)) if (!isAlive(pid)) return true;
  return !isAlive(pid);
};

const ready = async (page: Page): Promise<Page> => {
  await page.waitForFunction(() => document.documentElement.dataset.engine === 'connected');
  await page.getByRole('main').waitFor();
  return page;
};

const kill = async ({ pid }: Pick<Running, 'pid'>): Promise<void> => {
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  await untilGone(pid, 5_000);
};

const close = async (running: Running): Promise<void> => {
  await running.app.evaluate(({ app }) => app.quit()).catch(() => undefined);
  if (!(await untilGone(running.pid, 20_000))) {
    await kill(running);
    throw new Error('Plaquette did not end within 20 s after it was asked to quit.');
  }
};

const programLog = (home: string): string => {
  const folder = join(userDataOf(home), 'logs');
  if (!existsSync(folder)) return '';
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
};

const keepEvidence = async (info: TestInfo, home: string, all: readonly Begun[]): Promise<void> => {
  const log = programLog(home);
  await info.attach('program log', { body: log === '' ? 'none' : log });
  for (const [index, { app, output }] of all.entries()) {
    await info.attach(`output ${index + 1}`, { body: output });
    const path = info.outputPath(`trace-${index + 1}.zip`);
    await app
      .context()
      .tracing.stop({ path })
      .then(() => info.attach(`trace ${index + 1}`, { path }))
      .catch(() => undefined);
  }
};

/** A program that was started; whether it also got ready is another matter. */
class Begun {
  readonly app: ElectronApplication;
  readonly pid: number;
  output = '';

  constructor(app: ElectronApplication) {
    this.app = app;
    const child = app.process();
    this.pid = child.pid!;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (piece) => {
        this.output += piece;
      });
  }

  listen(page: Page): void {
    page.on('pageerror', (error) => {
      this.output += `page error: ${error.stack ?? error.message}\n`;
    });
    page.on('console', (message) => {
      this.output += `console ${message.type()}: ${message.text()}\n`;
    });
  }
}

export const test = base.extend<{ plaquette: Launcher }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures that are used
  plaquette: async ({}, use, info) => {
    const home = realpathSync(mkdtempSync(join(tmpdir(), 'plaquette-e2e-')));
    mkdirSync(join(home, 'Documents'));
    const all: Begun[] = [];

    const start = async (...words: readonly string[]): Promise<Running> => {
      const [executablePath, ...args] = commandLine(home, words);
      const app = await attach({
        executablePath: executablePath!,
        args,
        env: environment(home),
        userData: userDataOf(home),
      });
      const begun = new Begun(app);
      all.push(begun);
      await app.context().tracing.start({ screenshots: true, snapshots: true });
      const page = await app.firstWindow({ timeout: START_MS });
      begun.listen(page);
      await ready(page);
      return { app, page, pid: begun.pid, output: () => begun.output };
    };

    await use({ home, start, ready, close, kill });
    if (info.status !== info.expectedStatus) await keepEvidence(info, home, all);
    for (const running of all) await kill(running);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  },
});

export { expect } from '@playwright/test';

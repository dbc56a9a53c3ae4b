/**
 * Plaquette in a real Electron, for measuring: driven by Playwright, or alone with nothing attached, as a user has it. Each gets a user of
 * its own without any files.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type ElectronApplication, type Page } from '@playwright/test';
import { attach } from '../../e2e/support/attach.ts';
import { commandLine, environment, userDataOf } from '../../e2e/support/launch.ts';
import { treeOf } from './process-tree.ts';

const PATIENCE_MS = 15_000;

export interface User {
  readonly home: string;
  remove(): void;
}

export const makeUser = (): User => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'plaquette-bench-')));
  mkdirSync(join(home, 'Documents'));
  return { home, remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }) };
};

export interface Driven {
  readonly app: ElectronApplication;
  readonly page: Page;
  close(): Promise<void>;
}

/** Driven by Playwright, its page connected to the engine. */
export const openDriven = async (home: string, ...words: readonly string[]): Promise<Driven> => {
  const [executablePath, ...args] = commandLine(home, words);
  const app = await attach({
    executablePath: executablePath!,
    args,
    env: environment(home),
    userData: userDataOf(home),
  });
  const page = await app.firstWindow();
  page.on('pageerror', (error) => console.error(`page error: ${error.message}`));
  await page.waitForFunction(() => document.documentElement.dataset.engine === 'connected');
  await page.getByRole('main').waitFor();
  const close = async (): Promise<void> => {
    const child = app.process();
    const exited = once(child, 'exit');
    // it asks before it leaves a run that goes on; nobody is there to answer
    const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    void app.close().catch(() => undefined);
    await exited;
    clearTimeout(late);
  };
  return { app, page, close };
};

export const withDriven = async <T>(
  words: readonly string[],
  measure: (driven: Driven) => Promise<T>,
): Promise<T> => {
  const user = makeUser();
  const driven = await openDriven(user.home, ...words);
  try {
    return await measure(driven);
  } finally {
    await driven.close();
    user.remove();
  }
};

export interface Alone {
  readonly pid: number;
  /** Just before it was started, ms since 1970. */
  readonly started: number;
  /** Its page, when it was started with a port to look in at. */
  page(): Promise<Page>;
  end(): Promise<void>;
}

const endTree = async (child: ChildProcess): Promise<void> => {
  const all = treeOf(child.pid!).map(({ pid }) => pid);
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([exited, pause(PATIENCE_MS)]);
  for (const pid of all)
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // gone already
    }
};

/** `observed`: with a port through which its page can be looked at afterwards. */
export const openAlone = (command: readonly string[], home: string, observed: boolean): Alone => {
  const [executable, ...args] = command;
  const port = observed ? ['--remote-debugging-port=0'] : [];
  const started = Date.now();
  const child = spawn(executable!, [...port, ...args], {
    env: environment(home),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (piece) => {
    said += piece;
  });
  const address = async (): Promise<string> => {
    for (let i = 0; i < 500; i++, await pause(20)) {
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (found !== undefined) return found;
    }
    throw new Error(`The application did not start: ${said}`);
  };
  return {
    pid: child.pid!,
    started,
    page: async () => {
      const browser = await chromium.connectOverCDP(await address());
      return browser.contexts()[0]!.pages()[0]!;
    },
    end: () => endTree(child),
  };
};

/** As a user starts it. */
export const openAsUser = (home: string, observed: boolean, ...words: readonly string[]): Alone =>
  openAlone(commandLine(home, words), home, observed);

/**
 * Starts a program and attaches Playwright to it. Playwright attaches while the first window is being made, and on a busy machine it now and
 * then waits for ever for a page that it saw too early; the program itself is up then, which is asked of its debugging port before another try.
 * A program that is not up is never tried again.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { _electron, type ElectronApplication } from '@playwright/test';

const ATTACH_MS = 20_000;
const LOOK_MS = 15_000;
const TRIES = 3;

export interface Program {
  readonly executablePath: string;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
  readonly userData: string;
}

/** Whether the program shows its page, asked past Playwright. */
const isUp = async (userData: string): Promise<boolean> => {
  try {
    const [port] = readFileSync(join(userData, 'DevToolsActivePort'), 'utf8').split('\n');
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`, { signal: AbortSignal.timeout(2_000) });
    const targets = (await answer.json()) as { url: string; title: string }[];
    return targets.some(({ url, title }) => url.startsWith('app://plaquette/') && /Plaquette/.test(title));
  } catch {
    return false;
  }
};

export const attach = async ({
  executablePath,
  args,
  env,
  userData,
}: Program): Promise<ElectronApplication> => {
  for (let attempt = 1; ; attempt++) {
    const enough = new AbortController();
    const look = pause(LOOK_MS, undefined, { signal: enough.signal }).then(
      () => isUp(userData),
      () => false,
    );
    try {
      return await _electron.launch({ executablePath, args: [...args], env, timeout: ATTACH_MS });
    } catch (error) {
      if (attempt === TRIES || !(await look)) throw error;
      console.warn('Playwright did not attach to a program that was up; trying again.');
    } finally {
      enough.abort();
    }
  }
};

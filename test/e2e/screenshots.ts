/**
 * `npm run screenshots [-- FOLDER]`: every screen of the real application in Electron, light and dark, as PNG files into FOLDER
 * (out/screenshots when none is named). Without a display it runs itself under Xvfb.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { hasDisplay } from '../../src-main/platform/display.mjs';
import { projectRoot } from '../support/source-tree.ts';
import { attach } from './support/attach.ts';
import { everyScreen } from './support/every-screen.ts';
import { makeExampleWorkspace } from './support/example-workspace.ts';
import { commandLine, environment, userDataOf } from './support/launch.ts';
import { hostCall } from './support/page-surface.ts';

const size = { width: 1440, height: 900 };
/** Charts draw and pictures load. */
const settleMs = 1500;

const take = async (folder: string): Promise<void> => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'plaquette-screenshots-')));
  mkdirSync(join(home, 'Documents'));
  const place = join(home, 'Documents', 'SU(3) scaling');
  console.log('Carrying out the runs of the example workspace...');
  const workspace = await makeExampleWorkspace(place, 600);
  const [executablePath, ...args] = commandLine(home, [place]);
  const userData = userDataOf(home);
  const app = await attach({ executablePath: executablePath!, args, env: environment(home), userData });
  const page: Page = await app.firstWindow();
  await page.waitForFunction(() => document.documentElement.dataset.engine === 'connected');
  await app.evaluate(
    ({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]!.setContentSize(width, height),
    size,
  );
  await page.waitForURL(/#\/runs/);
  await hostCall(page, 'host.changeSettings', { motion: 'reduced' });
  for (const theme of ['light', 'dark'] as const) {
    mkdirSync(join(folder, theme), { recursive: true });
    await hostCall(page, 'host.changeSettings', { theme });
    for (const screen of everyScreen) {
      await screen.open(page, workspace);
      await page.waitForTimeout(settleMs);
      await page.screenshot({ path: join(folder, theme, `${screen.name}.png`) });
      console.log(`${theme}/${screen.name}.png`);
    }
  }
  await app.evaluate(({ app: program }) => program.exit(0)).catch(() => undefined);
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
};

if (hasDisplay(process.platform, process.env)) {
  await take(resolve(process.argv[2] ?? join(projectRoot, 'out', 'screenshots')));
  process.exit(0);
}
const xvfb = [
  '--auto-servernum',
  '--server-args=-screen 0 1600x1000x24',
  process.execPath,
  ...process.argv.slice(1),
];
const { error, status } = spawnSync('xvfb-run', xvfb, { stdio: 'inherit' });
if (error)
  console.error('There is no display and no Xvfb. On Debian and Ubuntu: apt-get install xvfb xauth.');
process.exit(status ?? 1);

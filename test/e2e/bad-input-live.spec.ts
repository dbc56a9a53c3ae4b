/**
 * Folders that go away, full disks, processes that die and others that meddle, while runs go on in the real application: the user is told, no
 * row is lost, and the runs go on.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { runText } from '../../src-renderer/text/run.ts';
import { shellText } from '../../src-renderer/text/shell.ts';
import { canLimitFiles, limitFiles } from '../support/small-disk.ts';
import { projectRoot } from '../support/source-tree.ts';
import { attach } from './support/attach.ts';
import { commandLine, environment, expect, type Running, test } from './support/launch.ts';
import {
  button,
  dismissAll,
  enginePid,
  expectConsecutive,
  expectNotice,
  heading,
  notices,
  openRun,
  state,
  untilUpdates,
  updatesShown,
} from './support/on-page.ts';
import { makeTwoRuns } from './support/two-runs.ts';

test('folders of runs and workspaces that go away while they are open', async ({ plaquette }) => {
  const folder = join(plaquette.home, 'w');
  const aside = join(plaquette.home, 'aside');
  const { done, endless } = await makeTwoRuns(folder);
  const { page } = await plaquette.start(folder);
  await expect(page.getByRole('grid')).toBeVisible();
  const runFolder = (run: string): string => join(folder, 'runs', run);

  await openRun(page, done, 'done');
  renameSync(runFolder(done), aside);
  await expect(page.getByText(runText.removed)).toBeVisible();
  await expect(page.getByText(runText.removedRemedy)).toBeVisible();
  renameSync(aside, runFolder(done));
  await expect(heading(page, 'done')).toBeVisible();

  await openRun(page, endless, 'endless');
  await button(page, runText.start).click();
  await untilUpdates(page, 40);
  renameSync(folder, aside);
  await expect(page.getByText(shellText.workspaceGone)).toBeVisible();
  await expect(notices(page).getByText(/endless has ended\. The workspace is not in/)).toBeVisible();
  renameSync(aside, folder);
  await expect(page.getByText(shellText.workspaceGone)).toHaveCount(0);
  await dismissAll(page);
  await openRun(page, endless, 'endless');
  await expect(state(page, 'failed')).toBeVisible();
  await expect(page.getByText(/Bring the folder of the run, or its disk, back/)).toBeVisible();
  const before = await updatesShown(page);
  await button(page, runText.resume).click();
  await expect(state(page, 'running')).toBeVisible();
  await untilUpdates(page, before + 20);

  renameSync(runFolder(endless), aside);
  await expectNotice(
    page,
    /endless has ended: its folder was moved or deleted while the run went on.*Put the folder back/s,
  );
  renameSync(aside, runFolder(endless));
  await expect(heading(page, 'endless')).toBeVisible();
  expect(await expectConsecutive(folder, endless)).toBeGreaterThan(before);
});

test('a disk that is full in the middle of a run', async ({ plaquette }) => {
  test.skip(!canLimitFiles(), 'this machine cannot limit the size of files');
  const folder = join(plaquette.home, 'w');
  const { endless } = await makeTwoRuns(folder);
  const { app, page } = await plaquette.start(folder);
  await expect(page.getByRole('grid')).toBeVisible();
  const engine = await enginePid(app);
  limitFiles(engine, 180_000);
  await openRun(page, endless, 'endless');
  await button(page, runText.start).click();
  await expect(state(page, 'failed')).toBeVisible({ timeout: 60_000 });
  const told = page.getByText(/There was no space left to .*Free some space on this disk/);
  await expect(told).toBeVisible();
  await expect(page.getByText(/This session uses a temporary index in memory/)).toBeVisible();
  const before = await updatesShown(page);
  limitFiles(engine, null);
  await button(page, runText.resume).click();
  await expect(state(page, 'running')).toBeVisible();
  await expect(told).toHaveCount(0);
  await untilUpdates(page, before + 20);
  await button(page, runText.stop).click();
  await expect(state(page, 'stopped')).toBeVisible();
  expect(await expectConsecutive(folder, endless)).toBeGreaterThan(before);
});

test('the engine is killed in the middle of a run, then the page: both come back where they were', async ({
  plaquette,
}) => {
  const folder = join(plaquette.home, 'w');
  const { endless } = await makeTwoRuns(folder);
  const { app, page } = await plaquette.start(folder);
  await expect(page.getByRole('grid')).toBeVisible();
  await openRun(page, endless, 'endless');
  await button(page, runText.start).click();
  await untilUpdates(page, 40);
  process.kill(await enginePid(app), 'SIGKILL');
  await expect(page.getByText(/One run stopped at the last checkpoint/).first()).toBeVisible();
  await expect(state(page, 'crashed')).toBeVisible();
  await expect(heading(page, 'endless')).toBeVisible();
  const before = await updatesShown(page);
  await button(page, runText.resume).click();
  await expect(state(page, 'running')).toBeVisible();
  await untilUpdates(page, before + 20);

  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer(),
  );
  const text = (): Promise<unknown> =>
    app.evaluate(({ BrowserWindow }) =>
      // a page that is gone does not answer
      Promise.race([
        BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript(
          'location.hash + document.body.innerText',
        ),
        new Promise((resolve) => setTimeout(resolve, 500, '')),
      ]),
    );
  await expect.poll(text).toMatch(/stopped working and was loaded again/);
  await expect.poll(text).toMatch(new RegExp(`^#/run/${endless}[^]*endless[^]*Running`));
});

test('two applications and a command line on one workspace', async ({ plaquette }) => {
  const folder = join(plaquette.home, 'w');
  const { endless } = await makeTwoRuns(folder);
  const first = await plaquette.start(folder);
  const home = join(plaquette.home, 'other-user');
  mkdirSync(join(home, 'Documents'), { recursive: true });
  const [executablePath, ...args] = commandLine(home, [folder]);
  const app = await attach({
    executablePath: executablePath!,
    args,
    env: environment(home),
    userData: join(home, 'user-data'),
  });
  const second: Running = { app, page: await app.firstWindow(), pid: app.process().pid!, output: () => '' };
  try {
    await plaquette.ready(second.page);
    for (const { page } of [first, second]) {
      await expect(page.getByRole('grid')).toBeVisible();
      await openRun(page, endless, 'endless');
    }
    await button(first.page, runText.start).click();
    await untilUpdates(second.page, 20);
    await expect(state(second.page, 'running')).toBeVisible();
    await button(second.page, runText.stop).click();
    for (const { page } of [first, second]) await expect(state(page, 'stopped')).toBeVisible();

    const program = join(process.env.PLAQUETTE_OUT ?? join(projectRoot, 'out'), 'plaquette.mjs');
    const command = spawn(process.execPath, [program, 'resume', endless], {
      cwd: folder,
      env: environment(home),
      stdio: 'ignore',
    });
    const ended = once(command, 'exit');
    await expect(state(first.page, 'running')).toBeVisible();
    const before = await updatesShown(first.page);
    await untilUpdates(first.page, before + 1);
    await button(first.page, runText.stop).click();
    expect(await ended).toEqual([0, null]);
    for (const { page } of [first, second]) await expect(state(page, 'stopped')).toBeVisible();
    await expectConsecutive(folder, endless);
  } finally {
    await plaquette.kill(second);
  }
});

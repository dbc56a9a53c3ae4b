/**
 * What a user is told when files, folders, disks and processes are not as they should be, in the real application: what happened, where, and
 * what to do; nothing is lost, and the application goes on working.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { activityText } from '../../src-renderer/text/activity.ts';
import { configurationText } from '../../src-renderer/text/configuration.ts';
import { runText } from '../../src-renderer/text/run.ts';
import { shellText } from '../../src-renderer/text/shell.ts';
import { dropFiles } from './journey/world.ts';
import { configurationBytes, writeBadFiles, writeSparse } from './support/bad-files.ts';
import { expect, test } from './support/launch.ts';
import {
  button,
  dismissAll,
  expectNotice,
  goTo,
  heading,
  notices,
  openOutside,
  openRun,
  openWorkspace,
  state,
} from './support/on-page.ts';
import { asPlainUser, canBePlainUser } from './support/plain-user.ts';
import { makeTwoRuns } from './support/two-runs.ts';

test('files that are damaged, foreign or absurd are told as what they are', async ({ plaquette }) => {
  const files = await writeBadFiles(plaquette.home);
  const small = files.map(({ name }) => name).filter((name) => !name.startsWith('terabyte'));
  const contents = (): readonly Buffer[] => small.map((name) => readFileSync(join(plaquette.home, name)));
  const before = contents();
  const { page } = await plaquette.start();
  for (const { name, said, opens } of files)
    await test.step(name, async () => {
      await dropFiles(page, [join(plaquette.home, name)]);
      if (!opens) return expectNotice(page, said);
      await expect(heading(page, name)).toBeVisible();
      await expect(page.getByText(said).first()).toBeVisible();
    });
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(contents()).toEqual(before);
  mkdirSync(join(plaquette.home, 'folder.ildg'));
  await dropFiles(page, [join(plaquette.home, 'folder.ildg')]);
  await expectNotice(page, /folder\.ildg is not a workspace.*Open the folder of a workspace/s);
  writeFileSync(join(plaquette.home, 'good.ildg'), await configurationBytes('ildg'));
  await dropFiles(page, [join(plaquette.home, 'good.ildg')]);
  await expect(page.getByText(/^Intact: an SU\(3\) gauge configuration/)).toBeVisible();
});

test('files that are too large for the memory or for patience', async ({ plaquette }) => {
  const header = (await configurationBytes('nersc')).toString('latin1').split('END_HEADER\n')[0]!;
  const vast = (name: string, dims: readonly number[]): string => {
    const extents = header.replace(
      /DIMENSION_(\d) = \d+/g,
      (_, axis) => `DIMENSION_${axis} = ${dims[axis - 1]}`,
    );
    const head = Buffer.from(`${extents}END_HEADER\n`, 'latin1');
    const volume = dims.reduce((product, extent) => product * extent, 1);
    writeSparse(join(plaquette.home, name), head, head.length + volume * 4 * 9 * 16);
    return join(plaquette.home, name);
  };
  const { page } = await plaquette.start();
  await dropFiles(page, [vast('terabyte.nersc', [200, 200, 200, 200])]);
  await expectNotice(
    page,
    /terabyte\.nersc: [\d.]+ GiB of memory are needed .*on a machine with more memory/s,
  );
  await dropFiles(page, [vast('long.nersc', [24, 24, 24, 4096])]);
  await goTo(page, '#/activity');
  await expect(page.getByText('Inspecting long.nersc').first()).toBeVisible();
  await expect(page.getByText(/time slice \d+ of 4096/)).toBeVisible();
  await button(page, activityText.cancelOf('Inspecting long.nersc')).click();
  await expect(page.getByText(activityText.states.cancelled, { exact: true })).toBeVisible();
  writeFileSync(join(plaquette.home, 'good.ildg'), await configurationBytes('ildg'));
  await dropFiles(page, [join(plaquette.home, 'good.ildg')]);
  await expect(heading(page, 'good.ildg')).toBeVisible();
});

test('a file that changes or vanishes while it is open, names of every kind, fifty files at once', async ({
  plaquette,
}) => {
  const bytes = await configurationBytes('ildg');
  const path = (name: string): string => join(plaquette.home, name);
  const { page } = await plaquette.start();
  const names = [
    'a b.ildg',
    `quote'"q.ildg`,
    'emoji 😀 ü.ildg',
    '<b>not bold</b>.ildg',
    '%41.ildg',
    `${'x'.repeat(240)}.ildg`,
  ];
  if (process.platform !== 'win32') names.push('two\nlines.ildg');
  for (const name of names) {
    writeFileSync(path(name.replaceAll('/', '∕')), bytes);
    await dropFiles(page, [path(name.replaceAll('/', '∕'))]);
    await expect(heading(page, name.replaceAll('/', '∕').replace('\n', ' '))).toBeVisible();
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);

  writeFileSync(path('good.ildg'), bytes);
  await dropFiles(page, [path('good.ildg')]);
  await expect(heading(page, 'good.ildg')).toBeVisible();
  const slider = page.getByRole('slider').first();
  const again = button(page, configurationText.gone);
  await expect(slider).toBeVisible();
  appendFileSync(path('good.ildg'), 'more');
  await slider.press('ArrowLeft');
  await expect(page.getByText(/good\.ildg was changed by another program/).first()).toBeVisible();
  await again.first().click();
  await expect(page.getByText(configurationText.stale)).toHaveCount(0);
  await expect(slider).toBeVisible();
  rmSync(path('good.ildg'));
  await slider.press('ArrowLeft');
  await expect(page.getByText(/good\.ildg is not in .* any more/).first()).toBeVisible();
  await again.first().click();
  await expectNotice(page, /There is no good\.ildg in .*Check that its disk is connected/s);
  writeFileSync(path('good.ildg'), bytes);
  await again.first().click();
  await expect(page.getByText(configurationText.stale)).toHaveCount(0);

  const many = Array.from({ length: 50 }, (_, at) => path(`many-${at}.ildg`));
  for (const [at, file] of many.entries())
    writeFileSync(file, at % 5 === 1 ? `note ${at}` : at % 5 === 2 ? bytes.subarray(0, 3000) : bytes);
  await dropFiles(page, many);
  await expect(notices(page).getByText('30 configurations are open.')).toBeVisible({ timeout: 30_000 });
  await expect(notices(page).getByText('20 files could not be opened.')).toBeVisible();
  await notices(page).getByText(shellText.whichOnes).click();
  await expect(notices(page).getByRole('listitem')).toHaveCount(20);
  for (const at of [1, 2, 46, 47])
    await expect(notices(page).getByText(new RegExp(`many-${at}\\.ildg`))).toBeVisible();
});

test('pipes, devices, and what this account may not read or write', async ({ plaquette }) => {
  test.skip(!canBePlainUser(), 'as root every file may be read');
  const path = (name: string): string => join(plaquette.home, name);
  writeFileSync(path('private.ildg'), await configurationBytes('ildg'));
  chmodSync(path('private.ildg'), 0);
  mkdirSync(path('closed'));
  chmodSync(path('closed'), 0);
  const { done, endless } = await makeTwoRuns(path('fixed'));
  const folders = [
    path('fixed'),
    ...readdirSync(path('fixed'), { recursive: true }).map((name) => path(`fixed/${name}`)),
  ];
  for (const name of folders) chmodSync(name, 0o555);
  await once(spawn('mkfifo', [path('pipe.ildg')]), 'exit');

  await asPlainUser(plaquette.home, async () => {
    const { page } = await plaquette.start();
    await dropFiles(page, [path('private.ildg')]);
    await expectNotice(page, /not allowed to read private\.ildg.*Change the permissions of the file/s);
    await openOutside(plaquette, path('pipe.ildg'), '/dev/null', path('closed/a.ildg'));
    await expect(notices(page).getByText('3 files could not be opened.')).toBeVisible();
    await notices(page).getByText(shellText.whichOnes).click();
    for (const said of [
      /pipe\.ildg is a device or a pipe/,
      /null is a device or a pipe/,
      /not allowed to look at .*closed/,
    ])
      await expect(notices(page).getByText(said)).toBeVisible();
    await dismissAll(page);

    await openWorkspace(page, path('fixed'));
    await expect(page.getByText(shellText.readOnly)).toBeVisible();
    await openRun(page, done, 'done');
    await expect(state(page, 'finished')).toBeVisible();
    await expect(page.getByText(/0\.\d+\(\d+\)/).first()).toBeVisible();
    await openRun(page, endless, 'endless');
    await button(page, runText.start).click();
    await expectNotice(page, /Nothing can be written to .*Check the permissions of the folder/s);
    await expect(state(page, 'prepared')).toBeVisible();
  });
  for (const name of folders) chmodSync(name, 0o755);
  chmodSync(path('closed'), 0o755);
});

test('workspaces that are newer, damaged, half-written or doubled by file synchronisation', async ({
  plaquette,
}) => {
  const path = (name: string): string => join(plaquette.home, name);
  const { done, endless } = await makeTwoRuns(path('base'));
  const copy = (name: string, change: (folder: string) => void): string => {
    cpSync(path('base'), path(name), { recursive: true });
    change(path(name));
    return path(name);
  };
  const { page } = await plaquette.start();
  const banner = (said: RegExp | string): Locator =>
    page.getByRole('region').or(page.locator('body')).getByText(said).first();

  await dropFiles(page, [
    copy('newer', (folder) => writeFileSync(join(folder, 'plaquette.toml'), 'schema = 99\n')),
  ]);
  await expectNotice(
    page,
    /newer Plaquette \(layout 99.*Open it with the newer version; nothing was changed/s,
  );

  const torn = copy('torn', (folder) => writeFileSync(join(folder, 'plaquette.toml'), 'name = "x'));
  await dropFiles(page, [torn]);
  await expect(notices(page).getByText(/plaquette\.toml is not readable/)).toBeVisible();
  await notices(page).getByRole('button', { name: shellText.mend }).click();
  await expect(page.getByRole('grid').getByText('done', { exact: true })).toBeVisible();
  await expect(banner(/could not be read and was made anew\. The old one is/)).toBeVisible();
  expect(readdirSync(torn).some((name) => name.startsWith('plaquette.toml.damaged-'))).toBe(true);

  await openWorkspace(
    page,
    copy('index', (folder) => writeFileSync(join(folder, 'index.sqlite'), 'garbage '.repeat(999))),
  );
  await expect(banner(/index of the workspace is damaged.*rebuilt from the run folders/)).toBeVisible();
  await expect(page.getByRole('grid').getByText('done', { exact: true })).toBeVisible();

  const kept = copy('kept', (folder) => {
    writeFileSync(join(folder, 'runs', done, 'marks.json'), '{"pinned": ma');
    writeFileSync(join(folder, 'views.json'), '\xff\xfe');
  });
  await openWorkspace(page, kept);
  await expect(banner(/marks\.json \(the marks of a run\) cannot be read\. It was moved to/)).toBeVisible();
  await expect(banner(/views\.json \(the saved views\) cannot be read\. It was moved to/)).toBeVisible();

  const synced = copy('synced', (folder) => {
    writeFileSync(join(folder, 'plaquette (conflicted copy).toml'), '');
    writeFileSync(join(folder, 'runs', done, 'log (Ada’s conflicted copy 2026-01-01).ndjson'), '');
    mkdirSync(join(folder, 'runs', `${done} (1)`));
  });
  await openWorkspace(page, synced);
  for (const original of ['plaquette.toml', 'log.ndjson', done])
    await expect(
      banner(new RegExp(`file synchronisation left; Plaquette reads only ${original}`)),
    ).toBeVisible();

  const changed = copy('changed', (folder) => {
    appendFileSync(join(folder, 'runs', endless, 'spec.toml'), '# edited\n');
    appendFileSync(join(folder, 'runs', done, 'log.ndjson'), '{"event":"half');
    const metrics = join(folder, 'runs', done, 'metrics.ndjson');
    const bytes = readFileSync(metrics);
    bytes[bytes.length >> 1]! ^= 0x04;
    writeFileSync(metrics, bytes);
    rmSync(join(folder, 'index.sqlite'));
  });
  await openWorkspace(page, changed);
  await expect(banner(/metrics\.ndjson is not intact/)).toBeVisible();
  await openRun(page, done, 'done');
  await expect(state(page, 'finished')).toBeVisible();
  await openRun(page, endless, 'endless');
  await expect(page.getByText(/spec\.toml is not what the run was made with/)).toBeVisible();
  await button(page, runText.start).click();
  await expectNotice(page, /spec\.toml is not what the run was made with.*Undo the change/s);
  await expect(state(page, 'prepared')).toBeVisible();
});

test('files of the program itself that cannot be read are set aside, and that is told', async ({
  plaquette,
}) => {
  const data = join(plaquette.home, 'user-data');
  mkdirSync(data);
  for (const name of ['settings', 'recent', 'windows'])
    writeFileSync(join(data, `${name}.json`), '{"schema": 1,');
  const { page } = await plaquette.start();
  await expect(notices(page).getByText(/The settings could not be read/)).toBeVisible();
  await expect(notices(page).getByText(/The recent places could not be read/)).toBeVisible();
  const aside = readdirSync(data).filter((name) => name.includes('.damaged-'));
  expect(aside.map((name) => name.split('.')[0]).sort()).toEqual(['recent', 'settings', 'windows']);
  for (const name of aside) expect(readFileSync(join(data, name), 'utf8')).toBe('{"schema": 1,');
});

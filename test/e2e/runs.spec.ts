/** The table of runs, the form of a new run and the comparison, as a user meets them in Electron. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { unwrap } from '../../src-engine/base/result.ts';
import { readRunSpec } from '../../src-main/run/prepare-run.ts';
import { common } from '../../src-renderer/text/common.ts';
import { compareText } from '../../src-renderer/text/compare.ts';
import { newRunText } from '../../src-renderer/text/new-run.ts';
import { runsText } from '../../src-renderer/text/runs.ts';
import { tableText } from '../../src-renderer/text/table.ts';
import { makeManyRuns } from '../support/many-runs.ts';
import { expect, type Launcher, test } from './support/launch.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const rows = (page: Page) => page.getByRole('grid').locator('tbody tr');
const rowOf = (page: Page, name: RegExp) => rows(page).filter({ hasText: name });
const go = (page: Page, hash: string) =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);

const openMany = async (plaquette: Launcher, count: number) => {
  const folder = join(plaquette.home, 'many');
  await makeManyRuns(folder, count);
  const running = await plaquette.start(folder);
  await expect(running.page.getByRole('grid')).toBeVisible();
  return { folder, ...running };
};

const runFolders = (folder: string): string[] => readdirSync(join(folder, 'runs')).sort();

test('select all means all, however few rows are drawn; the end is reached by one key', async ({
  plaquette,
}) => {
  const { page } = await openMany(plaquette, 1000);
  await expect(page.getByText(runsText.counts(1000, 1000))).toBeVisible();
  expect(await rows(page).count()).toBeLessThan(60);
  await page.getByRole('checkbox', { name: tableText.tickAll }).click();
  await expect(page.getByText(runsText.ticked(1000, 0))).toBeVisible();
  await expect(button(page, runsText.actions.compare)).toBeDisabled();

  await page.getByRole('grid').locator('[data-column][tabindex="0"]').focus();
  await page.keyboard.press('Control+End');
  await expect(rowOf(page, /scan 0000/)).toBeInViewport();
  expect(await rows(page).count()).toBeLessThan(60);
  // a row that has scrolled away keeps the focus
  await page.getByRole('grid').evaluate((grid) => grid.parentElement!.scrollTo(0, 0));
  await expect(rowOf(page, /scan 0998/)).toBeInViewport();
  expect(await page.evaluate(() => document.activeElement?.closest('tr')?.textContent)).toContain(
    'scan 0000',
  );
});

test('a filter with suggestions; ticks of hidden rows are kept and told', async ({ plaquette }) => {
  const { page } = await openMany(plaquette, 30);
  await page.getByRole('checkbox', { name: tableText.tickAll }).click();
  const filter = page.getByRole('combobox', { name: tableText.filter });
  await filter.fill('');
  await filter.pressSequentially('group:SU');
  await expect(page.getByRole('listbox').getByRole('option')).toHaveText([
    /SU\(2\)\s*10 rows/,
    /SU\(3\)\s*10 rows/,
  ]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await filter.pressSequentially('beta>6');
  await expect(filter).toHaveValue('group:SU(2) beta>6');
  await expect(page.getByText(runsText.ticked(30, 27))).toBeVisible();
  await expect(rows(page)).toHaveCount(3);

  await filter.fill('betta>6');
  await page.keyboard.press('Enter');
  await expect(page.getByText('There is no column betta; did you mean beta?')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText(runsText.ticked(30, 0))).toBeVisible();
  await button(page, runsText.undoView).click();
  await expect(filter).toHaveValue('betta>6');
});

test('the table by keyboard alone: move, tick a range, sort, open', async ({ plaquette }) => {
  const { page } = await openMany(plaquette, 30);
  const here = () => page.evaluate(() => document.activeElement?.closest('tr')?.textContent ?? '');
  await page.getByRole('combobox', { name: tableText.filter }).focus();
  for (let presses = 0; presses < 30; presses++) {
    if (await page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null)) break;
    await page.keyboard.press('Tab');
  }
  expect(await here()).toContain('scan 0029');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  for (let down = 0; down < 3; down++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+Space');
  await expect(page.getByText(runsText.ticked(4, 0))).toBeVisible();
  await page.keyboard.press('Control+a');
  await expect(page.getByText(runsText.ticked(30, 0))).toBeVisible();

  // up into the header, to the names, and sort by them
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const name = page.getByRole('columnheader', { name: runsText.columns.name.title });
  await expect(name).toHaveAttribute('aria-sort', 'ascending');
  await expect(name).toBeFocused();
  await page.keyboard.press('ArrowDown');
  expect(await here()).toContain('SU(2) scan 0001');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /SU\(2\) scan 0001/ })).toBeVisible();
});

test('pin, archive and take back, trash with a word on where it goes', async ({ plaquette }) => {
  const { page, folder } = await openMany(plaquette, 8);
  const before = runFolders(folder);
  await rowOf(page, /scan 0000/).click({ button: 'right', position: { x: 200, y: 10 } });
  await page.getByRole('menuitem', { name: runsText.actions.pin }).click();
  await expect(page.getByRole('grid').locator('tr[aria-rowindex="2"]')).toContainText('scan 0000');

  await rowOf(page, /scan 0001/)
    .getByRole('checkbox')
    .click();
  await button(page, runsText.bulk.archive).click();
  await expect(rowOf(page, /scan 0001/)).toHaveCount(0);
  await button(page, runsText.undo).click();
  await expect(rowOf(page, /scan 0001/)).toHaveCount(1);

  await button(page, runsText.bulk.trash).click();
  await expect(page.getByText(runsText.trashMessage(folder))).toBeVisible();
  await button(page, runsText.trashConfirm).click();
  await expect(rowOf(page, /scan 0001/)).toHaveCount(0);
  const left = runFolders(folder);
  expect(left).toHaveLength(7);
  expect(readdirSync(join(folder, 'trash'))).toEqual(before.filter((id) => !left.includes(id)));
});

test('a saved view, a group and a note are there after a restart', async ({ plaquette }) => {
  const { page, folder, ...running } = await openMany(plaquette, 12);
  await page.getByRole('combobox', { name: tableText.filter }).fill('group:SU(3)');
  await page.keyboard.press('Enter');
  await page.getByRole('columnheader', { name: 'Plaquette' }).click();
  await button(page, runsText.views).click();
  await page.getByRole('menuitem', { name: runsText.saveView }).click();
  await page.getByRole('textbox', { name: runsText.viewName }).fill('only SU(3)');
  await button(page, common.save).click();
  await button(page, runsText.views).click();
  await page.getByRole('menuitem', { name: runsText.plainView }).click();
  await rowOf(page, /scan 0003/)
    .getByRole('checkbox')
    .click();
  await button(page, runsText.bulk.group).click();
  await page.getByRole('combobox', { name: runsText.groupName, exact: true }).fill('paper');
  await button(page, runsText.groupSave).click();
  await rowOf(page, /scan 0003/)
    .locator('td')
    .nth(3)
    .click();
  await page.getByRole('textbox', { name: runsText.note }).fill('strange tail');
  await page.getByRole('textbox', { name: runsText.note }).blur();
  await expect(rowOf(page, /scan 0003/).getByRole('img', { name: runsText.hasNote })).toBeVisible();
  await plaquette.close({ page, ...running });

  const again = await plaquette.start(folder);
  await expect(rows(again.page)).toHaveCount(12);
  await expect(rowOf(again.page, /scan 0003/).getByRole('img', { name: runsText.hasNote })).toBeVisible();
  await button(again.page, runsText.views).click();
  await again.page.getByRole('menuitem', { name: 'only SU(3)', exact: true }).click();
  await expect(rows(again.page)).toHaveCount(4);
  await expect(again.page.getByRole('columnheader', { name: 'Plaquette' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await again.page.getByRole('combobox', { name: tableText.filter }).fill('in:paper');
  await expect(rows(again.page)).toHaveCount(1);
});

const beginQuickStart = async (page: Page): Promise<void> => {
  await go(page, '#/new-run');
  await button(page, newRunText.use('SU(3) quick start')).click();
  await expect(button(page, newRunText.createAndStart)).toBeEnabled();
};

test('the form says what is wrong where it is wrong, and cannot make a broken run', async ({ plaquette }) => {
  const { page, folder } = await openMany(plaquette, 1);
  await beginQuickStart(page);
  const beta = page.getByRole('textbox', { name: 'Inverse coupling' });
  await beta.fill('six');
  await expect(beta).toHaveAttribute('aria-invalid', 'true');
  await expect(beta).toHaveAccessibleDescription(/must be a number, but is "six"/);
  await expect(page.getByText(newRunText.problems(1))).toBeVisible();
  for (const name of [newRunText.create, newRunText.createAndStart])
    await expect(button(page, name)).toBeDisabled();
  await page.getByRole('textbox', { name: 'Name of the run' }).focus();
  await page
    .getByRole('button', { name: /^action\.beta must be a number, but is "six"\. .* line \d+$/ })
    .click();
  await expect(beta).toBeFocused();
  await beta.fill('5.85');
  await expect(page.getByText(newRunText.noProblems)).toBeVisible();

  // a choice takes away what it makes useless, and gives it back
  const algorithm = page.getByRole('combobox', { name: 'Algorithm' }).first();
  const steps = page.getByRole('textbox', { name: 'Integration steps' });
  await steps.fill('17');
  await algorithm.selectOption('metropolis');
  await expect(steps).toHaveCount(0);
  await algorithm.selectOption('hmc');
  await expect(steps).toHaveValue('17');
  await page.getByRole('switch', { name: 'Gradient flow' }).check();
  await page.getByRole('textbox', { name: 'Last flow time' }).fill('1');
  await page.getByRole('textbox', { name: 'Extents' }).fill('4x4x4x8');
  await button(page, newRunText.addItem('phase')).click();
  await expect(page.getByText(newRunText.noProblems)).toBeVisible();
  await expect(page.getByRole('textbox', { name: newRunText.text })).toHaveValue(/max-time = 1/);
  await button(page, newRunText.create).click();
  await expect(page.getByText(common.runStates.prepared, { exact: true })).toBeVisible();

  const made = runFolders(folder).at(-1)!;
  const spec = unwrap(readRunSpec(readFileSync(join(folder, 'runs', made, 'spec.toml'), 'utf8'), folder));
  expect(spec).toMatchObject({
    lattice: { dims: [4, 4, 4, 8] },
    action: { beta: 5.85 },
    measure: { flow: { maxTime: 1 } },
  });
  expect(spec.phase).toHaveLength(3);
  expect(spec.phase[0]!.update[0]).toMatchObject({ algorithm: 'hmc', steps: 17 });
});

test('form and text are one specification, comments stay, and a draft waits for its user', async ({
  plaquette,
}) => {
  const { page } = await openMany(plaquette, 1);
  await beginQuickStart(page);
  const text = page.getByRole('textbox', { name: newRunText.text });
  const beta = page.getByRole('textbox', { name: 'Inverse coupling' });
  await text.fill((await text.inputValue()).replace('beta = 5.7', 'beta = 5.9 # from the paper'));
  await expect(beta).toHaveValue('5.9');
  await beta.fill('6.1');
  await expect(text).toHaveValue(/beta = 6\.1 # from the paper/);
  await text.fill(`${await text.inputValue()}\n[oops`);
  await expect(page.getByText(newRunText.textBroken)).toBeVisible();
  await expect(button(page, newRunText.create)).toBeDisabled();
  await text.fill((await text.inputValue()).replace('\n[oops', ''));
  await expect(button(page, newRunText.create)).toBeEnabled();

  await go(page, '#/runs');
  await expect(page.getByRole('grid')).toBeVisible();
  await go(page, '#/new-run');
  await expect(beta).toHaveValue('6.1');
  await page.reload();
  await expect(beta).toHaveValue('6.1');
  await expect(text).toHaveValue(/# from the paper/);
});

test('a fork marks what was changed against its parent', async ({ plaquette }) => {
  const { page } = await openMany(plaquette, 1);
  await beginQuickStart(page);
  await page.getByRole('textbox', { name: 'Extents' }).fill('4 4 4 4');
  await page.getByRole('textbox', { name: 'Number of updates' }).first().fill('8');
  await page.getByRole('textbox', { name: 'Number of updates' }).nth(1).fill('8');
  await page.getByRole('textbox', { name: 'Thermalisation' }).fill('2');
  await button(page, newRunText.createAndStart).click();
  await expect(page.getByText(common.runStates.finished, { exact: true })).toBeVisible({ timeout: 60_000 });
  await go(page, `#/new-run?fork=${/run\/([^/?]+)/.exec(page.url())![1]}`);
  await expect(
    page.getByRole('heading', { level: 1, name: newRunText.forkTitle('SU(3) quick start') }),
  ).toBeVisible();
  await expect(page.getByText(newRunText.wasShort, { exact: true })).not.toHaveCount(0);
  const marks = await page.getByText(newRunText.wasShort, { exact: true }).count();
  await page.getByRole('textbox', { name: 'Inverse coupling' }).fill('5.8');
  await expect(page.getByText(newRunText.wasShort, { exact: true })).toHaveCount(marks + 1);
});

test('a comparison shows what differs, with all keys on demand, and follows its reference', async ({
  plaquette,
}) => {
  const { page } = await openMany(plaquette, 9);
  for (const name of [/scan 0000/, /scan 0003/]) await rowOf(page, name).getByRole('checkbox').click();
  await button(page, runsText.actions.compare).click();
  await expect(page.getByRole('heading', { level: 1, name: compareText.heading(2) })).toBeVisible();
  const keys = page.getByRole('region', { name: compareText.differences }).last().getByRole('rowheader');
  await expect(keys).toHaveText(['seed', 'action.beta']);
  await page.getByRole('switch', { name: compareText.onlyDifferences(2) }).uncheck();
  await expect(keys.filter({ hasText: 'lattice.dims' })).toBeVisible();

  const plaquetteRow = page.getByRole('row', { name: /^Plaquette / });
  await expect(plaquetteRow.getByText(compareText.isReference)).toBeVisible();
  const before = await plaquetteRow.textContent();
  await page.getByRole('radio').nth(1).check();
  await expect.poll(() => plaquetteRow.textContent()).not.toBe(before);
  await expect(page.getByRole('figure').first()).toBeVisible();
  await expect(page.getByText(compareText.costNote)).toBeVisible();

  await button(page, compareText.removeRun('SU(3) scan 0003, beta 5.65')).click();
  await expect(page.getByText(compareText.tooFewTitle)).toBeVisible();
});

test('rows do not move under the pointer while runs go on, and a word offers to sort again', async ({
  plaquette,
}) => {
  const { page } = await openMany(plaquette, 3);
  await beginQuickStart(page);
  await page.getByRole('textbox', { name: 'Extents' }).fill('4 4 4 4');
  await button(page, newRunText.createAndStart).click();
  await expect(page).toHaveURL(/#\/run\//);
  await go(page, '#/runs');
  // those that have done least come last: the running run rises to the others when it ends
  const progress = page.getByRole('columnheader', { name: runsText.columns.progress.title });
  await progress.click();
  await expect(progress).toHaveAttribute('aria-sort', 'ascending');
  const first = page.getByRole('grid').locator('tr[aria-rowindex="2"]');
  await expect(first).toContainText('SU(3) quick start');
  await rowOf(page, /scan 0001/).hover();
  await expect(first).toContainText(common.runStates.finished, { timeout: 60_000 });
  await expect(first).toContainText('SU(3) quick start');
  const chip = page.getByRole('button', { name: tableText.resort(1) });
  await chip.click();
  await expect(first).not.toContainText('SU(3) quick start');
  await expect(chip).toHaveCount(0);
});

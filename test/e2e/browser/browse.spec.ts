/** Files and folders where the host has no dialogs: the page's own, against a real `plaquette serve`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { browseText } from '../../../src-renderer/text/browse.ts';
import { common } from '../../../src-renderer/text/common.ts';
import { homeText } from '../../../src-renderer/text/home.ts';
import { shellText } from '../../../src-renderer/text/shell.ts';
import { type Home, makeHome } from '../support/served.ts';

let home: Home;
test.beforeEach(() => {
  home = makeHome();
});
test.afterEach(() => home.remove());

test('a workspace is made in a folder below the served one, and opened again', async ({ page }) => {
  mkdirSync(join(home.folder, 'projects'));
  const { address } = await home.serve();
  await page.goto(address);
  await page.getByRole('button', { name: homeText.create }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toHaveAccessibleName(browseText.titles['new-workspace']);
  await dialog.getByRole('button', { name: 'projects' }).click();
  await expect(dialog.getByText(browseText.empty)).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await dialog.getByRole('textbox', { name: browseText.newFolder }).fill('scaling');
  await dialog.getByRole('button', { name: browseText.makeHere }).click();
  await expect(dialog).toHaveAccessibleName(shellText.newWorkspaceTitle);
  await expect(dialog.getByRole('textbox', { name: shellText.newWorkspaceName })).toHaveValue('scaling');
  await dialog.getByRole('button', { name: shellText.create }).click();
  await expect(page).toHaveURL(/#\/runs/);
  await expect(page.getByRole('button', { name: shellText.switcher('scaling') })).toBeVisible();

  await page.getByRole('link', { name: shellText.screens.home, exact: true }).click();
  await page.getByRole('button', { name: shellText.switcher('scaling') }).click();
  await page.getByRole('menuitem', { name: shellText.closeWorkspace }).click();
  await expect(page.getByRole('button', { name: shellText.switcher(shellText.noWorkspace) })).toBeVisible();
  await page.getByRole('button', { name: homeText.open, exact: true }).click();
  await dialog.getByRole('button', { name: 'scaling' }).click();
  await dialog.getByRole('button', { name: browseText.openHere('scaling') }).click();
  await expect(page.getByRole('button', { name: shellText.switcher('scaling') })).toBeVisible();
});

test('nothing happens when the user thinks better of it, and a file that is no configuration is told', async ({
  page,
}) => {
  writeFileSync(join(home.folder, 'notes.txt'), 'nothing to see');
  const { address } = await home.serve();
  await page.goto(address);
  const open = page.getByRole('button', { name: homeText.openConfiguration });
  const dialog = page.getByRole('dialog');
  await open.click();
  await dialog.getByRole('button', { name: common.cancel }).click();
  await expect(dialog).toHaveCount(0);
  await expect(open).toBeFocused();

  await open.click();
  await dialog.getByRole('button', { name: 'notes.txt' }).click();
  await dialog.getByRole('button', { name: browseText.openFiles, exact: true }).click();
  await expect(page.getByRole('log', { name: shellText.notices })).toContainText(
    /notes\.txt|format|configuration/i,
  );
});

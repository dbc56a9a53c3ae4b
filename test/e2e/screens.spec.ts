/** Every screen in every theme: nothing that axe objects to, nothing that scrolls sideways at 200 %, everything by keyboard. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { ElectronApplication, Page } from '@playwright/test';
import type { Theme } from '../../src-main/contract/index.ts';
import { commandText } from '../../src-renderer/text/command.ts';
import { homeText } from '../../src-renderer/text/home.ts';
import { settingsText } from '../../src-renderer/text/settings.ts';
import { shellText } from '../../src-renderer/text/shell.ts';
import { everyScreen, goTo } from './support/every-screen.ts';
import { type ExampleWorkspace, makeExampleWorkspace } from './support/example-workspace.ts';
import { expect, type Launcher, type Running, test } from './support/launch.ts';
import { hostCall } from './support/page-surface.ts';

const startWithExample = async (plaquette: Launcher): Promise<Running & { workspace: ExampleWorkspace }> => {
  const folder = join(plaquette.home, 'scaling');
  const workspace = await makeExampleWorkspace(folder, 60);
  const running = await plaquette.start(folder);
  await expect(running.page).toHaveURL(/#\/runs/);
  return { ...running, workspace };
};

const useTheme = async (page: Page, theme: Theme): Promise<void> => {
  await hostCall(page, 'host.changeSettings', { theme });
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
};

/** What axe objects to, one line each. */
const objections = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page })
    // Electron cannot open the second page that axe would use for frames
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${target} ${html.slice(0, 160)}`),
  );
};

for (const theme of ['light', 'dark', 'contrast'] as const)
  test(`axe has no objections to any screen in the ${theme} theme`, async ({ plaquette }) => {
    test.setTimeout(300_000);
    const { page, workspace } = await startWithExample(plaquette);
    await useTheme(page, theme);
    for (const screen of everyScreen) {
      await screen.open(page, workspace);
      await page.waitForLoadState('networkidle');
      expect.soft(await objections(page), screen.name).toEqual([]);
    }
  });

test('axe has no objections to what lies over the screens', async ({ plaquette }) => {
  const { page } = await plaquette.start();
  await page.keyboard.press('ControlOrMeta+Shift+P');
  await expect(page.getByRole('combobox', { name: commandText.palette })).toBeFocused();
  expect.soft(await objections(page), 'palette').toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: commandText.shortcuts })).toBeVisible();
  expect.soft(await objections(page), 'shortcuts').toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: shellText.switcher(shellText.noWorkspace) }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  expect.soft(await objections(page), 'menu').toEqual([]);
});

test('colours that the system forces leave every screen usable', async ({ plaquette }) => {
  const { page } = await plaquette.start();
  await page.emulateMedia({ forcedColors: 'active' });
  for (const item of ['settings', 'help', 'home'] as const) {
    await goTo(page, `#/${item}`);
    const current = page
      .getByRole('navigation', { name: shellText.navigation })
      .getByRole('link', { name: shellText.screens[item] });
    await expect(current).toHaveAttribute('aria-current', 'page');
    expect(await current.evaluate((link) => getComputedStyle(link).outlineStyle)).toBe('solid');
  }
});

const zoom = (app: ElectronApplication, factor: number): Promise<void> =>
  app.evaluate(({ BrowserWindow }, to) => {
    BrowserWindow.getAllWindows()[0]!.webContents.setZoomFactor(to);
  }, factor);

test('at 200 % nothing scrolls sideways', async ({ plaquette }) => {
  const { app, page, workspace } = await startWithExample(plaquette);
  await zoom(app, 2);
  for (const screen of everyScreen) {
    await screen.open(page, workspace);
    const { wide, room } = await page.evaluate(() => {
      const main = document.querySelector('main')!;
      return {
        wide: Math.max(
          document.documentElement.scrollWidth - innerWidth,
          main.scrollWidth - main.clientWidth,
        ),
        room: main.clientWidth,
      };
    });
    expect.soft(wide, screen.name).toBeLessThanOrEqual(0);
    expect.soft(room, screen.name).toBeGreaterThan(200);
  }
});

test('the palette finds commands and pages by keyboard alone, and gives the focus back', async ({
  plaquette,
}) => {
  const { page } = await plaquette.start();
  await page.keyboard.press('ControlOrMeta+Shift+P');
  const field = page.getByRole('combobox', { name: commandText.palette });
  await field.fill('settings');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/settings/);
  await expect(page).toHaveTitle(/^Settings/);

  await page.keyboard.press('ControlOrMeta+Shift+P');
  await field.fill('error analysis');
  await expect(page.getByRole('listbox').getByRole('option').first()).toContainText('Error analysis');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Error analysis' })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+Shift+P');
  await field.fill('qqqqq');
  await expect(page.getByText(commandText.nothing)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  await expect(page).toHaveURL(/#\/help/);
});

test('the content is two keys away, and a new screen begins at its top', async ({ plaquette }) => {
  const { page } = await plaquette.start();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: shellText.skip })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: homeText.start })).toBeFocused();
  await page.keyboard.press('ControlOrMeta+Comma');
  await expect(page).toHaveURL(/#\/settings/);
  await expect(page.getByRole('main')).toBeFocused();
});

test('who types is not interrupted by keys of commands', async ({ plaquette }) => {
  const { page } = await plaquette.start();
  await goTo(page, '#/help');
  await page.getByRole('searchbox').fill('what');
  await page.keyboard.press('End');
  await page.keyboard.type('?');
  await expect(page.getByRole('searchbox')).toHaveValue('what?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('keys can be changed; what another command has is taken over only when asked', async ({ plaquette }) => {
  const { page } = await plaquette.start();
  await goTo(page, '#/settings');
  const change = page.getByRole('button', { name: settingsText.changeOf('Models') });
  await change.click();
  await page.keyboard.press('Alt+M');
  await page.keyboard.press('Alt+M');
  await expect(page).toHaveURL(/#\/models/);

  await goTo(page, '#/settings');
  await change.click();
  await page.keyboard.press('ControlOrMeta+Shift+P');
  await expect(page.getByRole('alert')).toContainText('Command palette');
  await expect(page.getByRole('combobox', { name: commandText.palette })).toHaveCount(0);
  await page.getByRole('button', { name: settingsText.takeOver }).click();
  await page.keyboard.press('ControlOrMeta+Shift+P');
  await expect(page).toHaveURL(/#\/models/);
});

test('a theme takes effect at once, without colours of another left anywhere', async ({ plaquette }) => {
  const { page } = await plaquette.start();
  await goTo(page, '#/settings');
  await page.getByRole('radio', { name: settingsText.themes.dark }).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.getByRole('radio', { name: settingsText.themes.light }).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).not.toBe(dark);
});

test('the tour can be put away and comes back', async ({ plaquette }) => {
  const { page } = await plaquette.start();
  const tour = page.getByRole('region', { name: homeText.tour });
  await expect(tour).toBeVisible();
  await page.getByRole('button', { name: homeText.hideTour }).click();
  await expect(tour).toHaveCount(0);
  await page.reload();
  await plaquette.ready(page);
  await expect(tour).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+Shift+P');
  await page.getByRole('combobox', { name: commandText.palette }).fill('show the tour');
  await page.keyboard.press('Enter');
  await expect(tour).toBeVisible();
});

test('a reload shows again what was shown, in the same workspace', async ({ plaquette }) => {
  const { page, workspace } = await startWithExample(plaquette);
  await goTo(page, `#/run/${workspace.ended[0]}`);
  await expect(page.getByRole('heading', { level: 1, name: 'beta 5.5' })).toBeVisible();
  await page.reload();
  await plaquette.ready(page);
  await expect(page.getByRole('heading', { level: 1, name: 'beta 5.5' })).toBeVisible();
  await expect(page.getByRole('button', { name: shellText.switcher('SU(3) scaling') })).toBeVisible();
  await expect(page).toHaveTitle(/SU\(3\) scaling/);
});

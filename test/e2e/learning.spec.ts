/** Trained flows on screen, with a real training, real models and real races: what a training came to, models and what they suggest, samplers against each other. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { modelsText } from '../../src-renderer/text/models.ts';
import { newRunText } from '../../src-renderer/text/new-run.ts';
import { raceText } from '../../src-renderer/text/race.ts';
import { runText } from '../../src-renderer/text/run.ts';
import { tableText } from '../../src-renderer/text/table.ts';
import { trainingText } from '../../src-renderer/text/training.ts';
import { goTo } from './support/every-screen.ts';
import { expect, type Launcher, test } from './support/launch.ts';
import { type LearningWorkspace, makeLearningWorkspace } from './support/learning-workspace.ts';
import { button } from './support/on-page.ts';
import { hostCall } from './support/page-surface.ts';

const begin = async (plaquette: Launcher): Promise<{ page: Page; folder: string } & LearningWorkspace> => {
  const folder = join(plaquette.home, 'learning');
  const made = await makeLearningWorkspace(folder);
  const { page } = await plaquette.start(folder);
  await expect(page).toHaveURL(/#\/runs/);
  return { page, folder, ...made };
};

/** What axe objects to in the light, the dark and the contrast theme. */
const objections = async (page: Page): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const theme of ['dark', 'contrast', 'light']) {
    await hostCall(page, 'host.changeSettings', { theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    found.push(
      ...violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html }) => `${theme} ${id}: ${html.slice(0, 160)}`),
      ),
    );
  }
  return found;
};

test('a training shows what it came to, and leads to its model', async ({ plaquette }) => {
  const { page, training } = await begin(plaquette);
  await goTo(page, `#/run/${training}`);
  await expect(page.getByRole('tab', { name: runText.tabs.training })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  for (const title of [
    trainingText.loss,
    trainingText.ess,
    trainingText.acceptance,
    trainingText.logZ,
    trainingText.gradient,
    trainingText.rate,
  ])
    await expect(page.getByRole('heading', { name: title }).first()).toBeVisible();
  const figures = page.getByRole('region', { name: trainingText.figures });
  await expect(figures.getByText(/^0\.\d+\(\d+\)$/).first()).toBeVisible();
  // averages of a training mean nothing
  await expect(page.getByRole('tab', { name: runText.tabs.results })).toHaveCount(0);
  expect(await objections(page)).toEqual([]);
  await page.getByRole('link', { name: trainingText.showModel }).click();
  await expect(page).toHaveURL(/#\/models\/m-/);
  await expect(
    page.getByRole('complementary').getByRole('link', { name: 'phi4 4x4, lambda 8' }),
  ).toBeVisible();
});

test('models: side by side, where they come from, what they suggest, and into the trash', async ({
  plaquette,
}) => {
  const { page, folder, models } = await begin(plaquette);
  const [first, second] = models;
  await goTo(page, `#/models/${second}`);
  const inspector = page.getByRole('complementary');
  await expect(inspector.getByText('0.534(12)')).toBeVisible();
  await expect(inspector.getByRole('link', { name: 'phi4 L=4', exact: true })).toBeVisible();
  const row = (name: string) =>
    page.getByRole('row').filter({ has: page.getByRole('gridcell', { name, exact: true }) });
  for (const name of ['phi4 L=4', 'phi4 L=4, lambda 5.1'])
    await page.getByRole('checkbox', { name: tableText.tickRow(name), exact: true }).check();
  await expect(
    page.getByRole('region', { name: modelsText.compare }).getByText('m² = −4, λ = 5.113'),
  ).toBeVisible();
  expect(await objections(page)).toEqual([]);

  await inspector.getByRole('button', { name: modelsText.trainFurther }).click();
  await expect(page.getByText(newRunText.fromModel('phi4 L=4, lambda 5.1'))).toBeVisible();
  await expect(page.getByText(newRunText.noProblems)).toBeVisible();
  await expect(page.getByRole('textbox', { name: newRunText.text })).toHaveValue(
    new RegExp(`initial-model = "${second}"`),
  );

  // by keyboard: the menu of the row that has the focus
  await goTo(page, `#/models/${second}`);
  await button(page, modelsText.more).click();
  await page.getByRole('menuitem', { name: modelsText.remove }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: modelsText.removeNow }).click();
  await expect(row('phi4 L=4, lambda 5.1')).toHaveCount(0);
  expect(existsSync(join(folder, 'models', second))).toBe(false);
  expect(existsSync(join(folder, 'models', first))).toBe(true);
});

test('a race of hybrid Monte Carlo and a trained flow: errors, costs, training apart, break-even', async ({
  plaquette,
}) => {
  test.setTimeout(180_000);
  const { page, scalar, trained } = await begin(plaquette);
  await goTo(page, `#/new-race?runs=${scalar}&model=${trained}`);
  await expect(page.getByRole('listitem').filter({ hasText: raceText.fromModel })).toBeVisible();
  await page.getByRole('combobox', { name: raceText.goalName }).fill('phi2');
  await page.getByRole('textbox', { name: raceText.goalError }).fill('0.005');
  await page.getByRole('textbox', { name: raceText.budget }).fill('0.5');
  expect(await objections(page)).toEqual([]);
  await button(page, raceText.start).click();
  await expect(page).toHaveURL(/#\/race\//);
  const costs = page.getByRole('region', { name: raceText.costs });
  await expect(costs.getByText(/\d.* (s|ms|µs)$/).first()).toBeVisible({ timeout: 60_000 });
  await expect(button(page, raceText.resume)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('heading', { name: raceText.errorChart })).toBeVisible();
  await expect(page.getByRole('region', { name: raceText.facts }).getByText(raceText.noTraining)).toHaveCount(
    1,
  );
  await expect(page.getByText(raceText.breakEven)).toBeVisible();
  expect(await objections(page)).toEqual([]);
});

test('a frozen charge is told as such, and samplers of another target are refused by name', async ({
  plaquette,
}) => {
  test.setTimeout(180_000);
  const { page, hmc, heatBath, scalar } = await begin(plaquette);
  await goTo(page, `#/new-race?runs=${hmc},${scalar}`);
  await expect(page.getByText(raceText.fixTargets)).toBeVisible();
  await expect(button(page, raceText.start)).toBeDisabled();

  await goTo(page, '#/races');
  await goTo(page, `#/new-race?runs=${hmc},${heatBath}`);
  await page.getByRole('textbox', { name: raceText.budget }).fill('0.1');
  await button(page, raceText.start).click();
  await expect(page).toHaveURL(/#\/race\//);
  await expect(button(page, raceText.resume)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('combobox', { name: raceText.observable }).selectOption('topological-charge-squared');
  await expect(
    page.getByRole('region', { name: raceText.costs }).getByText(raceText.frozen).first(),
  ).toBeVisible();
  await expect(page.getByText(/^Topology is frozen in U\(1\) beta 7, HMC/)).toBeVisible();

  await button(page, raceText.more).click();
  await page.getByRole('menuitem', { name: raceText.forget }).click();
  await page.getByRole('dialog').getByRole('button', { name: raceText.forgetNow }).click();
  await expect(page).toHaveURL(/#\/races/);
  await expect(page.getByText(raceText.emptyTitle)).toBeVisible();
});

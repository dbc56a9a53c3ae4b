/** Trained flows on screen, with a real training, real models and real races: what a training came to, models and what they suggest, samplers against each other. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { common } from '../../src-renderer/text/common.ts';
import { compareText } from '../../src-renderer/text/compare.ts';
import { modelsText } from '../../src-renderer/text/models.ts';
import { newRunText } from '../../src-renderer/text/new-run.ts';
import { observableTitle } from '../../src-renderer/text/observables.ts';
import { raceText } from '../../src-renderer/text/race.ts';
import { runText } from '../../src-renderer/text/run.ts';
import { runsText } from '../../src-renderer/text/runs.ts';
import { tableText } from '../../src-renderer/text/table.ts';
import { trainingText } from '../../src-renderer/text/training.ts';
import { varyText } from '../../src-renderer/text/vary.ts';
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
  const samples = page.getByRole('listitem', { name: trainingText.sample(1) });
  await expect(samples.getByRole('application', { name: /φ over x \(across\) and t \(up\)/ })).toBeVisible();
  await expect(samples.getByText(/^M = −?\d\.\d{3}$/)).toBeVisible();
  const painted = () =>
    samples.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return [canvas.width, canvas.height, ...data].join();
    });
  const before = await painted();
  expect(before.startsWith('4,4,')).toBe(true);
  await button(page, trainingText.drawOthers).click();
  await expect.poll(painted).not.toBe(before);
  // averages of a training mean nothing
  await expect(page.getByRole('tab', { name: runText.tabs.results })).toHaveCount(0);
  expect(await objections(page)).toEqual([]);
  await page.getByRole('link', { name: trainingText.showModel }).click();
  await expect(page).toHaveURL(/#\/models\/m-/);
  await expect(
    page.getByRole('complementary').getByRole('link', { name: 'phi4 4x4, lambda 8' }),
  ).toBeVisible();
});

const varied = `version = 1
name = "phi4 sweep"
seed = 5
[lattice]
dims = [4, 4]
group = "scalar"
[action]
preset = "phi4"
mass-squared = -4.0
lambda = 8.0
[flow]
kind = "affine"
couplings = 4
hidden = [8]
[training]
steps = 60
batch = 32
evaluate-every = 20
evaluation-samples = 256
`;

test('a sweep is made in the form as a group of trainings, which are carried out and compared', async ({
  plaquette,
}) => {
  test.setTimeout(180_000);
  const { page } = await begin(plaquette);
  await goTo(page, '#/new-run');
  await button(page, newRunText.empty).click();
  await page.getByRole('textbox', { name: newRunText.text }).fill(varied);
  await expect(page.getByText(newRunText.noProblems)).toBeVisible();
  await button(page, varyText.button).click();
  const dialog = page.getByRole('dialog');
  const start = dialog.getByRole('button', { name: varyText.makeAndStart });
  const field = (name: string) =>
    dialog
      .getByRole('combobox', { name, exact: true })
      .or(dialog.getByRole('textbox', { name, exact: true }));
  await field(varyText.key(1)).fill('flow.couplings');
  await field(varyText.values(1)).fill('2, 0');
  await expect(dialog.getByText(/couplings must be from/).first()).toBeVisible();
  await expect(start).toBeDisabled();
  await field(varyText.values(1)).fill('2, 4');
  await dialog.getByRole('button', { name: varyText.addKey }).click();
  await field(varyText.key(2)).fill('training.learning-rate');
  await field(varyText.values(2)).fill('1e-3, 3e-3');
  await expect(dialog.getByRole('row')).toHaveCount(5);
  await expect(dialog.getByText(varyText.count('4'))).toBeVisible();
  expect(await objections(page)).toEqual([]);
  await field(varyText.group).fill('my sweep');
  await start.click();
  await expect(page).toHaveURL(/#\/runs/);
  const run = (name: string) =>
    page.getByRole('row').filter({ has: page.getByRole('gridcell', { name: `${name} (phi4 sweep)` }) });
  const names = [2, 4].flatMap((n) =>
    ['0.001', '0.003'].map((rate) => `couplings ${n}, learning-rate ${rate}`),
  );
  for (const name of names)
    await expect(run(name).getByText(common.runStates.finished)).toBeVisible({ timeout: 60_000 });
  await expect(
    run(names[0]!)
      .getByText(/^0\.\d+\(\d+\)$/)
      .first(),
  ).toBeVisible();

  await run(names[0]!).getByRole('gridcell').nth(1).click({ button: 'right' });
  await page.getByRole('menuitem', { name: runsText.actions.compareGroup(4) }).click();
  await expect(page).toHaveURL(/#\/compare/);
  for (const key of ['flow.couplings', 'training.learning-rate'])
    await expect(page.getByRole('rowheader', { name: key })).toBeVisible();
  const values = page.getByRole('region', { name: compareText.lastValues });
  for (const name of ['evaluation-ess', 'loss', 'training-seconds'])
    await expect(values.getByRole('rowheader', { name: observableTitle(name), exact: true })).toBeVisible();
  expect(await objections(page)).toEqual([]);
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

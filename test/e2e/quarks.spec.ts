/** A run with quarks, carried out for real: its correlator is fitted by dragging, by keys and with correlations; solvers and eigenvalues have their tabs. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { chartText } from '../../src-renderer/text/chart.ts';
import { correlatorText as text } from '../../src-renderer/text/correlator.ts';
import { runText } from '../../src-renderer/text/run.ts';
import { goTo } from './support/every-screen.ts';
import { expect, type Launcher, test } from './support/launch.ts';
import { makeQuarkWorkspace } from './support/quark-workspace.ts';

const openTab = async (plaquette: Launcher, tab: string): Promise<Page> => {
  const folder = join(plaquette.home, 'quarks');
  const run = await makeQuarkWorkspace(folder);
  const { page } = await plaquette.start(folder);
  await expect(page).toHaveURL(/#\/runs/);
  await goTo(page, `#/run/${run}?tab=${tab}`);
  return page;
};

const objections = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
};

test('a pion is fitted: in the suggested range, by keys, by dragging, with correlations', async ({
  plaquette,
}) => {
  const page = await openTab(plaquette, 'correlators');
  const result = page.getByRole('region', { name: text.result });
  // a mass with its error
  await expect(result.getByText(/^0\.\d+\(\d+\)$/).first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('figure')).toHaveCount(2);

  const first = page.getByRole('slider', { name: chartText.fitEnds.from }).first();
  const last = page.getByRole('slider', { name: chartText.fitEnds.to }).first();
  await first.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await last.focus();
  await page.keyboard.press('End');
  await expect(page.getByText(text.range(2, 6, text.time))).toBeVisible();

  const box = (await first.boundingBox())!;
  const end = (await last.boundingBox())!;
  const step = (end.x - (box.x + box.width)) / 4;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + step, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect(page.getByText(text.range(3, 6, text.time))).toBeVisible();

  await page.getByRole('combobox', { name: text.weighing }).selectOption('full');
  await expect(result.getByText(/^\d+\.\d\d \/ 2$/)).toBeVisible();
  // two points cannot fix two states: said in words, and the charts stay
  await page.getByRole('combobox', { name: text.states }).selectOption('2');
  await first.focus();
  await page.keyboard.press('End');
  await expect(page.getByText(/cannot determine 4 parameters/)).toBeVisible();
  await page.getByRole('button', { name: text.suggested }).click();
  await page.getByRole('combobox', { name: text.states }).selectOption('1');
  await expect(result).toBeVisible();
  expect(await objections(page)).toEqual([]);
});

test('solvers, forces and eigenvalues of a run with quarks', async ({ plaquette }) => {
  const page = await openTab(plaquette, 'solver');
  for (const title of [
    text.solver.iterations,
    text.solver.residual,
    text.solver.energies,
    text.solver.forces,
  ])
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
  expect(await objections(page)).toEqual([]);
  await page.getByRole('tab', { name: runText.tabs.eigenvalues }).click();
  await expect(page.getByRole('heading', { name: text.eigenvalues.distribution })).toBeVisible();
  await expect(page.getByRole('figure')).toHaveCount(3);
  expect(await objections(page)).toEqual([]);
});

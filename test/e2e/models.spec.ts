/** Models that come in, are found, and are checked, with a real engine. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { unwrap } from '../../src-engine/base/result.ts';
import { encodeModel } from '../../src-engine/learn/model/model-file.ts';
import { createWorkspace } from '../../src-main/workspace/workspace.ts';
import { common } from '../../src-renderer/text/common.ts';
import { modelsText as text } from '../../src-renderer/text/models.ts';
import { tableText } from '../../src-renderer/text/table.ts';
import { sampleModel } from '../support/model-lab.ts';
import { dropFiles } from './journey/world.ts';
import { goTo } from './support/every-screen.ts';
import { expect, type Launcher, test } from './support/launch.ts';
import { button, expectNotice } from './support/on-page.ts';
import { hostCall } from './support/page-surface.ts';

const scalar = sampleModel();
const gauge = sampleModel({
  id: 'm-20261121-150000-cd34',
  name: 'U(1) beta 7',
  dims: [8, 8],
  target: { theory: 'u1', beta: 7 },
  architecture: {
    kind: 'angular',
    transform: 'projection',
    size: 3,
    network: 'convolution',
    hidden: [4],
    stencil: 3,
    activation: 'silu',
    finalActivation: 'none',
    couplings: 8,
  },
});

/** An empty workspace, and files of two models beside it. */
const begin = async (plaquette: Launcher): Promise<{ page: Page; files: readonly string[] }> => {
  const folder = join(plaquette.home, 'flows');
  await unwrap(await createWorkspace(folder, 'flows')).close();
  const files = [scalar, gauge].map((model, i) => {
    const path = join(plaquette.home, `${['scalar', 'gauge'][i]}.safetensors`);
    writeFileSync(path, unwrap(encodeModel(model)));
    return path;
  });
  const { page } = await plaquette.start(folder);
  await expect(page).toHaveURL(/#\/runs/);
  return { page, files };
};

const objections = async (page: Page): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const theme of ['dark', 'contrast', 'light'] as const) {
    await hostCall(page, 'host.changeSettings', { theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    found.push(...violations.map(({ id, nodes }) => `${theme} ${id}: ${nodes[0]?.html.slice(0, 160)}`));
  }
  return found;
};

test('dropped weights are offered for import, found by a filter, and checked', async ({ plaquette }) => {
  const { page, files } = await begin(plaquette);
  const dialog = page.getByRole('dialog');
  await dropFiles(page, files.slice(0, 1));
  await expect(dialog.getByText(/^scalar\.safetensors: copied into the workspace flows/)).toBeVisible();
  await dialog.getByRole('button', { name: common.cancel }).click();
  await goTo(page, '#/models');
  await expect(page.getByText(text.emptyTitle)).toBeVisible();

  await dropFiles(page, files);
  await expect(dialog.getByRole('heading', { name: text.offerTitle(2) })).toBeVisible();
  await dialog.getByRole('button', { name: text.offerNow }).click();
  await expect(page).toHaveURL(new RegExp(`#/models/${gauge.manifest.id}`));
  await expectNotice(page, /gauge\.safetensors is in this workspace now/);

  const row = (name: string) =>
    page.getByRole('row').filter({ has: page.getByRole('gridcell', { name, exact: true }) });
  await expect(row('a small model')).toBeVisible();
  const filter = page.getByRole('combobox', { name: tableText.filter });
  await filter.fill('theory:U(1) ');
  await expect(row('a small model')).toHaveCount(0);
  await expect(row('U(1) beta 7')).toBeVisible();
  await expect(page.getByText(text.filtered(1, 2))).toBeVisible();
  await filter.fill('ess>0.9');
  await expect(page.getByText(text.noneHereTitle)).toBeVisible();
  await button(page, text.clearFilter).click();
  await expect(row('a small model')).toBeVisible();

  await row('U(1) beta 7').getByRole('gridcell').nth(1).click();
  const check = page.getByRole('complementary').getByRole('region', { name: text.checkTitle });
  await button(page, text.check).click();
  await expect(check.getByRole('status')).toHaveText(/All 8 checks passed/, { timeout: 60_000 });
  await expect(check.getByText('log q by TensorFlow.js')).toBeVisible();
  await expect(
    check.getByText(/^\d\.\d × 10⁻\S+, at most 1\.0 × 10⁻⁶ \(64 samples on 8 × 8\)$/).first(),
  ).toBeVisible();
  expect(await objections(page)).toEqual([]);
});

test('without a workspace, a dropped model is told where it belongs', async ({ plaquette }) => {
  const path = join(plaquette.home, 'one.safetensors');
  writeFileSync(path, unwrap(encodeModel(scalar)));
  const { page } = await plaquette.start();
  await dropFiles(page, [path]);
  await expectNotice(page, new RegExp(text.dropNoWorkspace.slice(0, 30)));
});

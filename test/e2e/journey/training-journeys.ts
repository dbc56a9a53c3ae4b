/** Journeys of a training: stopped, it leaves a model; killed in the middle, it goes on. */
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { unwrap } from '../../../src-engine/base/result.ts';
import { prepareRun, readRunSpec } from '../../../src-main/run/prepare-run.ts';
import { createWorkspace } from '../../../src-main/workspace/workspace.ts';
import { common } from '../../../src-renderer/text/common.ts';
import { runText } from '../../../src-renderer/text/run.ts';
import { trainingText } from '../../../src-renderer/text/training.ts';
import { openRun, untilUpdates, updatesDone } from './run-page.ts';
import type { World } from './world.ts';

const NAME = 'long training';
/** Longer than anybody waits. */
const SPEC = `version = 1
name = "${NAME}"
seed = 4711
[lattice]
dims = [4, 4]
group = "scalar"
[action]
preset = "phi4"
mass-squared = 1.0
lambda = 0.5
[flow]
kind = "affine"
couplings = 4
hidden = [4]
[training]
steps = 1000000
batch = 32
evaluate-every = 50
evaluation-samples = 128
[run]
checkpoint-every = 25
`;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

const open = async (world: World, folder: string, run: string): Promise<Page> => {
  const page = await world.open(folder);
  await openRun(page, run, NAME);
  return page;
};

export const stoppedTraining = async (world: World): Promise<void> => {
  const folder = join(world.folder, 'training');
  const workspace = unwrap(await createWorkspace(folder, 'Training'));
  const { id } = unwrap(
    await prepareRun(workspace, unwrap(readRunSpec(SPEC, folder)), { codeVersion: 'test' }),
  );
  await workspace.close();

  const before = await open(world, folder, id);
  await button(before, runText.start).click();
  await untilUpdates(before, 60);
  await world.kill();

  const page = await open(world, folder, id);
  await expect(page.getByText(common.runStates.crashed, { exact: true })).toBeVisible();
  const kept = await updatesDone(page);
  await button(page, runText.resume).click();
  await untilUpdates(page, kept + 50);
  await button(page, runText.stop).click();
  await expect(page.getByText(common.runStates.stopped, { exact: true })).toBeVisible();
  const name = `${NAME}, step ${await updatesDone(page)}`;
  await expect(page.getByText(trainingText.madeModel(name))).toBeVisible();
  await page.getByRole('link', { name: trainingText.showModel }).click();
  await expect(page).toHaveURL(/#\/models/);
  await expect(page.getByRole('grid').getByText(name, { exact: true })).toBeVisible();
};

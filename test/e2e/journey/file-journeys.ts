/** Journeys of files from elsewhere: an intact configuration, a damaged one, one that is none. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { unwrap } from '../../../src-engine/base/result.ts';
import { writeConfiguration } from '../../../src-engine/format/index.ts';
import { configurationText } from '../../../src-renderer/text/configuration.ts';
import { memorySink } from '../../support/memory-sink.ts';
import { randomField } from '../../support/random-field.ts';
import { outcomeOf, prepareWorkspace } from './prepared-run.ts';
import { dropFiles, type World } from './world.ts';

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

/** An SU(3) field with checksums, and the same with one bit of its links turned over. */
export const writeSamples = async (
  folder: string,
): Promise<{ readonly good: string; readonly bad: string }> => {
  const sink = memorySink();
  unwrap(await writeConfiguration(sink, randomField([4, 4, 4, 4], 3), { format: 'ildg', precision: 'f64' }));
  const bytes = sink.bytes();
  const good = join(folder, 'good.ildg');
  writeFileSync(good, bytes);
  const damaged = bytes.slice();
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf('ildg-binary-data') + 128;
  damaged[data + 5003]! ^= 0x10;
  const bad = join(folder, 'bad.ildg');
  writeFileSync(bad, damaged);
  return { good, bad };
};

/** Says what the file is, and shows every site of a slice. */
export const expectIntact = async (page: Page, name: string): Promise<void> => {
  await expect(heading(page, name)).toBeVisible();
  await expect(page.getByText(/^Intact: an SU\(3\) gauge configuration on 4 x 4 x 4 x 4/)).toBeVisible();
  const slice = page.getByRole('application', { name: /Plaquette over x/ });
  await expect(slice).toBeVisible();
  await slice.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText(/^x 1, y 0: -?[\d.]+/)).toBeVisible();
};

/** A dropped file with a turned bit is shown with what is wrong and what to do; one that is no configuration is refused in words. */
export const damagedDrop = async (world: World): Promise<void> => {
  const { bad } = await writeSamples(world.folder);
  const page = await world.open();
  await dropFiles(page, [bad]);
  await expect(heading(page, 'bad.ildg')).toBeVisible();
  await expect(page.getByText(configurationText.damaged, { exact: true })).toBeVisible();
  await expect(page.getByText(/checksum/i).first()).toBeVisible();

  const foreign = join(world.folder, 'notes.ildg');
  writeFileSync(foreign, 'These are my notes, not a gauge field.\n'.repeat(40));
  await dropFiles(page, [foreign]);
  await expect(page.getByText(/notes\.ildg/).first()).toBeVisible();
};

/** From the table of a run's configurations to the field, and back to the run that made it. */
export const fromRunToField = async (world: World): Promise<void> => {
  const folder = join(world.folder, 'field');
  const { run } = await prepareWorkspace(folder);
  const page = await world.open(folder);
  await page.evaluate((id) => {
    location.hash = `#/run/${id}?tab=configurations`;
  }, run);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const open = page.getByRole('button', { name: 'Open configuration of update 100' });
  await open.click({ timeout: 60_000 });
  await expect(page.getByText('Made by run journey, update 100')).toBeVisible();
  await page.getByRole('button', { name: configurationText.showRun }).click();
  await expect(heading(page, 'journey')).toBeVisible();
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 60_000 });
  expect((await outcomeOf(folder, run)).state).toBe('finished');
};

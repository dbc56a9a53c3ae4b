/** What can be done with models. What they suggest is shown as a new run first; nothing starts by itself. */
import type { ModelRow } from '../../../src-main/contract/index.ts';
import { call } from '../../state/connection.svelte.ts';
import { takeInModels } from '../../state/model-import.svelte.ts';
import { notify, orReport } from '../../state/notices.svelte.ts';
import { incoming } from '../../state/open-places.svelte.ts';
import { pickFiles, pickSaveTarget } from '../../state/pick.svelte.ts';
import { navigate } from '../../state/route.svelte.ts';
import { modelsText as text } from '../../text/models.ts';
import type { Table } from '../new-run/document-edit.ts';
import { samplingDocument, trainingDocument } from './model-specs.ts';

/** The form of a new run holds this document then. */
const suggest = async (document: Table, model: ModelRow): Promise<void> => {
  const checked = await orReport(call('spec.checkDocument', { document: { ...document } as never }));
  if (checked === undefined) return;
  incoming.specification = { name: model.name, toml: checked.toml, kind: 'model' };
  navigate({ screen: 'new-run', template: null, fork: null, update: null });
};

const freshSeed = async (): Promise<number | undefined> => (await orReport(call('spec.freshSeed', {})))?.seed;

export const sampleWith = async (model: ModelRow): Promise<void> => {
  const seed = await freshSeed();
  if (seed !== undefined) await suggest(samplingDocument(model, seed), model);
};

/** With the optimiser and the schedule of the run that made it, where that run is still here. */
export const trainFurther = async (model: ModelRow): Promise<void> => {
  const seed = await freshSeed();
  if (seed === undefined) return;
  const { training } = model;
  const made = training === null ? null : await call('run.get', { run: training.run });
  const toml = made?.ok ? made.value.specToml : null;
  const read = toml === null ? null : await call('spec.check', { toml });
  const before = read?.ok ? (read.value.document as Table | null) : null;
  await suggest(trainingDocument(model, seed, before), model);
};

export const raceWith = (model: ModelRow): void =>
  navigate({ screen: 'new-race', runs: [], model: model.id });

/** Characters that no file system takes are left out of suggested names. */
const fileName = (name: string): string => name.replace(/[^\p{L}\p{N} ._()-]/gu, '').trim() || 'model';

export const exportModel = async (model: ModelRow, form: 'file' | 'folder'): Promise<void> => {
  const suggestedName = form === 'file' ? `${fileName(model.name)}.safetensors` : fileName(model.name);
  const target = await pickSaveTarget({ suggestedName, purpose: 'export' });
  if (target === null) return;
  const done = await orReport(call('model.export', { model: model.id, target: target.handle, form }));
  if (done !== undefined) notify(text.exported(target.name), { kind: 'good' });
};

export const pickAndImport = async (): Promise<void> =>
  takeInModels(await pickFiles({ filter: 'model', several: true }));

export const removeModels = async (models: readonly string[]): Promise<readonly string[]> => {
  const done = await orReport(call('model.remove', { models: [...models] }));
  if (done === undefined) return [];
  notify(text.removed(done.removed.length, done.folder), { kind: 'good' });
  return done.removed;
};

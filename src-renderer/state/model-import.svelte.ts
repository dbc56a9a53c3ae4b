/**
 * Files of models that come into the workspace: picked, or dropped, which is asked about first (shell/ModelOffer.svelte).
 * Test: test/unit/renderer/state/model-import.test.ts.
 */
import type { Place } from '../../src-main/contract/index.ts';
import { modelsText as text } from '../text/models.ts';
import { call } from './connection.svelte.ts';
import { notify, orReport } from './notices.svelte.ts';
import { navigate } from './route.svelte.ts';
import { workspace } from './workspace.svelte.ts';

/** Answers the id of the last one that is here now. */
const importModels = async (places: readonly Place[]): Promise<string | undefined> => {
  let last: string | undefined;
  for (const { handle, name } of places) {
    const done = await orReport(call('model.import', { handle }));
    if (done === undefined) continue;
    last = done.model;
    const said = done.former === null ? text.imported(name) : text.importedAs(name, done.model, done.former);
    notify(done.isNew ? said : text.importedAgain(name), { kind: 'good' });
  }
  return last;
};

/** Imports them and shows the last one. */
export const takeInModels = async (places: readonly Place[]): Promise<void> => {
  const model = await importModels(places);
  if (model !== undefined) navigate({ screen: 'models', model });
};

class OfferedModels {
  /** Waiting for a yes or a no. */
  places = $state.raw<readonly Place[]>([]);
}
export const offeredModels = new OfferedModels();

/** Asks whether files of models are to be imported; says why not where they cannot be. */
export const offerModels = (places: readonly Place[]): void => {
  if (workspace.session === 0) notify(text.dropNoWorkspace, { kind: 'warning' });
  else if (workspace.facts?.writable !== true) notify(text.dropReadOnly, { kind: 'warning' });
  else offeredModels.places = places;
};

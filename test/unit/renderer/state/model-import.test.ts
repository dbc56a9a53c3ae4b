import { expect, test, vi } from 'vitest';
import type { Place, WorkspaceFacts } from '../../../../src-main/contract/index.ts';
import {
  offeredModels,
  offerModels,
  takeInModels,
} from '../../../../src-renderer/state/model-import.svelte.ts';
import { notices } from '../../../../src-renderer/state/notices.svelte.ts';
import { workspace } from '../../../../src-renderer/state/workspace.svelte.ts';
import { modelsText as text } from '../../../../src-renderer/text/models.ts';
import { useFakeBridge } from '../../../support/fake-bridge.ts';

const place: Place = { handle: `h-${'0'.repeat(32)}`, name: 'flow.safetensors', folder: '', kind: 'file' };
const said = (): string => JSON.stringify(notices.list);

test('a model is offered only where it can be imported', () => {
  useFakeBridge({});
  workspace.session = 0;
  offerModels([place]);
  expect(offeredModels.places).toEqual([]);
  expect(said()).toContain(text.dropNoWorkspace);
  workspace.session = 1;
  workspace.facts = { writable: false } as WorkspaceFacts;
  offerModels([place]);
  expect(offeredModels.places).toEqual([]);
  expect(said()).toContain(text.dropReadOnly);
  workspace.facts = { writable: true } as WorkspaceFacts;
  offerModels([place]);
  expect(offeredModels.places).toEqual([place]);
});

test('what is taken in is shown, with its new identifier when the old one is taken', async () => {
  const location = { hash: '' };
  vi.stubGlobal('location', location);
  const [model, former] = ['m-20261121-142530-0001', 'm-20261121-142530-0002'];
  useFakeBridge({ 'model.import': () => ({ ok: true, value: { model, isNew: true, former } }) });
  await takeInModels([place]);
  expect(said()).toContain(text.importedAs(place.name, model, former));
  expect(location.hash).toContain(model);
  vi.unstubAllGlobals();
});

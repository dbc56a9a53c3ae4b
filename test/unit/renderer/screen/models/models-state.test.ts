import { beforeEach, expect, it } from 'vitest';
import type { ModelDetail } from '../../../../../src-main/contract/index.ts';
import { Models } from '../../../../../src-renderer/screen/models/models.svelte.ts';
import { type FakeBridge, useFakeBridge } from '../../../../support/fake-bridge.ts';
import { modelRow } from '../../../../support/model-row.ts';

const a = modelRow('a', { id: 'm-20261121-142530-0001' });
const b = modelRow('b', { id: 'm-20261121-142530-0002' });
const detailOf = (id: string) => ({ row: [a, b].find((row) => row.id === id) }) as ModelDetail;
let bridge: FakeBridge;
const settle = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

beforeEach(() => {
  bridge = useFakeBridge({
    'model.list': () => ({ ok: true, value: { models: [a], damaged: [] } }),
    'model.inspect': ({ model }) => ({ ok: true, value: detailOf(model) }),
  });
});

it('asks again when models come or go', async () => {
  const models = new Models();
  const end = models.follow();
  await settle();
  expect(models.rows.map(({ name }) => name)).toEqual(['a']);
  bridge.answer({ 'model.list': () => ({ ok: true, value: { models: [a, b], damaged: [] } }) });
  bridge.emit('model.listChanged', {});
  await settle();
  expect(models.rows.map(({ name }) => name)).toEqual(['a', 'b']);
  end();
});

it('shows the model that was chosen last, whichever answer comes last', async () => {
  const models = new Models();
  models.show(a.id);
  models.show(b.id);
  await settle();
  expect(models.detail?.row.name).toBe('b');
  models.show(null);
  await settle();
  expect(models.detail).toBeNull();
});

it('says why a model cannot be shown', async () => {
  const error = { code: 'model.notFound', message: 'Gone.', remedy: 'Choose another.' } as const;
  bridge.answer({ 'model.inspect': () => ({ ok: false, error }) });
  const models = new Models();
  models.show(a.id);
  await settle();
  expect([models.detail, models.detailProblem]).toEqual([null, error]);
});

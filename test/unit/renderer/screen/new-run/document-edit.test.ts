import { expect, test } from 'vitest';
import {
  addItem,
  moveItem,
  removeItem,
  setValue,
  stepsOf,
  valueAt,
} from '../../../../../src-renderer/screen/new-run/document-edit.ts';

const document = {
  seed: 1,
  lattice: { dims: [4, 4] },
  phase: [{ updates: 10, update: [{ algorithm: 'hmc', steps: 5 }, { algorithm: 'heat-bath' }] }],
};

test('paths count items from 1, as problems do', () => {
  expect(stepsOf('phase[1].update[2].steps')).toEqual(['phase', 0, 'update', 1, 'steps']);
  expect(valueAt(document, 'phase[1].update[1].steps')).toBe(5);
  expect(valueAt(document, 'phase[3].update[1].steps')).toBeUndefined();
  expect(valueAt(document, 'seed.deeper')).toBeUndefined();
});

test('a value is changed in place and nothing is mutated', () => {
  const before = JSON.stringify(document);
  const next = setValue(document, 'phase[1].update[1].steps', 20);
  expect(valueAt(next, 'phase[1].update[1].steps')).toBe(20);
  expect(next.lattice).toBe(document.lattice);
  expect(JSON.stringify(document)).toBe(before);
});

test('sections on the way are made, keys are taken away', () => {
  expect(setValue(document, 'measure.flow.max-time', 2).measure).toEqual({ flow: { 'max-time': 2 } });
  expect(setValue(document, 'seed', undefined)).not.toHaveProperty('seed');
  expect(setValue(document, 'measure.flow.every', undefined).phase).toBe(document.phase);
});

test('items come, go and move', () => {
  const list = 'phase[1].update';
  const names = (changed: typeof document | ReturnType<typeof addItem>): unknown =>
    (valueAt(changed, list) as { algorithm: string }[]).map(({ algorithm }) => algorithm);
  expect(names(addItem(document, list, { algorithm: 'metropolis' }))).toEqual([
    'hmc',
    'heat-bath',
    'metropolis',
  ]);
  expect(names(removeItem(document, list, 0))).toEqual(['heat-bath']);
  expect(names(moveItem(document, list, 0, 1))).toEqual(['heat-bath', 'hmc']);
  expect(names(moveItem(document, list, 0, 2))).toEqual(['hmc', 'heat-bath']);
  expect(valueAt(addItem({}, 'phase', { updates: 1 }), 'phase[1].updates')).toBe(1);
});

test('a document that is not what a path expects is left alone', () => {
  expect(setValue({ phase: 3 }, 'phase[1].updates', 5)).toEqual({ phase: 3 });
});

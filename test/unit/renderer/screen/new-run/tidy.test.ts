import { expect, test } from 'vitest';
import { templates } from '../../../../../src-engine/api/template/templates.ts';
import {
  type Json,
  setValue,
  type Table,
  valueAt,
} from '../../../../../src-renderer/screen/new-run/document-edit.ts';
import { forgetList, tidy } from '../../../../../src-renderer/screen/new-run/tidy.ts';

const quick = templates[0]!.document as Table;
const algorithm = 'phase[1].update[1].algorithm';

test('what a choice makes useless leaves, and comes back with the choice', () => {
  const away = tidy(setValue(quick, algorithm, 'heat-bath'), new Map());
  expect(valueAt(away.document, 'phase[1].update[1]')).toEqual({ algorithm: 'heat-bath' });
  const back = tidy(setValue(away.document, algorithm, 'hmc'), away.shelf);
  expect(back.document).toEqual(quick);
  expect(back.shelf.size).toBe(0);
});

test('a sum of loops takes the place of preset and beta', () => {
  const loops = tidy(setValue(quick, 'action.loops', 'plaquette: 6.0'), new Map());
  expect(loops.document.action).toEqual({ loops: 'plaquette: 6.0' });
  const named = tidy(setValue(loops.document, 'action.loops', undefined), loops.shelf);
  expect(named.document.action).toEqual(quick.action);
});

test('whole sections and lists leave with what they belong to, and come back', () => {
  const plain = { ...quick, measure: { plaquette: { every: 3 } } };
  const trained = tidy(setValue(plain, 'training', {}), new Map());
  expect(trained.document.phase).toBeUndefined();
  expect(valueAt(trained.document, 'measure.plaquette')).toBeUndefined();
  const back = tidy(setValue(trained.document, 'training', undefined), trained.shelf);
  expect(back.document).toEqual(plain);
  expect(back.shelf.size).toBe(0);
});

test('what the user has taken away is not put back', () => {
  const cleared = tidy(setValue(quick, 'start.kind', undefined), new Map([['start.kind', 'hot']]));
  expect(valueAt(cleared.document, 'start.kind')).toBe('hot');
  expect(
    valueAt(tidy(setValue(quick, 'start.kind', undefined), new Map()).document, 'start.kind'),
  ).toBeUndefined();
});

test('a change of places forgets what lay beside the old ones', () => {
  const shelf = new Map<string, Json>([
    ['phase[1].update[1].steps', 5],
    ['start.file', 'x'],
  ]);
  expect([...forgetList(shelf, 'phase[1].update').keys()]).toEqual(['start.file']);
  expect(forgetList(shelf, 'phase[2].update').size).toBe(2);
});

import { expect, test } from 'vitest';
import { templates } from '../../../../../src-engine/api/template/templates.ts';
import { changedKeys } from '../../../../../src-renderer/screen/new-run/changed-keys.ts';
import { setValue, type Table } from '../../../../../src-renderer/screen/new-run/document-edit.ts';

const quick = templates[0]!.document as Table;

test('a default that is written out is no change', () => {
  expect(changedKeys(setValue(quick, 'run.budget', 'none'), quick).size).toBe(0);
  expect(changedKeys(setValue(quick, 'alarm.exp-dh-sigma', 4), quick).size).toBe(0);
});

test('changed keys come with what they were', () => {
  const changed = setValue(setValue(quick, 'action.beta', 6), 'measure.flow', {});
  expect([...changedKeys(changed, quick)]).toContainEqual(['action.beta', '5.7']);
  expect(changedKeys(changed, quick).get('measure.flow.max-time')).toBeNull();
});

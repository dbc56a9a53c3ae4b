import { expect, test } from 'vitest';
import type { CommandEntry } from '../../../../../src-main/contract/index.ts';
import { judgeKeys, withKeys } from '../../../../../src-renderer/screen/settings/key-choice.ts';

const entry = (id: string, keys: string | null): CommandEntry => ({
  id,
  title: id,
  section: 'file',
  keys,
  menu: false,
});
const entries = [entry('open', 'Mod+O'), entry('new', 'Mod+N'), entry('tour', null)];

test('free keys are set, those of another command are named, those of text fields refused', () => {
  expect(judgeKeys(entries, {}, 'tour', 'Mod+T')).toEqual({ kind: 'set' });
  expect(judgeKeys(entries, {}, 'tour', 'Mod+O')).toMatchObject({ kind: 'taken', by: { id: 'open' } });
  expect(judgeKeys(entries, {}, 'tour', 'Mod+V')).toEqual({ kind: 'reserved' });
});

test('its own keys are no conflict, and keys given up are free', () => {
  expect(judgeKeys(entries, {}, 'open', 'Mod+O')).toEqual({ kind: 'set' });
  expect(judgeKeys(entries, { open: null }, 'tour', 'Mod+O')).toEqual({ kind: 'set' });
  expect(judgeKeys(entries, { new: 'Mod+T' }, 'tour', 'Mod+T')).toMatchObject({ by: { id: 'new' } });
});

test('who had the keys loses them', () => {
  expect(withKeys(entries, {}, 'tour', 'Mod+O')).toEqual({ open: null, tour: 'Mod+O' });
});

test('what is as in the table is not kept', () => {
  expect(withKeys(entries, { open: 'Mod+X' }, 'open', 'Mod+O')).toEqual({});
  expect(withKeys(entries, { tour: 'Mod+T' }, 'tour', null)).toEqual({});
  expect(withKeys(entries, {}, 'open', null)).toEqual({ open: null });
});

import { expect, test } from 'vitest';
import { commandEntries, commandSections } from '../../../../src-main/contract/index.ts';
import { conflictsOf, isReserved } from '../../../../src-renderer/command/keys.ts';

test('ids are unique, named by area and verb', () => {
  const ids = commandEntries.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+\.[a-zA-Z]+$/);
});

test('no two commands share their original keys, and none takes those of text fields', () => {
  expect([...conflictsOf(commandEntries)]).toEqual([]);
  expect(commandEntries.filter(({ keys }) => keys !== null && isReserved(keys))).toEqual([]);
});

test('keys are written in the one order that key presses give', () => {
  for (const { keys } of commandEntries)
    if (keys !== null)
      expect(keys).toMatch(/^(Mod\+)?(Ctrl\+)?(Alt\+)?(Shift\+)?([A-Z0-9]|F\d+|[A-Z][a-z]+|[^\w\s])$/);
});

test('every section has commands, in the order of the sections', () => {
  const order = commandEntries.map(({ section }) => commandSections.indexOf(section));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(new Set(order).size).toBe(commandSections.length);
});

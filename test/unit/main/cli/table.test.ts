import { describe, expect, it } from 'vitest';
import { factLines, oneLine, tableLines } from '../../../../src-main/cli/table.ts';

describe('tableLines', () => {
  it('aligns names to the left, numbers to the right, and leaves no blanks at the end', () => {
    const lines = tableLines(
      [{ title: 'Run' }, { title: 'Plaquette', align: 'right' }, { title: 'Name' }],
      [
        ['a', '0.5494(2)', 'first'],
        ['bcdef', '1(0)', ''],
      ],
    );
    expect(lines).toEqual(['Run    Plaquette  Name', 'a      0.5494(2)  first', 'bcdef       1(0)']);
  });

  it('counts characters, not code units', () => {
    expect(tableLines([{ title: 'x' }, { title: 'y' }], [['𝛽', '1']])).toEqual(['x  y', '𝛽  1']);
  });

  it('keeps foreign text on one bounded line', () => {
    expect(tableLines([{ title: 'x' }], [['two\r\n  lines']])).toEqual(['x', 'two lines']);
    expect(oneLine('a'.repeat(500))).toHaveLength(200);
  });
});

it('puts the values of facts into one column', () => {
  expect(
    factLines(
      [
        ['a', '1'],
        ['long', '2'],
      ],
      ' ',
    ),
  ).toEqual([' a     1', ' long  2']);
});

import { expect, test } from 'vitest';
import { moveFocus } from '../../../../src-renderer/table/grid-focus.ts';

const size = { rows: 100, columns: 5, page: 10 };
const move = (row: number, column: number, key: string, ctrl = false): string => {
  const to = moveFocus({ row, column }, { key, ctrl }, size);
  return to === undefined ? 'stays' : `${to.row},${to.column}`;
};

test('arrows move one cell and stop at the edges; above the first row is the header', () => {
  expect(move(3, 2, 'ArrowDown')).toBe('4,2');
  expect(move(99, 2, 'ArrowDown')).toBe('99,2');
  expect(move(0, 2, 'ArrowUp')).toBe('-1,2');
  expect(move(-1, 2, 'ArrowUp')).toBe('-1,2');
  expect(move(-1, 2, 'ArrowDown')).toBe('0,2');
  expect(move(3, 0, 'ArrowLeft')).toBe('3,0');
  expect(move(3, 4, 'ArrowRight')).toBe('3,4');
});

test('Home and End go along the row, with Ctrl to the corners', () => {
  expect(move(3, 2, 'Home')).toBe('3,0');
  expect(move(3, 2, 'End')).toBe('3,4');
  expect(move(3, 2, 'Home', true)).toBe('0,0');
  expect(move(3, 2, 'End', true)).toBe('99,4');
});

test('pages move by a page and never from a row into the header', () => {
  expect(move(4, 1, 'PageUp')).toBe('0,1');
  expect(move(-1, 1, 'PageUp')).toBe('-1,1');
  expect(move(95, 1, 'PageDown')).toBe('99,1');
});

test('other keys are left to others', () => {
  expect(move(4, 1, 'a')).toBe('stays');
  expect(move(4, 1, 'Tab')).toBe('stays');
});

test('an empty table has only its header', () => {
  expect(moveFocus({ row: -1, column: 0 }, { key: 'ArrowDown', ctrl: false }, { ...size, rows: 0 })).toEqual({
    row: -1,
    column: 0,
  });
});

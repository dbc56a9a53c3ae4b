import { expect, test } from 'vitest';
import {
  keepExisting,
  nothingTicked,
  tickAll,
  tickRange,
  tickState,
  toggleTick,
  untick,
} from '../../../../src-renderer/table/selection.ts';

const all = Array.from({ length: 1000 }, (_, k) => `r${k}`);

test('all means all, not only those that were loaded or are in sight', () => {
  const ticked = tickAll(nothingTicked, all);
  expect(ticked.size).toBe(1000);
  expect(tickState(ticked, all)).toBe('all');
});

test('ticks of rows that the filter hides are kept', () => {
  const ticked = tickAll(new Set(['hidden']), ['r1']);
  expect([...untick(ticked, ['r1'])]).toEqual(['hidden']);
  expect(tickState(ticked, ['r1', 'r2'])).toBe('some');
  expect(tickState(ticked, ['r2'])).toBe('none');
});

test('a range takes over the state of its anchor, in both directions', () => {
  const on = tickRange(toggleTick(nothingTicked, 'r5'), all, 'r5', 'r3');
  expect([...on].sort()).toEqual(['r3', 'r4', 'r5']);
  const off = tickRange(toggleTick(on, 'r3'), all, 'r3', 'r4');
  expect([...off]).toEqual(['r5']);
});

test('a range whose anchor is gone is a single tick', () => {
  expect([...tickRange(nothingTicked, all, 'gone', 'r3')]).toEqual(['r3']);
});

test('rows that are gone lose their ticks; otherwise nothing changes', () => {
  const ticked = new Set(['a', 'b']);
  expect([...keepExisting(ticked, new Set(['b', 'c']))]).toEqual(['b']);
  expect(keepExisting(ticked, new Set(['a', 'b', 'c']))).toBe(ticked);
});

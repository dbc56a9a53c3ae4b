import { expect, test } from 'vitest';
import { conflictsOf, isReserved, isTyped, keysOf, showKeys } from '../../../../src-renderer/command/keys.ts';

const press = (
  key: string,
  held: Partial<Record<'ctrl' | 'meta' | 'alt' | 'shift', true>> = {},
  code = '',
) => ({
  key,
  code,
  ctrlKey: held.ctrl ?? false,
  metaKey: held.meta ?? false,
  altKey: held.alt ?? false,
  shiftKey: held.shift ?? false,
});

test('Mod is Ctrl, and Cmd on a Mac', () => {
  expect(keysOf(press('P', { ctrl: true, shift: true }), false)).toBe('Mod+Shift+P');
  expect(keysOf(press('p', { meta: true, shift: true }), true)).toBe('Mod+Shift+P');
  expect(keysOf(press('p', { ctrl: true }), true)).toBe('Ctrl+P');
});

test('letters are the same with and without Caps Lock', () => {
  expect(keysOf(press('k', { ctrl: true }), false)).toBe(keysOf(press('K', { ctrl: true }), false));
});

test('a sign that needs Shift is the sign, on every keyboard', () => {
  expect(keysOf(press('?', { shift: true }), false)).toBe('?');
  expect(keysOf(press('?'), false)).toBe('?');
});

test('Option does not hide the letter on a Mac', () => {
  expect(keysOf(press('ˆ', { alt: true, meta: true }, 'KeyI'), true)).toBe('Mod+Alt+I');
});

test('arrows, space and function keys have names; modifiers alone are nothing', () => {
  expect(keysOf(press('ArrowLeft', { alt: true }), false)).toBe('Alt+Left');
  expect(keysOf(press(' '), false)).toBe('Space');
  expect(keysOf(press('F1'), false)).toBe('F1');
  expect(keysOf(press('Shift', { shift: true }), false)).toBeNull();
  expect(keysOf(press('Control', { ctrl: true }), false)).toBeNull();
});

test('what writes text is typed; what cannot is not', () => {
  for (const keys of ['?', 'J', 'Shift+J', 'Space', ',']) expect(isTyped(keys)).toBe(true);
  for (const keys of ['Mod+J', 'Alt+Left', 'F1', 'Shift+F1', 'Ctrl+P']) expect(isTyped(keys)).toBe(false);
});

test('shown as each system writes them', () => {
  expect(showKeys('Mod+Shift+P', false)).toBe('Ctrl+Shift+P');
  expect(showKeys('Mod+Shift+P', true)).toBe('⇧⌘P');
  expect(showKeys('Alt+Left', false)).toBe('Alt+←');
  expect(showKeys('Mod++', false)).toBe('Ctrl++');
});

test('conflicts name who claims the keys', () => {
  const found = conflictsOf([
    { id: 'a', keys: 'Mod+O' },
    { id: 'b', keys: 'Mod+P' },
    { id: 'c', keys: 'Mod+O' },
    { id: 'd', keys: null },
    { id: 'e', keys: null },
  ]);
  expect([...found]).toEqual([['Mod+O', ['a', 'c']]]);
});

test('copying, pasting and moving the focus are not for commands', () => {
  for (const keys of ['Mod+C', 'Mod+V', 'Tab', 'Enter', 'Escape']) expect(isReserved(keys)).toBe(true);
});

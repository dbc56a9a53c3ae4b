import { expect, it } from 'vitest';
import { backgroundColour } from '../../../../src-main/window/background-colour.ts';
import { readText } from '../../../support/source-tree.ts';

const tokens = readText('src-renderer/style/tokens.css');
const surfaceOf = (theme: string): string | undefined =>
  new RegExp(`data-theme="${theme}"\\]\\s*\\{[^}]*?--surface:\\s*(#[0-9a-f]{6})`).exec(tokens)?.[1];

it.each(['light', 'dark', 'contrast'] as const)('is the surface of the page in the theme %s', (theme) => {
  expect(surfaceOf(theme)).toBeDefined();
  expect(backgroundColour(theme, false, false)).toBe(surfaceOf(theme));
});

it('follows the system only when asked to', () => {
  expect(backgroundColour('system', true, false)).toBe(surfaceOf('dark'));
  expect(backgroundColour('system', false, false)).toBe(surfaceOf('light'));
  expect(backgroundColour('system', false, true)).toBe(surfaceOf('contrast'));
  expect(backgroundColour('light', true, true)).toBe(surfaceOf('light'));
});

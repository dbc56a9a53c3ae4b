import { expect, test } from 'vitest';
import { defaultSettings } from '../../../../src-main/contract/index.ts';
import { lookOf } from '../../../../src-renderer/state/look.ts';

const plain = { dark: false, contrast: false, reducedMotion: false };

test('the system decides while it is asked to', () => {
  expect(lookOf(defaultSettings, plain)).toMatchObject({ theme: 'light', motion: 'full' });
  expect(lookOf(defaultSettings, { ...plain, dark: true }).theme).toBe('dark');
  expect(lookOf(defaultSettings, { ...plain, reducedMotion: true }).motion).toBe('reduced');
});

test('a system that asks for more contrast gets it, dark or not', () => {
  expect(lookOf(defaultSettings, { ...plain, contrast: true }).theme).toBe('contrast');
  expect(lookOf(defaultSettings, { ...plain, contrast: true, dark: true }).theme).toBe('contrast');
});

test('who chose a look keeps it, whatever the system says', () => {
  const chosen = { ...defaultSettings, theme: 'light', motion: 'full' } as const;
  const system = { dark: true, contrast: true, reducedMotion: true };
  expect(lookOf(chosen, system)).toMatchObject({ theme: 'light', motion: 'full' });
});

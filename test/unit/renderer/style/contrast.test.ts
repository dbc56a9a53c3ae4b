/** WCAG 2.2 contrast of the tokens in every theme: text 4.5 to 1, marks and borders that carry meaning 3 to 1. */
import { describe, expect, test } from 'vitest';
import { readText } from '../../../support/source-tree.ts';

type Rgb = readonly [number, number, number];

const css = readText('src-renderer/style/tokens.css').replace(/\/\*[\s\S]*?\*\//g, '');
const themes = ['light', 'dark', 'contrast'] as const;

const blockOf = (theme: string): string => {
  const found = new RegExp(`\\[data-theme="${theme}"\\]\\s*\\{([^}]*)\\}`).exec(css)?.[1];
  if (found === undefined) throw new Error(`tokens.css has no theme ${theme}`);
  return found;
};

const tokensOf = (theme: string): ReadonlyMap<string, string> =>
  new Map(
    Array.from(blockOf(theme).matchAll(/--([\w-]+):\s*([^;]+);/g), ([, name, value]) => [
      name!,
      value!.trim(),
    ]),
  );

const parse = (value: string): Rgb => {
  const hex = /^#([0-9a-f]{6})$/i.exec(value)?.[1];
  if (hex === undefined) throw new Error(`Not a plain colour: ${value}`);
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
};

const luminance = (rgb: Rgb): number => {
  const [r, g, b] = rgb.map((byte) => {
    const c = byte / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (a: Rgb, b: Rgb): number => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

const surfaces = ['surface', 'surface-raised', 'surface-sunken'];
const everywhere = [...surfaces, 'surface-hover'];

/** Ink, what it lies on, and the ratio it must have. */
const rules: readonly { readonly ink: string; readonly on: readonly string[]; readonly least: number }[] = [
  { ink: 'text', on: [...everywhere, 'accent-soft', 'good-soft', 'warning-soft', 'danger-soft'], least: 4.5 },
  {
    ink: 'text-muted',
    on: [...everywhere, 'accent-soft', 'good-soft', 'warning-soft', 'danger-soft'],
    least: 4.5,
  },
  { ink: 'accent', on: [...everywhere, 'accent-soft'], least: 4.5 },
  { ink: 'on-accent', on: ['accent', 'accent-hover'], least: 4.5 },
  { ink: 'good', on: [...surfaces, 'good-soft'], least: 4.5 },
  { ink: 'warning', on: [...surfaces, 'warning-soft'], least: 4.5 },
  { ink: 'danger', on: [...surfaces, 'danger-soft'], least: 4.5 },
  { ink: 'focus', on: everywhere, least: 3 },
  // borders of text fields and switches
  { ink: 'line-strong', on: ['surface', 'surface-raised'], least: 3 },
  ...[1, 2, 3, 4, 5, 6].map((n) => ({ ink: `data-${n}`, on: surfaces, least: 3 })),
];

test('the formula gives the known ratios', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
  expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
});

describe.each(themes)('%s', (theme) => {
  const tokens = tokensOf(theme);

  test('has every colour of the light theme', () => {
    expect([...tokens.keys()].sort()).toEqual([...tokensOf('light').keys()].sort());
  });

  test.each(rules)('$ink can be read on all that it lies on', ({ ink, on, least }) => {
    const weak = on
      .map((ground) => ({ ground, ratio: contrast(parse(tokens.get(ink)!), parse(tokens.get(ground)!)) }))
      .filter(({ ratio }) => ratio < least);
    expect(weak).toEqual([]);
  });
});

test('the high-contrast theme reads with 7 to 1', () => {
  const tokens = tokensOf('contrast');
  for (const ink of ['text', 'text-muted', 'accent', 'good', 'warning', 'danger'])
    expect(contrast(parse(tokens.get(ink)!), parse(tokens.get('surface')!))).toBeGreaterThan(7);
});

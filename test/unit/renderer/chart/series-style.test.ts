import { expect, it } from 'vitest';
import { styleOf } from '../../../../src-renderer/chart/draw/series-style.ts';

it('makes the first six series differ in colour, dash and marker', () => {
  const six = [0, 1, 2, 3, 4, 5].map((place) => styleOf(place));
  for (const key of ['colour', 'marker'] as const)
    expect(new Set(six.map((style) => style[key])).size).toBe(6);
  expect(new Set(six.map(({ dash }) => dash.join())).size).toBe(6);
});

it('makes 36 series differ in colour or marker', () => {
  const all = Array.from({ length: 36 }, (_, place) => styleOf(place));
  expect(new Set(all.map(({ colour, marker }) => `${colour} ${marker}`)).size).toBe(36);
});

it('follows the wish of a series', () => {
  expect(styleOf(4, 1)).toEqual(styleOf(1));
});

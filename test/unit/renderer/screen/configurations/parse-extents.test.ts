import { expect, test } from 'vitest';
import { parseExtents } from '../../../../../src-renderer/screen/configurations/parse-extents.ts';

test.each([
  ['8 8 8 16', [8, 8, 8, 16]],
  [' 8x8x8x16 ', [8, 8, 8, 16]],
  ['8, 8,8 , 16', [8, 8, 8, 16]],
  ['32 × 32', [32, 32]],
])('%j', (text, dims) => expect(parseExtents(text)).toEqual(dims));

test.each(['', '8', '8 8 8 8 8', '8 8 0 8', '8 8 -1', '8.5 8', '5000 4', 'a b'])('%j is refused', (text) =>
  expect(parseExtents(text)).toBeNull(),
);

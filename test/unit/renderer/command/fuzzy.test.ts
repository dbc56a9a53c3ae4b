import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzyMatch, fuzzySort } from '../../../../src-renderer/command/fuzzy.ts';

const sorted = (query: string, titles: readonly string[]): string[] =>
  fuzzySort(query, titles, (title) => title).map(({ item }) => item);

test('letters must occur in their order', () => {
  expect(fuzzyMatch('nr', 'New run…')).toBeDefined();
  expect(fuzzyMatch('rn', 'New run…')).toBeDefined();
  expect(fuzzyMatch('xyz', 'New run…')).toBeUndefined();
  expect(fuzzyMatch('nuw', 'New run')).toBeUndefined();
});

test('beginnings of words come first', () => {
  expect(sorted('os', ['Close workspace', 'Open settings'])[0]).toBe('Open settings');
  expect(sorted('comp', ['Check and repair workspace, compact', 'Compare selected runs'])[0]).toBe(
    'Compare selected runs',
  );
});

test('neighbouring letters count more than scattered ones', () => {
  expect(sorted('run', ['Return undone', 'Open run'])[0]).toBe('Open run');
});

test('nothing typed leaves all in their order', () => {
  expect(sorted('', ['b', 'a', 'c'])).toEqual(['b', 'a', 'c']);
});

test('what is cut out of a title is found in it, at rising places that spell it', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 24 }), fc.infiniteStream(fc.boolean()), (title, keep) => {
      const plain = title.toLowerCase();
      // some letters have lower-case forms of another length
      if (plain.length !== title.length) return;
      const query = [...plain].filter(() => keep.next().value).join('');
      const match = fuzzyMatch(query, title);
      const wanted = query.replace(/\s+/g, '');
      expect(match).toBeDefined();
      expect(match!.at.map((i) => plain[i]).join('')).toBe(wanted.split('').join(''));
      expect([...match!.at]).toEqual([...new Set(match!.at)].sort((a, b) => a - b));
    }),
    { seed: 11 },
  );
});

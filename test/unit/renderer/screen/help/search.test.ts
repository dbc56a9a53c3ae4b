import { expect, test } from 'vitest';
import { searchPages } from '../../../../../src-renderer/screen/help/search.ts';

const section = (title: string, text: string) => ({ id: title, title, level: 2, text });
const pages = [
  {
    name: 'a',
    title: 'A',
    sections: [section('Cost', 'The error of a mean.'), section('Errors', 'Of means.')],
  },
  { name: 'b', title: 'B', sections: [section('Other', 'Nothing about it.')] },
];
const found = (query: string): string[] => searchPages(pages, query).map(({ section: { title } }) => title);

test('all words must be there, whatever their case', () => {
  expect(found('ERROR mean')).toEqual(['Errors', 'Cost']);
  expect(found('error nothing')).toEqual([]);
});

test('nothing typed finds nothing', () => {
  expect(found('  ')).toEqual([]);
});

test('the excerpt shows the first word in its surroundings', () => {
  const long = [
    { name: 'c', title: 'C', sections: [section('X', `${'a '.repeat(100)}needle${' b'.repeat(100)}`)] },
  ];
  const [hit] = searchPages(long, 'needle');
  expect(hit?.excerpt).toContain('needle');
  expect(hit?.excerpt.length).toBeLessThan(140);
  expect(hit?.excerpt).toMatch(/^….*…$/);
});

import { expect, test } from 'vitest';
import { compileFilter } from '../../../../../src-renderer/table/filter/match.ts';
import { parseFilter } from '../../../../../src-renderer/table/filter/parse.ts';
import { sample, sampleColumns } from '../sample.ts';

const now = new Date(2026, 10, 20, 15, 30).getTime();
const hour = 3_600_000;

const rows = [
  sample('a', { name: 'SU(3) Quick start', beta: 5.7, changed: now - hour }),
  sample('b', { name: 'scan, low', beta: 5.5, changed: now - 30 * hour }),
  sample('c', { name: 'scan, high', beta: 6.5, changed: now - 200 * hour }),
  sample('d', { name: null }),
];

const found = (text: string): string => {
  const passes = compileFilter(parseFilter(text, sampleColumns).query, sampleColumns, now);
  return rows
    .filter(passes)
    .map(({ id }) => id)
    .join('');
};

test.each([
  ['', 'abcd'],
  ['quick', 'a'],
  ['scan high', 'c'],
  ['-scan', 'ad'],
  ['name~QUICK', 'a'],
  ['name:"scan, low"', 'b'],
  ['name:"SCAN, LOW","scan, high"', 'bc'],
  ['beta:5.7', 'a'],
  ['beta:none', 'd'],
  ['-beta:none', 'abc'],
  ['beta>5.5', 'ac'],
  ['beta>=5.5', 'abc'],
  ['beta<6', 'ab'],
  ['-beta<6', 'cd'],
  ['beta<=5.5', 'b'],
  ['beta:5.5..5.7', 'ab'],
  ['beta>550%', 'ac'],
  ['changed:today', 'a'],
  ['changed>2d', 'ab'],
  ['changed<1w', 'c'],
  ['changed>2026-11-19', 'a'],
  ['changed<=2026-11-19', 'bc'],
  ['changed:2026-11-19..2026-11-20', 'ab'],
  ['changed:none', 'd'],
])('%s finds %s', (text, ids) => {
  expect(found(text)).toBe(ids);
});

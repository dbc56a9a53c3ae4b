import { describe, expect, test } from 'vitest';
import { formatQuery } from '../../../../../src-renderer/table/filter/format-query.ts';
import { parseFilter } from '../../../../../src-renderer/table/filter/parse.ts';
import { tableText } from '../../../../../src-renderer/text/table.ts';
import { sampleColumns } from '../sample.ts';

const parse = (text: string) => parseFilter(text, sampleColumns);
const problems = (text: string): string[] => parse(text).problems.map(tableText.problem);

test('terms of every kind', () => {
  expect(parse('name:SU(3),none beta>=5.7 -beta:5..6 name~"a b" quick -"slow one"').query).toEqual([
    { negated: false, kind: 'is', key: 'name', values: ['SU(3)', null] },
    { negated: false, kind: 'compare', key: 'beta', op: '>=', bound: '5.7' },
    { negated: true, kind: 'range', key: 'beta', low: '5', high: '6' },
    { negated: false, kind: 'contains', key: 'name', text: 'a b' },
    { negated: false, kind: 'word', text: 'quick' },
    { negated: true, kind: 'word', text: 'slow one' },
  ]);
});

test('other spellings have one canonical text', () => {
  expect(formatQuery(parse('  Beta=5.7   NAME:"x"   "quick" ').query)).toBe('beta:5.7 name:x quick');
});

test('a quoted none is the word none', () => {
  expect(parse('name:"none"').query).toEqual([{ negated: false, kind: 'is', key: 'name', values: ['none'] }]);
});

test('text may hold dots, numbers may not be text', () => {
  expect(parse('name:a..b').query[0]).toMatchObject({ kind: 'is', values: ['a..b'] });
  expect(problems('beta:5..x')).toEqual([
    'beta holds numbers, and x is none; write one like 5.7, 1e-3 or 50%.',
  ]);
});

describe('what is not understood', () => {
  test('is said with a remedy, and the rest still holds', () => {
    const { query, problems: found } = parse('bta>5 name~q');
    expect(query).toEqual([{ negated: false, kind: 'contains', key: 'name', text: 'q' }]);
    expect(found).toEqual([
      { kind: 'unknown-column', key: 'bta', given: 'bta', near: 'beta', from: 0, to: 5 },
    ]);
  });

  test.each([
    ['colour:red', 'There is no column colour; to look for this text, put it in quotes.'],
    ['beta>low', 'beta holds numbers, and low is none; write one like 5.7, 1e-3 or 50%.'],
    ['changed>soon', 'changed holds times, and soon is none; write one like 2026-11-20, today or 7d.'],
    ['name>5', 'name holds text, which has no order; use name:text or name~part.'],
    ['beta>', 'beta> needs a value behind it; beta:none finds rows without one.'],
    ['name:a,', 'name: needs a value behind it; name:none finds rows without one.'],
  ])('%s', (text, sentence) => {
    expect(problems(text)).toEqual([sentence]);
  });

  test.each(['', '-', '"', '--', ':', ',,', '"a', '-"', 'name:"a', '\\', '\u0000'])(
    'never fails on %j',
    (text) => {
      expect(() => parse(text)).not.toThrow();
    },
  );
});

test('the examples of the help are understood', async () => {
  const { runColumns } = await import('../../../../../src-renderer/screen/runs/run-columns.ts');
  const columns = runColumns(['plaquette'], null);
  const misunderstood = tableText.helpExamples.filter(
    ({ filter }) => parseFilter(filter, columns).problems.length > 0,
  );
  expect(misunderstood).toEqual([]);
  expect(parseFilter(tableText.filterPlaceholder, columns).problems).toEqual([]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatQuery } from '../../src-renderer/table/filter/format-query.ts';
import { compileFilter } from '../../src-renderer/table/filter/match.ts';
import { parseFilter } from '../../src-renderer/table/filter/parse.ts';
import type { Term } from '../../src-renderer/table/filter/query.ts';
import { suggest } from '../../src-renderer/table/filter/suggest.ts';
import { type Sample, sample, sampleColumns } from '../unit/renderer/table/sample.ts';

const negated = fc.boolean();
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('none', '..', 'a..b', '-x', '"', '\\', 'a,b', 'name:x', '<', 'SU(3)', ''),
);
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom('50%', '1e-3', '-0.5'),
);

const term: fc.Arbitrary<Term> = fc.oneof(
  fc.record({ negated, kind: fc.constant('word' as const), text }),
  fc.record({
    negated,
    kind: fc.constant('is' as const),
    key: fc.constant('name'),
    values: fc.array(fc.option(text), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    negated,
    kind: fc.constant('is' as const),
    key: fc.constant('beta'),
    values: fc.array(fc.option(number), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ negated, kind: fc.constant('contains' as const), key: fc.constantFrom('name', 'beta'), text }),
  fc.record({
    negated,
    kind: fc.constant('compare' as const),
    key: fc.constant('beta'),
    op: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
    bound: number,
  }),
  fc.record({
    negated,
    kind: fc.constant('compare' as const),
    key: fc.constant('changed'),
    op: fc.constantFrom('<' as const, '>=' as const),
    bound: fc.constantFrom('today', '7d', '2026-11-20', '2026-11-20T10:30'),
  }),
  fc.record({
    negated,
    kind: fc.constant('range' as const),
    key: fc.constant('beta'),
    low: number,
    high: number,
  }),
);
const query = fc.array(term, { maxLength: 6 });

const seeded = { seed: 20261121, numRuns: 2000 };

test('the text of a filter parses to the filter it was made of', () => {
  fc.assert(
    fc.property(query, (terms) => {
      expect(parseFilter(formatQuery(terms), sampleColumns)).toEqual({ query: terms, problems: [] });
    }),
    seeded,
  );
});

test('any text is a filter, and its canonical text says the same', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        fc.array(text).map((parts) => parts.join(' ')),
      ),
      (raw) => {
        const { query: terms, problems } = parseFilter(raw, sampleColumns);
        expect(problems.every(({ from, to }) => 0 <= from && from < to && to <= raw.length)).toBe(true);
        expect(parseFilter(formatQuery(terms), sampleColumns).query).toEqual(terms);
      },
    ),
    seeded,
  );
});

const row: fc.Arbitrary<Sample> = fc
  .record({
    name: fc.option(text),
    beta: fc.option(fc.double({ min: -10, max: 10 })),
    changed: fc.option(fc.integer({ min: 0, max: 2e12 })),
  })
  .map((rest) => sample('x', rest));

test('a term and its negation divide the rows', () => {
  fc.assert(
    fc.property(term, fc.array(row), (one, rows) => {
      const plain = compileFilter([{ ...one, negated: false }], sampleColumns, 1.7e12);
      const turned = compileFilter([{ ...one, negated: true }], sampleColumns, 1.7e12);
      expect(rows.every((r) => plain(r) !== turned(r))).toBe(true);
    }),
    seeded,
  );
});

test('a suggestion at any place leaves a filter', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(20), fc.array(row, { maxLength: 5 }), (raw, place, rows) => {
      const cursor = Math.min(place, raw.length);
      const { from, to, options } = suggest(raw, cursor, sampleColumns, rows);
      expect(0 <= from && from <= cursor && cursor <= to && to <= raw.length).toBe(true);
      for (const { insert } of options)
        parseFilter(raw.slice(0, from) + insert + raw.slice(to), sampleColumns);
    }),
    seeded,
  );
});

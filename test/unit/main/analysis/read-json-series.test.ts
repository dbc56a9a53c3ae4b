import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { readJsonSeries } from '../../../../src-main/analysis/read-json-series.ts';

const read = (document: unknown) =>
  unwrap(readJsonSeries(JSON.stringify(document), 'a.json')).map(({ name, values }) => [name, [...values]]);

describe('readJsonSeries', () => {
  it('reads numbers, a table of series, and rows', () => {
    expect(read([0.5, 0.25])).toEqual([['column 1', [0.5, 0.25]]]);
    expect(read({ name: 'x', plaquette: [0.5, 0.25], q: [1] })).toEqual([
      ['plaquette', [0.5, 0.25]],
      ['q', [1]],
    ]);
    expect(
      read([
        { update: 1, plaquette: 0.5 },
        { update: 2, plaquette: 0.25 },
      ]),
    ).toEqual([['plaquette', [0.5, 0.25]]]);
  });

  it.each([
    ['{', /not JSON/],
    ['[1, "2"]', /\[1\] is not a number/],
    ['{"q": [1, null]}', /"q"\[1\] is not a number/],
    ['[{"q": 1}, {"r": 2}]', /\[1\]\.q is not a number/],
    ['[{"q": 1}, {"q": "2"}]', /\[1\]\.q is not a number/],
    ['[]', /empty/],
    ['[{}]', /hold no numbers/],
    ['7', /no series/],
    ['{"a": 1}', /no series/],
    ['['.repeat(100_000), /not JSON/],
  ])('names what it cannot read: %.30s', (text, message) => {
    const result = readJsonSeries(text, 'a.json');
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'format.malformed', message: expect.stringMatching(message) },
    });
  });
});

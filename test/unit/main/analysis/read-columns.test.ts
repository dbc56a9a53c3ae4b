import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { mostColumns, readColumns } from '../../../../src-main/analysis/read-columns.ts';

const read = (text: string) =>
  unwrap(readColumns(text, 'rows.csv')).map(({ name, values, update }) => ({
    name,
    values: [...values],
    ...(update === undefined ? {} : { update: [...update] }),
  }));

const failure = (text: string) => {
  const result = readColumns(text, 'rows.csv');
  return result.ok ? undefined : result.error;
};

describe('readColumns', () => {
  it('reads one number per line', () => {
    expect(read('0.5\n0.25\n')).toEqual([{ name: 'column 1', values: [0.5, 0.25] }]);
  });

  it('reads names from the first line, and update numbers from a column that counts', () => {
    expect(read('update,plaquette,"delta-h"\r\n10,0.5,1e-3\r\n20,0.25,-2\r\n')).toEqual([
      { name: 'plaquette', values: [0.5, 0.25], update: [10, 20] },
      { name: 'delta-h', values: [0.001, -2], update: [10, 20] },
    ]);
  });

  it('reads names from the comment above, other separators, and the numbers of Fortran', () => {
    expect(read('# made by hand\n#! traj plaq\n\n  1   5.0D-01\n  2  -2.5d-1 \n')).toEqual([
      { name: 'plaq', values: [0.5, -0.25], update: [1, 2] },
    ]);
    expect(read('0.5;1\n0.25;3.5\n')[1]).toEqual({ name: 'column 2', values: [1, 3.5] });
    expect(read('0.5\t1\n0.25\t1\n').map(({ name }) => name)).toEqual(['column 1', 'column 2']);
  });

  it('keeps numbers that are not finite, for the statistics to refuse', () => {
    expect(read('0.5\nNaN\n-inf\n')[0]?.values).toEqual([0.5, NaN, -Infinity]);
  });

  it.each([
    ['0.5\n0.6\nzero\n', 3, /line 3: "zero" in column 1 is not a number\./],
    ['1,2\n# fine\n\n3\n', 4, /line 4: it has 1 columns, the lines before it 2\./],
    ['1,2\n3,4,5\n', 2, /line 2: it has 3 columns, the lines before it 2\./],
    ['a,b\n1,2\n3,4 5\n', 3, /line 3: "4 5" in column 2/],
    ['1,,2\n', 1, /line 2|no columns/],
    [`${'1 '.repeat(mostColumns + 1)}\n`, 1, /at most 1000 are read/],
  ])('names the line that it cannot read: %j', (text, line, message) => {
    const error = failure(text);
    expect(error?.message).toMatch(message);
    if (error?.code === 'format.malformed') expect(error.detail).toEqual({ line });
  });

  it('refuses what holds no numbers', () => {
    for (const text of ['', '\n\n', '# only words\n', 'words\n'])
      expect(failure(text)?.code).toBe('format.unknown');
  });

  it('answers any text with columns or a typed failure', () => {
    const piece = fc.constantFrom('1', '-2.5e3', ' ', ',', ';', '\n', '#', '"', 'x', '\uFEFF', '\0', '1e999');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const result = readColumns(pieces.join(''), 'rows');
        if (!result.ok) return ['format.malformed', 'format.unknown'].includes(result.error.code);
        return new Set(result.value.map(({ values }) => values.length)).size <= 1;
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('gives back any columns of doubles', () => {
    const doubles = fc.array(fc.tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(doubles, (rows) => {
        const found = read(rows.map(([a, b]) => `${a} ${b}`).join('\n'));
        const last = found.at(-1)?.values.map((value) => value + 0);
        expect(last).toEqual(rows.map(([, b]) => b + 0));
      }),
      { seed: 8, numRuns: 200 },
    );
  });
});

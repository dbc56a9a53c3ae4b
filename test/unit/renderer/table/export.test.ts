import { describe, expect, test } from 'vitest';
import { tableData, toCsv, toJson, toLatex, toTsv } from '../../../../src-renderer/table/export/index.ts';
import { sample, sampleColumns } from './sample.ts';

const columns = sampleColumns.filter(({ id }) => id !== 'eta');
const rows = [
  sample('a', { name: 'SU(3), "quick" & 100%', beta: 0.59368, error: 3e-5, changed: Date.UTC(2026, 10, 20) }),
  sample('b', { name: '=HYPERLINK("x")', beta: 1.5e-9, error: 2e-10 }),
  sample('c', { name: null }),
];
const withErrors = columns.map((column) =>
  column.id === 'beta' ? { ...column, text: (row: (typeof rows)[0]) => texts[row.id]! } : column,
);
const texts: Readonly<Record<string, string>> = { a: '0.59368(3)', b: '1.50(20)e-9', c: '' };
const data = tableData(rows, withErrors, ['Errors are\nstatistical.']);

test('CSV has values and errors in columns of their own, and times in ISO 8601', () => {
  expect(toCsv(data).split('\r\n')).toEqual([
    '# Errors are statistical.',
    'name,beta,beta.error,changed',
    '"SU(3), ""quick"" & 100%",0.59368,0.00003,2026-11-20T00:00:00.000Z',
    `"'=HYPERLINK(""x"")",1.5e-9,2e-10,`,
    ',,,',
    '',
  ]);
});

test('the clipboard gets the same cells with tabs, without the notes', () => {
  expect(
    toTsv(data)
      .split('\n')
      .map((line) => line.split('\t').length),
  ).toEqual([4, 4, 4, 4]);
  expect(toTsv(data)).not.toContain('statistical');
});

test('negative numbers are no formulas', () => {
  expect(toCsv(tableData([sample('a', { name: '-3', beta: -3 })], columns, []))).toContain('-3,-3,,');
});

test('JSON keeps all digits, the unit and the text', () => {
  const read = JSON.parse(toJson(data));
  expect(read.rows[0].beta).toEqual({ value: 0.59368, error: 0.00003, text: '0.59368(3)' });
  expect(read.rows[2]).toEqual({ name: null, beta: { value: null, error: null, text: '' }, changed: null });
});

describe('LaTeX', () => {
  const lines = toLatex(data).split('\n');

  test('writes averages with their errors, powers of ten spelled out', () => {
    expect(lines[6]).toContain('& $0.59368(3)$ &');
    expect(lines[7]).toContain('& $1.50(20) \\times 10^{-9}$ &');
  });

  test('escapes what LaTeX would take for its own', () => {
    expect(lines[6]).toContain('SU(3), "quick" \\& 100\\% &');
    expect(toLatex(tableData([sample('x', { name: 'a_b\\c^d~{e}#$' })], columns, []))).toContain(
      'a\\_b\\textbackslash{}c\\textasciicircum{}d\\textasciitilde{}\\{e\\}\\#\\$ &',
    );
  });

  test('every row has as many cells as there are columns', () => {
    for (const row of lines.slice(6, 9)) expect(row.split(/(?<!\\)&/).length).toBe(3);
  });
});

/**
 * Columns of numbers as other codes write them: separated by commas, semicolons, tabs or blanks; lines that begin with # % ! ; or //
 * are comments; names may stand in the first line or in the comment just above the numbers; Fortran's 1.0D-3 is read.
 * A stranger's text: bounded, and a failure names the line. Test: test/unit/main/analysis/read-columns.test.ts.
 */
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import type { History } from './history.ts';

export const mostColumns = 1_000;
const longestLine = 1 << 20;

const comment = /^\s*(#|%|!|;|\/\/)+/;

type Separator = ',' | ';' | 'blank';

const separatorOf = (line: string): Separator =>
  line.includes(',') ? ',' : line.includes(';') ? ';' : 'blank';

const fieldsOf = (line: string, separator: Separator): readonly string[] =>
  separator === 'blank'
    ? line.trim().split(/\s+/)
    : line.split(separator).map((field) => field.trim().replace(/^"(.*)"$/, '$1'));

const special: Readonly<Record<string, number>> = {
  nan: NaN,
  inf: Infinity,
  '+inf': Infinity,
  '-inf': -Infinity,
};

/** The number in a field, or undefined when it is none. */
const numberOf = (field: string): number | undefined => {
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eEdD][+-]?\d+)?$/.test(field)) return Number(field.replace(/[dD]/, 'e'));
  const word = field.toLowerCase().replace('infinity', 'inf');
  return Object.hasOwn(special, word) ? special[word] : undefined;
};

const isData = (fields: readonly string[]): boolean => fields.every((field) => numberOf(field) !== undefined);

const malformed = (name: string, line: number, what: string) =>
  fail(
    'format.malformed',
    `${name}, line ${line}: ${what}.`,
    'Mend this line, or make it a comment with #.',
    { line },
  );

const shown = (field: string): string => JSON.stringify(field.slice(0, 40));

interface Reading {
  readonly separator: Separator;
  readonly columns: readonly number[][];
}

/** Reads columns; `name` is for messages. */
export const readColumns = (text: string, name: string): Result<readonly History[]> => {
  let above: readonly string[] | undefined;
  let reading: Reading | undefined;
  let number = 0;
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    number++;
    if (end - at > longestLine) return malformed(name, number, `it has ${end - at} characters`);
    const line = text
      .slice(at, end)
      .replace(/\r$/, '')
      .replace(/^\uFEFF/, '');
    at = end + 1;
    if (line.trim() === '') continue;
    if (comment.test(line)) {
      const words = line.replace(comment, '').trim();
      if (reading === undefined) above = fieldsOf(words, separatorOf(words));
      continue;
    }
    const fields = fieldsOf(line, reading?.separator ?? separatorOf(line));
    if (reading === undefined && !isData(fields) && above === undefined) {
      above = fields;
      continue;
    }
    if (reading === undefined) {
      if (fields.length > mostColumns)
        return malformed(name, number, `it has ${fields.length} columns; at most ${mostColumns} are read`);
      reading = { separator: separatorOf(line), columns: fields.map(() => []) };
    }
    const { columns } = reading;
    if (fields.length !== columns.length)
      return malformed(
        name,
        number,
        `it has ${fields.length} columns, the lines before it ${columns.length}`,
      );
    for (const [k, field] of fields.entries()) {
      const value = numberOf(field);
      if (value === undefined)
        return malformed(name, number, `${shown(field)} in column ${k + 1} is not a number`);
      columns[k]!.push(value);
    }
  }
  if (reading === undefined)
    return fail(
      'format.unknown',
      `${name} holds no columns of numbers.`,
      'Give a file with one number, or one row of numbers, per line.',
    );
  return ok(historiesOf(reading.columns, above));
};

/** Columns as series; a first column that only counts becomes the update numbers of the others. */
export const historiesOf = (
  columns: readonly (readonly number[])[],
  names: readonly string[] | undefined,
): readonly History[] => {
  const fitting = names?.length === columns.length ? names : undefined;
  const histories = columns.map((column, k) => ({
    name: fitting?.[k] || `column ${k + 1}`,
    values: Float64Array.from(column),
  }));
  const [first, ...rest] = histories;
  if (first === undefined || rest.length === 0 || !isCounter(first.values)) return histories;
  return rest.map((history) => ({ ...history, update: first.values }));
};

/** Whole numbers in equal steps upwards. */
const isCounter = (values: Float64Array): boolean => {
  const step = values[1]! - values[0]!;
  return (
    values.length > 1 &&
    step > 0 &&
    values.every((value, i) => Number.isInteger(value) && (i === 0 || value - values[i - 1]! === step))
  );
};

/**
 * Series in JSON: [1, 2, ...], {"plaquette": [...], ...}, or one object per row, [{"plaquette": 0.59}, ...].
 * A stranger's text; a failure names the place. Test: test/unit/main/analysis/read-json-series.test.ts.
 */
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import type { History } from './history.ts';
import { historiesOf, mostColumns } from './read-columns.ts';

const remedy = 'Give [1, 2, ...], {"plaquette": [...]}, or [{"plaquette": 0.59}, ...].';

const malformed = (name: string, what: string) => fail('format.malformed', `${name}: ${what}.`, remedy);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The numbers of one series, or what is wrong. */
const numbersIn = (name: string, path: string, values: readonly unknown[]): Result<readonly number[]> => {
  const wrong = values.findIndex((value) => typeof value !== 'number');
  return wrong < 0 ? ok(values as readonly number[]) : malformed(name, `${path}[${wrong}] is not a number`);
};

const fromTable = (name: string, table: Readonly<Record<string, unknown>>): Result<readonly History[]> => {
  const keys = Object.keys(table).filter((key) => Array.isArray(table[key]));
  if (keys.length === 0) return malformed(name, 'it holds no series of numbers');
  const columns: (readonly number[])[] = [];
  for (const key of keys) {
    const numbers = numbersIn(name, JSON.stringify(key), table[key] as readonly unknown[]);
    if (!numbers.ok) return numbers;
    columns.push(numbers.value);
  }
  const lengths = new Set(columns.map(({ length }) => length));
  if (lengths.size === 1) return ok(historiesOf(columns, keys));
  return ok(columns.map((column, k) => ({ name: keys[k]!, values: Float64Array.from(column) })));
};

const fromRows = (name: string, rows: readonly unknown[]): Result<readonly History[]> => {
  const [first] = rows;
  if (!isRecord(first)) {
    const numbers = numbersIn(name, '', rows);
    return numbers.ok ? ok(historiesOf([numbers.value], ['column 1'])) : numbers;
  }
  const keys = Object.keys(first).filter((key) => typeof first[key] === 'number');
  if (keys.length > mostColumns) return malformed(name, `its rows have ${keys.length} numbers`);
  const columns: number[][] = keys.map(() => []);
  for (const [r, row] of rows.entries())
    for (const [k, key] of keys.entries()) {
      const value = isRecord(row) && Object.hasOwn(row, key) ? row[key] : undefined;
      if (typeof value !== 'number') return malformed(name, `[${r}].${key} is not a number`);
      columns[k]!.push(value);
    }
  return keys.length === 0 ? malformed(name, 'its rows hold no numbers') : ok(historiesOf(columns, keys));
};

export const readJsonSeries = (text: string, name: string): Result<readonly History[]> => {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return malformed(
      name,
      `it is not JSON (${error instanceof Error ? error.message.slice(0, 200) : 'unreadable'})`,
    );
  }
  if (Array.isArray(document))
    return document.length === 0 ? malformed(name, 'it is empty') : fromRows(name, document);
  return isRecord(document) ? fromTable(name, document) : malformed(name, 'it holds no series of numbers');
};

/**
 * Keys of some tables of a foreign file, read by kind: a value of another kind is noted as refused and the default stands in, so that all
 * that is wrong is told at once. Julia's `nothing` is written as text and means that a key is not given. Keys that were read are remembered.
 * Test: test/unit/main/import/lattice-qcd.test.ts.
 */
import type { Notes } from './note.ts';

export type Table = Readonly<Record<string, unknown>>;

export const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** A value in few words, whatever a file holds. */
export const shown = (value: unknown): string => {
  if (Array.isArray(value))
    return `[${value.slice(0, 8).map(shown).join(', ')}${value.length > 8 ? ', ..' : ''}]`;
  if (isTable(value)) return 'a table';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
};

/** A name out of a file in quotes. */
export const quoted = (name: string): string => JSON.stringify(name.slice(0, 40));

/** The words for a name out of a file, where there are some. */
export const wordFor = <T>(words: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(words, name) ? words[name] : undefined;

export class GivenKeys {
  private readonly tables: readonly (readonly [section: string, table: Table])[];
  private readonly notes: Notes;
  /** What stands before a key that is not given. */
  private readonly prefix: string;
  private readonly read = new Set<string>();

  constructor(tables: readonly (readonly [string, Table])[], notes: Notes, prefix = '') {
    this.tables = tables;
    this.notes = notes;
    this.prefix = prefix;
  }

  /** With the section it stands in. */
  path(key: string): string {
    const holder = this.tables.find(([, table]) => Object.hasOwn(table, key));
    return holder === undefined ? `${this.prefix}${key}` : `${holder[0]} / ${key}`;
  }

  has(key: string): boolean {
    return this.raw(key) !== undefined;
  }

  integer(key: string, standard: number): number {
    return this.take(
      key,
      standard,
      'a whole number',
      (v) => typeof v === 'number' && Number.isSafeInteger(v),
    );
  }

  number(key: string, standard: number): number {
    return this.take(key, standard, 'a number', (v) => typeof v === 'number' && Number.isFinite(v));
  }

  boolean(key: string, standard: boolean): boolean {
    return this.take(key, standard, 'true or false', (v) => typeof v === 'boolean');
  }

  text(key: string, standard: string): string {
    return this.take(key, standard, 'a text', (v) => typeof v === 'string');
  }

  numbers(key: string, standard: readonly number[]): readonly number[] {
    const isNumbers = (v: unknown): boolean =>
      Array.isArray(v) && v.length <= 64 && v.every((x) => typeof x === 'number' && Number.isFinite(x));
    return this.take(key, standard, 'a list of numbers', isNumbers);
  }

  texts(key: string, standard: readonly string[]): readonly string[] {
    const isTexts = (v: unknown): boolean =>
      Array.isArray(v) && v.length <= 64 && v.every((x) => typeof x === 'string');
    return this.take(key, standard, 'a list of texts', isTexts);
  }

  /** Notes that a key became `to`; says so where that is a default of the other program. */
  taken(key: string, to: string, why = ''): void {
    const standard = this.has(key) ? '' : ' (not given: the default there)';
    this.notes.taken(this.path(key), `${to}${standard}${why === '' ? '' : `. ${why}`}`);
  }

  /** Notes a key that means nothing here; nothing where it is not given. */
  leftOut(key: string, why: string): void {
    this.read.add(key);
    if (this.has(key)) this.notes.leftOut(this.path(key), why);
  }

  blocked(key: string, why: string): void {
    this.read.add(key);
    this.notes.blocked(this.path(key), why);
  }

  refused(key: string, why: string): void {
    this.read.add(key);
    this.notes.refused(this.path(key), why);
  }

  /** Keys that nothing has asked for. */
  unread(): readonly string[] {
    return [...new Set(this.tables.flatMap(([, table]) => Object.keys(table)))].filter(
      (key) => !this.read.has(key),
    );
  }

  private raw(key: string): unknown {
    const holder = this.tables.find(([, table]) => Object.hasOwn(table, key));
    const value = holder?.[1][key];
    return value === 'nothing' ? undefined : value;
  }

  private take<T>(key: string, standard: T, kind: string, fits: (value: unknown) => boolean): T {
    this.read.add(key);
    const value = this.raw(key);
    if (value === undefined) return standard;
    if (fits(value)) return value as T;
    this.notes.blocked(this.path(key), `Must be ${kind}, but is ${shown(value)}.`);
    return standard;
  }
}

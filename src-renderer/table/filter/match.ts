/**
 * What a filter means: whether a row passes. Text is compared without regard to case; a missing value passes no comparison, so
 * `beta<6` and `-beta<6` differ in that the second one lets rows without beta pass. Test: test/unit/renderer/table/filter/match.test.ts.
 */
import { type Column, type Columns, findColumn } from '../column.ts';
import { type Moment, readNumberBound, readTimeBound } from './bounds.ts';
import type { Comparison, Query, Term } from './query.ts';

export type RowTest<Row> = (row: Row) => boolean;

/** `now` in ms: what "today" and "7d" refer to. */
export const compileFilter = <Row>(query: Query, columns: Columns<Row>, now: number): RowTest<Row> => {
  const tests = query.map((term) => {
    const test = compileTerm(term, columns, now);
    return term.negated ? (row: Row) => !test(row) : test;
  });
  return (row) => tests.every((test) => test(row));
};

const compileTerm = <Row>(term: Term, columns: Columns<Row>, now: number): RowTest<Row> => {
  if (term.kind === 'word') {
    const word = term.text.toLowerCase();
    const texts = columns.filter(({ kind }) => kind === 'text');
    return (row) => texts.some((column) => column.text(row).toLowerCase().includes(word));
  }
  const column = findColumn(columns, term.key);
  if (column === undefined) return () => false;
  switch (term.kind) {
    case 'contains': {
      const part = term.text.toLowerCase();
      return (row) => column.text(row).toLowerCase().includes(part);
    }
    case 'is': {
      const tests = term.values.map((value) => isTest(column, value, now));
      return (row) => tests.some((test) => test(row));
    }
    case 'compare': {
      const bound = boundOf(column, term.bound, now);
      return onNumber(column, (value) => bound !== undefined && compares(term.op, value, bound));
    }
    case 'range': {
      const low = boundOf(column, term.low, now);
      const high = boundOf(column, term.high, now);
      if (low === undefined || high === undefined) return () => false;
      return onNumber(
        column,
        (value) => value >= low.from && (high.to > high.from ? value < high.to : value <= high.to),
      );
    }
  }
};

/** A number is a moment without a length. */
const boundOf = <Row>(column: Column<Row>, text: string, now: number): Moment | undefined => {
  if (column.kind === 'time') return readTimeBound(text, now);
  const number = readNumberBound(text, column.unit);
  return number === undefined ? undefined : { from: number, to: number };
};

const compares = (op: Comparison, value: number, { from, to }: Moment): boolean => {
  switch (op) {
    case '<':
      return value < from;
    case '<=':
      return to > from ? value < to : value <= to;
    case '>':
      return to > from ? value >= to : value > to;
    case '>=':
      return value >= from;
  }
};

const onNumber = <Row>(column: Column<Row>, test: (value: number) => boolean): RowTest<Row> => {
  return (row) => {
    const value = column.value(row);
    return typeof value === 'number' && !Number.isNaN(value) && test(value);
  };
};

const isTest = <Row>(column: Column<Row>, wanted: string | null, now: number): RowTest<Row> => {
  if (wanted === null)
    return (row) => {
      const value = column.value(row);
      return value === null || value === '' || Number.isNaN(value);
    };
  if (column.kind === 'text') {
    const text = wanted.toLowerCase();
    return (row) =>
      String(column.value(row) ?? '').toLowerCase() === text || column.text(row).toLowerCase() === text;
  }
  const bound = boundOf(column, wanted, now);
  if (bound === undefined) return () => false;
  return onNumber(column, (value) =>
    bound.to > bound.from
      ? value >= bound.from && value < bound.to
      : Math.abs(value - bound.from) <= 1e-12 * Math.abs(value),
  );
};

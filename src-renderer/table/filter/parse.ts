/**
 * The text of a filter as a query. What is not understood is reported where it stands and left out; the rest holds.
 * Tests: test/unit/renderer/table/filter/parse.test.ts, test/property/table-filter.test.ts.
 */
import { closest } from '../../../src-engine/api/spec/suggestion.ts';
import type { Column, Columns } from '../column.ts';
import { readNumberBound, readTimeBound } from './bounds.ts';
import type { Comparison, FilterProblem, Query, Term } from './query.ts';
import { type Atom, type Token, tokens } from './tokens.ts';

export interface ParsedFilter {
  readonly query: Query;
  readonly problems: readonly FilterProblem[];
}

export const parseFilter = <Row>(text: string, columns: Columns<Row>): ParsedFilter => {
  const query: Term[] = [];
  const problems: FilterProblem[] = [];
  for (const token of tokens(text)) {
    const read = readTerm(token, columns);
    if ('term' in read) query.push(read.term);
    else problems.push({ ...read.problem, from: token.from, to: token.to });
  }
  return { query, problems };
};

type Read = { readonly term: Term } | { readonly problem: Omit<FilterProblem, 'from' | 'to'> };

const refuse = (
  kind: FilterProblem['kind'],
  key: string,
  given: string,
  near: string | null = null,
): Read => ({ problem: { kind, key, given, near } });

const readTerm = <Row>({ negated, key, operator, atoms }: Token, columns: Columns<Row>): Read => {
  const first = atoms[0]!;
  if (key === null || operator === null) return { term: { negated, kind: 'word', text: first.text } };
  const column = columns.find(({ id }) => id.toLowerCase() === key.toLowerCase());
  if (column === undefined) {
    const near = closest(
      key,
      columns.map(({ id }) => id),
    );
    return refuse('unknown-column', key, key, near ?? null);
  }
  if (atoms.some((atom) => atom.text === '' && !atom.quoted)) return refuse('no-value', column.id, operator);
  if (operator === '~') return { term: { negated, kind: 'contains', key: column.id, text: first.text } };
  if (operator === ':' || operator === '=') return readIs(negated, column, atoms);
  return readCompare(negated, column, operator as Comparison, first.text);
};

const readIs = <Row>(negated: boolean, column: Column<Row>, atoms: readonly Atom[]): Read => {
  const [only] = atoms;
  const range = /^(.+?)\.\.(.+)$/.exec(only!.text);
  if (column.kind !== 'text' && range !== null && atoms.length === 1 && !only!.quoted) {
    const [, low = '', high = ''] = range;
    return (
      badBound(column, low) ??
      badBound(column, high) ?? { term: { negated, kind: 'range', key: column.id, low, high } }
    );
  }
  const values = atoms.map(({ text, quoted }) => (text === 'none' && !quoted ? null : text));
  for (const value of values) {
    const bad = value === null ? undefined : badBound(column, value);
    if (bad !== undefined) return bad;
  }
  return { term: { negated, kind: 'is', key: column.id, values } };
};

const readCompare = <Row>(negated: boolean, column: Column<Row>, op: Comparison, bound: string): Read => {
  if (column.kind === 'text') return refuse('not-ordered', column.id, op);
  return badBound(column, bound) ?? { term: { negated, kind: 'compare', key: column.id, op, bound } };
};

/** Undefined when the text is a value of the column's kind. */
const badBound = <Row>(column: Column<Row>, text: string): Read | undefined => {
  if (column.kind === 'number' && readNumberBound(text, column.unit) === undefined)
    return refuse('not-a-number', column.id, text);
  if (column.kind === 'time' && readTimeBound(text, 0) === undefined)
    return refuse('not-a-time', column.id, text);
  return undefined;
};

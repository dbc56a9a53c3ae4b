/** A query as the one text that parses to it. Test: test/property/table-filter.test.ts (there and back). */
import type { Query, Term } from './query.ts';

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** As a value after an operator; `none` and `..` mean something there when they stand bare. */
const atom = (text: string): string =>
  /^[^\s,"]+$/.test(text) && text !== 'none' && !text.includes('..') ? text : quote(text);

/** As a free word: no operator, no leading minus. */
const word = (text: string): string => (/^[^\s":=~<>-][^\s":=~<>]*$/.test(text) ? text : quote(text));

const body = (term: Term): string => {
  switch (term.kind) {
    case 'word':
      return word(term.text);
    case 'is':
      return `${term.key}:${term.values.map((value) => (value === null ? 'none' : atom(value))).join(',')}`;
    case 'contains':
      return `${term.key}~${atom(term.text)}`;
    case 'compare':
      return `${term.key}${term.op}${atom(term.bound)}`;
    case 'range':
      return `${term.key}:${term.low}..${term.high}`;
  }
};

export const formatTerm = (term: Term): string => `${term.negated ? '-' : ''}${body(term)}`;

export const formatQuery = (query: Query): string => query.map(formatTerm).join(' ');

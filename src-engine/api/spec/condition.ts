/**
 * When a key applies, as data: the same condition decides validation, explains itself in a sentence, and shows or hides a form's field.
 * `key` is a path in camel case, within the same table or from the top (`/lattice.dims`); lists are searched for any matching item.
 */
import { toKebab } from './schema-node.ts';

export type Condition =
  | { readonly key: string; readonly isOneOf: readonly string[] }
  | { readonly key: string; readonly isNot: string | number }
  | { readonly key: string; readonly length: number }
  | { readonly key: string; readonly isEmpty: 'yes' | 'no' }
  | { readonly key: string; readonly isThere: 'yes' | 'no' };

/** A value found at a condition's path; `unknown` when it is missing or wrong and has been reported as such. */
export type Found = { readonly known: true; readonly value: unknown } | { readonly known: false };

export type Verdict = 'yes' | 'no' | 'unknown';

/** Whether the condition holds, given every value found at its path. */
export const judge = (condition: Condition, found: readonly Found[]): Verdict => {
  if ('isThere' in condition) return found.length > 0 === (condition.isThere === 'yes') ? 'yes' : 'no';
  if (found.some((item) => item.known && matches(condition, item.value))) return 'yes';
  return found.some((item) => !item.known) ? 'unknown' : 'no';
};

const matches = (condition: Exclude<Condition, { isThere: unknown }>, value: unknown): boolean => {
  if ('isOneOf' in condition) return typeof value === 'string' && condition.isOneOf.includes(value);
  if ('isNot' in condition) return value !== condition.isNot;
  if ('isEmpty' in condition)
    return Array.isArray(value) && (value.length === 0) === (condition.isEmpty === 'yes');
  return Array.isArray(value) && value.length === condition.length;
};

/** The path as people write it. */
export const keyOf = (condition: Condition): string =>
  condition.key.replace(/^\//, '').split('.').map(toKebab).join('.');

/** The condition in words, to follow "applies when". */
export const sentenceOf = (condition: Condition): string => {
  const key = keyOf(condition);
  if ('isThere' in condition) return condition.isThere === 'yes' ? `${key} is there` : `${key} is not there`;
  if ('isOneOf' in condition)
    return `${key} is ${condition.isOneOf.map((choice) => JSON.stringify(choice)).join(' or ')}`;
  if ('isNot' in condition) return `${key} is not ${JSON.stringify(condition.isNot)}`;
  if ('isEmpty' in condition) return `${key} is ${condition.isEmpty === 'yes' ? '' : 'not '}empty`;
  return `${key} has ${condition.length} entries`;
};

/** The result of reading one value of a document, and the words for what it is. */
import type { ErrorCode } from '../error-code.ts';

/** What is wrong with a value, to follow the name of the key ("must be ..."), and what to do about it. */
export interface Complaint {
  readonly code: ErrorCode;
  readonly what: string;
  readonly remedy: string;
}

export type Reading = { readonly value: unknown } | { readonly complaint: Complaint };

/** A value in words, short enough for a message whatever a file holds. */
export const inWords = (raw: unknown): string => {
  if (typeof raw === 'string')
    return raw.length <= 40 ? JSON.stringify(raw) : `${JSON.stringify(raw.slice(0, 40))}...`;
  if (typeof raw === 'number' || typeof raw === 'bigint' || typeof raw === 'boolean')
    return String(raw).slice(0, 40);
  if (Array.isArray(raw)) return `a list of ${raw.length}`;
  if (raw === undefined || raw === null) return 'nothing';
  return isTable(raw) ? 'a table' : 'a date or time';
};

/** A table of a parsed document, not a date object. */
export const isTable = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' &&
  raw !== null &&
  !Array.isArray(raw) &&
  (Object.getPrototypeOf(raw) === null || Object.getPrototypeOf(raw) === Object.prototype);

export const complain = (code: ErrorCode, what: string, remedy: string): Reading => ({
  complaint: { code, what, remedy },
});

export const wrongType = (expected: string, raw: unknown, example: string): Reading =>
  complain(
    'spec.wrongType',
    `must be ${expected}, but is ${inWords(raw)}`,
    `Write ${expected}, like ${example}.`,
  );

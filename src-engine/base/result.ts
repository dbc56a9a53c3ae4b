/**
 * Expected failure is a value with a code and a remedy; a broken invariant throws (see invariant.ts).
 * Codes are dotted `area.reason`, stable, and listed in api/error-code.ts.
 */
import type { ErrorCode } from '../api/error-code.ts';

/** What went wrong, in words a user can act on. */
export interface Failure {
  readonly code: ErrorCode;
  /** One sentence: what is wrong and where. */
  readonly message: string;
  /** One sentence: what to do about it. */
  readonly remedy: string;
  /** Machine-readable particulars (offsets, sizes, expected and found values). */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const fail = (
  code: ErrorCode,
  message: string,
  remedy: string,
  detail?: Readonly<Record<string, unknown>>,
): { readonly ok: false; readonly error: Failure } => ({
  ok: false,
  error: detail === undefined ? { code, message, remedy } : { code, message, remedy, detail },
});

/** The value, or a thrown error carrying the failure: for callers that have already decided failure is a bug. */
export const unwrap = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
};

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

/**
 * A failure on its way out of code that has no result to give it in (a force deep inside a trajectory). Whoever called that code as a
 * whole turns it back into a value with `attempt`.
 */
export class FailureError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${failure.code}: ${failure.message}`);
    this.name = 'FailureError';
    this.failure = failure;
  }
}

/** The value, or a thrown FailureError: for callers that have decided failure is a bug, and for code inside `attempt`. */
export const unwrap = <T>(result: Result<T>): T => {
  if (!result.ok) throw new FailureError(result.error);
  return result.value;
};

/** What `work` returns, or the failure it was left with; anything else that it throws goes on. */
export const attempt = <T>(work: () => T): Result<T> => {
  try {
    return ok(work());
  } catch (error) {
    if (error instanceof FailureError) return { ok: false, error: error.failure };
    throw error;
  }
};

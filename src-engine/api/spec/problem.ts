/** Everything that is wrong with a spec, collected, so that a user mends it in one go. */

import { type Failure, fail } from '../../base/result.ts';
import type { ErrorCode } from '../error-code.ts';

export interface SpecProblem {
  readonly code: ErrorCode;
  /** Dotted path as in the file; items of lists are counted from 1: `phase[1].update[2].steps`. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/** More than this is noise; the rest are counted, not listed. */
const listed = 50;

/** One failure for all problems: the first one speaks, `detail.problems` holds them all. */
export const failWith = (
  problems: readonly SpecProblem[],
): { readonly ok: false; readonly error: Failure } => {
  const first = problems[0]!;
  const more = problems.length - 1;
  const tail = more === 0 ? '' : ` (and ${more} more ${more === 1 ? 'problem' : 'problems'})`;
  return fail(first.code, `${first.message}${tail}`, first.remedy, {
    problems: problems.slice(0, listed),
    count: problems.length,
  });
};

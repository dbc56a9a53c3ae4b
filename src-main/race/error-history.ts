/**
 * The error of an observable against what it had cost by then: the Gamma method on longer and longer beginnings of the history after the cut, their lengths
 * evenly spaced on a logarithmic scale, at the same price for every update. Test: test/unit/main/race/lane-report.test.ts.
 */
import { estimate } from '../../src-engine/statistics/index.ts';
import type { Observable } from '../analysis/observables.ts';
import type { RaceObservable } from '../contract/index.ts';

/** Where an error begins to mean something. */
const SHORTEST = 32;

export const errorHistory = (
  { values, update }: Observable,
  drop: number,
  secondsPerUpdate: number,
  points: number,
): RaceObservable['history'] => {
  const used = values.subarray(drop);
  const ratio = used.length / SHORTEST;
  const lengths =
    ratio < 1
      ? []
      : Array.from({ length: points }, (_, k) =>
          Math.round(SHORTEST * ratio ** (k / Math.max(1, points - 1))),
        );
  const rows = [...new Set(lengths)].flatMap((length) => {
    const made = estimate(used.subarray(0, length));
    if (!made.ok) return [];
    const updates = update?.[drop + length - 1] ?? drop + length;
    return [{ seconds: updates * secondsPerUpdate, value: made.value.value, error: made.value.error }];
  });
  const column = (name: 'seconds' | 'value' | 'error'): Float64Array<ArrayBuffer> =>
    Float64Array.from(rows, (row) => row[name]);
  return { seconds: column('seconds'), value: column('value'), error: column('error') };
};

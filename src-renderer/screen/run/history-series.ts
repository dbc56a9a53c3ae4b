/** Which series are followed, which stand in the small charts, and the configuration near a point. Test: test/unit/renderer/screen/run/run-lists.test.ts. */
import { isOneOfManyTimes } from '../../../src-engine/api/series/correlator-name.ts';
import type { SavedConfiguration } from '../../../src-main/contract/index.ts';

const SIDE: readonly RegExp[] = [
  /^plaquette$/,
  /^delta-h(\.\d+)?$/,
  /^accepted/,
  /^acceptance/,
  /^(flow\.)?topological-charge/,
  /^polyakov\.modulus$/,
  /^seconds$/,
];
const MOST = 6;

/** What a stream carries. */
const MOST_LIVE = 64;
const many = /^(eigenvalue|wilson-loop|static-potential|creutz-ratio|trace-inverse)\./;

/** Those that are followed row by row: not the times of correlators, and what there may be many of last. */
export const liveNames = (series: readonly string[]): readonly string[] => {
  const single = series.filter((name) => !isOneOfManyTimes(name));
  return [...single.filter((name) => !many.test(name)), ...single.filter((name) => many.test(name))].slice(
    0,
    MOST_LIVE,
  );
};

/** The telling ones that are not in the large chart. */
export const sideSeries = (names: readonly string[], shown: string): readonly string[] =>
  SIDE.flatMap((pattern) => names.filter((name) => pattern.test(name)))
    .filter((name, k, all) => name !== shown && all.indexOf(name) === k)
    .slice(0, MOST);

export const nearestSaved = (
  saved: readonly SavedConfiguration[],
  update: number,
): SavedConfiguration | null =>
  saved.reduce<SavedConfiguration | null>(
    (best, each) =>
      best === null || Math.abs(each.update - update) < Math.abs(best.update - update) ? each : best,
    null,
  );

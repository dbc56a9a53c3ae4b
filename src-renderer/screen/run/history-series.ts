/** Which series stand in the small charts, and the configuration near a point. Test: test/unit/renderer/screen/run/run-lists.test.ts. */
import type { SavedConfiguration } from '../../../src-main/contract/index.ts';

const SIDE: readonly RegExp[] = [
  /^plaquette$/,
  /^delta-h/,
  /^accepted/,
  /^acceptance/,
  /^(flow\.)?topological-charge/,
  /^polyakov\.modulus$/,
  /^seconds$/,
];
const MOST = 6;

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

/** Everything about a race, from the rows of its runs as they are now. */
import type { RaceLane, RaceReport } from '../contract/index.ts';
import { breakEvensOf, pairsOf } from './compare-lanes.ts';
import { verdictOf } from './verdict.ts';

/** Points of each history of errors. */
export const HISTORY_POINTS = 24;

export const raceReport = (lanes: readonly RaceLane[]): RaceReport => {
  const report = { lanes: [...lanes], pairs: pairsOf(lanes), breakEvens: breakEvensOf(lanes) };
  return { ...report, verdict: verdictOf(report) };
};

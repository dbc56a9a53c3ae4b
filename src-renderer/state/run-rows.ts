/**
 * The list of runs kept up to date by events: rows are replaced, never changed, and rows that did not change stay the same objects.
 * Test: test/unit/renderer/state/run-rows.test.ts.
 */
import type { EngineEvents, RunRow } from '../../src-main/contract/index.ts';

export type RunRows = readonly RunRow[];
export type ProgressNews = EngineEvents['run.progressed']['runs'];

/** Replaces the run's row in its place, or puts a new one at the end. */
export const withRow = (rows: RunRows, row: RunRow): RunRows => {
  const at = rows.findIndex(({ id }) => id === row.id);
  return at < 0 ? [...rows, row] : rows.with(at, row);
};

export const withoutRun = (rows: RunRows, run: string): RunRows => rows.filter(({ id }) => id !== run);

/** News about runs that are not in the list is passed over: their row is on its way. */
export const withProgress = (rows: RunRows, news: ProgressNews): RunRows => {
  const byRun = new Map(news.map(({ run, progress }) => [run, progress]));
  return rows.map((row) => {
    const progress = byRun.get(row.id);
    return progress === undefined ? row : { ...row, progress };
  });
};

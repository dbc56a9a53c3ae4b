/**
 * All runs of a workspace at a glance: from the index, where it has all of a run's files, which their sizes tell. So a thousand runs are
 * listed at once, while `getRun` looks closer (it notices files that were swapped for others of the same size).
 *
 * Logs are always followed to their end, so that every state is the true one; rows of metrics that the index lacks are entered only
 * while there is time, and `lagging` names the runs whose rows are still missing. Proof: test/unit/main/workspace/glance.test.ts.
 */
import { ok, type Result } from '../../src-engine/base/result.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { inParallel } from '../storage/in-parallel.ts';
import type { Machine } from '../storage/machine.ts';
import { attempt } from '../storage/store-failure.ts';
import { type LockState, readWriterLock } from '../storage/writer-lock.ts';
import { attemptSql, type IndexDatabase } from './index-database.ts';
import { countsOf, type IndexedRun, indexedRun, indexedRuns, type RunCounts } from './index-runs.ts';
import { runPaths } from './layout.ts';
import { followRun, placesOf } from './run-index.ts';
import { type RunSummary, summaryOf } from './run-summary.ts';

export interface Glance {
  /** Oldest first. */
  readonly runs: readonly RunSummary[];
  /** Runs with rows that the index does not have yet. */
  readonly lagging: readonly string[];
}

const WIDTH = 32;
const BUDGET_MS = 250;

const ended = new Set<IndexedRun['lastEvent']>(['finished', 'stopped', 'failed']);

/** `ids`: the runs that there are, oldest first. */
export const glanceAt = async (
  files: FileSystem,
  machine: Machine,
  database: IndexDatabase,
  workspace: string,
  ids: readonly string[],
): Promise<Result<Glance>> => {
  const known = attemptSql(() => ({ runs: indexedRuns(database), places: placesOf(database) }));
  if (!known.ok) return known;
  const until = performance.now() + BUDGET_MS;
  const summaries = new Map<string, RunSummary>();
  const lagging = new Set<string>();

  const look = async (id: string): Promise<Result<RunSummary | undefined>> => {
    const paths = runPaths(workspace, id);
    const sizes = await attempt(`look at ${paths.folder}`, async () => ({
      log: (await files.facts(paths.log))?.size ?? 0,
      metrics: (await files.facts(paths.metrics))?.size ?? 0,
    }));
    if (!sizes.ok) return sizes;
    const places = known.value.places.get(id);
    const entry = known.value.runs.get(id);
    const isFollowed = (file: 'log' | 'metrics'): boolean => (places?.[file] ?? 0) === sizes.value[file];
    let lock: LockState = 'none';
    if (entry !== undefined && isFollowed('log') && isFollowed('metrics')) {
      const { run, counts } = entry;
      const isSettled =
        ended.has(run.lastEvent) || (run.lastEvent === 'prepared' && sizes.value.metrics === 0);
      if (isSettled) return ok(summaryOf(machine, run, counts, lock, paths));
    }
    if ((await files.facts(paths.folder).catch(() => undefined))?.kind !== 'folder') return ok(undefined);
    // the lock first: a writer says how the run ended before it lets go
    const reading = await readWriterLock(files, machine, paths.folder);
    if (reading.ok) lock = reading.value.state;
    const isLate = !isFollowed('metrics') && performance.now() > until;
    if (isLate) lagging.add(id);
    const followed = await followRun(files, database, id, paths, isLate ? 'log' : 'all');
    if (!followed.ok) return followed;
    return attemptSql((): RunSummary => {
      const counts: RunCounts = countsOf(database, id);
      return summaryOf(machine, indexedRun(database, id)!, counts, lock, paths);
    });
  };

  let failed: Result<never> | undefined;
  await inParallel(ids, WIDTH, async (id) => {
    if (failed !== undefined) return;
    const summary = await look(id);
    if (!summary.ok) failed = summary;
    else if (summary.value !== undefined) summaries.set(id, summary.value);
  });
  if (failed !== undefined) return failed;
  const runs = ids.flatMap((id) => summaries.get(id) ?? []);
  return ok({ runs, lagging: [...lagging] });
};

/**
 * Whether a running run has been silent for longer than it should: more than `alarm.stall-factor` usual update times, and more
 * than ten seconds (rows reach the disk in batches). Test: test/unit/main/analysis/silence.test.ts.
 */
import type { Result } from '../../src-engine/base/result.ts';
import { ok } from '../../src-engine/base/result.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { attempt } from '../storage/store-failure.ts';
import type { RunSummary, Workspace } from '../workspace/workspace.ts';

const recent = 100;
const batchingSeconds = 10;

/** The median of the last durations; undefined for none. */
export const usualSeconds = (durations: Float64Array): number | undefined => {
  const last = Float64Array.from(durations.subarray(-recent)).sort();
  return last[Math.floor(last.length / 2)];
};

export const isSilent = (silentSeconds: number, usual: number | undefined, stallFactor: number): boolean =>
  usual !== undefined && silentSeconds > Math.max(batchingSeconds, stallFactor * usual);

/** How fast a running run is, and whether it is too silent. */
export interface Pace {
  /** Seconds of an update, as far as rows tell. */
  readonly usual: number | undefined;
  /** Seconds without progress; undefined when all is well. */
  readonly silent: number | undefined;
}

export const paceOf = async (
  files: FileSystem,
  workspace: Workspace,
  run: RunSummary,
  stallFactor: number,
  nowMs: number,
): Promise<Result<Pace>> => {
  if (run.state !== 'running') return ok({ usual: undefined, silent: undefined });
  const durations = await workspace.recentRows(run.id, 'seconds', recent);
  if (!durations.ok) return durations;
  const written = await attempt(`look at ${run.paths.metrics}`, () => files.facts(run.paths.metrics));
  if (!written.ok) return written;
  const lastMs = Math.max(written.value?.modifiedMs ?? 0, Date.parse(run.changed ?? '') || 0);
  const silent = (nowMs - lastMs) / 1000;
  const usual = usualSeconds(durations.value.value);
  return ok({ usual, silent: isSilent(silent, usual, stallFactor) ? silent : undefined });
};

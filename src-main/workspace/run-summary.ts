/** A run as lists show it: what the index knows of it and the verdict over its state. Proof: test/unit/main/workspace/workspace.test.ts. */
import type { Machine } from '../storage/machine.ts';
import type { LockState } from '../storage/writer-lock.ts';
import type { IndexedRun, RunCounts } from './index-runs.ts';
import type { RunPaths } from './layout.ts';
import { deriveRunState, type RunVerdict } from './run-state.ts';

export interface RunSummary
  extends Omit<IndexedRun, 'lastEvent' | 'failureCode' | 'stopReason' | 'place'>,
    RunCounts,
    RunVerdict {
  readonly paths: RunPaths;
  /** The machine it was last started on. */
  readonly host?: string;
}

export const summaryOf = (
  machine: Machine,
  indexed: IndexedRun,
  counts: RunCounts,
  lock: LockState,
  paths: RunPaths,
): RunSummary => {
  const { lastEvent, failureCode, stopReason, place, ...run } = indexed;
  const verdict = deriveRunState({
    lastEvent,
    ...(failureCode === undefined ? {} : { failureCode }),
    ...(stopReason === undefined ? {} : { stopReason }),
    lock,
    hasOutput: counts.configurations > 0 || counts.lastUpdate !== undefined,
    rebooted: place !== undefined && machine.rebootedSince(place),
  });
  return { ...run, ...counts, ...verdict, paths, ...(place === undefined ? {} : { host: place.host }) };
};

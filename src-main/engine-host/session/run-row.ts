/** One line of the table of runs, from everything that is known about a run. Test: test/unit/main/engine-host/run-row.test.ts. */
import { isDeepStrictEqual } from 'node:util';
import type { RunMark, RunProgress, RunRow } from '../../contract/index.ts';
import type { RunSummary } from '../../workspace/run-summary.ts';
import type { RunStatus } from '../run/supervisor.ts';
import type { Averages } from './kept-averages.ts';
import { phaseAfter, type SpecFacts } from './spec-facts.ts';

/** How fast a run of another process is, by its recent rows. */
export interface Pace {
  readonly secondsPerUpdate: number | undefined;
  /** Seconds without progress, when that is too long. */
  readonly silentSeconds: number | undefined;
}

export interface RowParts {
  readonly summary: RunSummary;
  /** Undefined while unknown, and when spec.toml cannot be read. */
  readonly facts: SpecFacts | undefined;
  readonly averages: Averages | undefined;
  readonly mark: RunMark;
  readonly status: RunStatus;
  readonly pace: Pace | undefined;
}

const progressOf = ({ summary, facts, status, pace }: RowParts): RunProgress => {
  const live = status.active ? status.progress : undefined;
  const done = live?.done ?? summary.lastUpdate ?? 0;
  const total = live?.total ?? facts?.total ?? null;
  const isRunning = summary.state === 'running';
  const seconds = isRunning ? pace?.secondsPerUpdate : undefined;
  const followed = {
    rate: seconds === undefined || seconds <= 0 ? null : 1 / seconds,
    remainingSeconds: seconds === undefined || total === null ? null : Math.max(0, total - done) * seconds,
    remainingError: null,
  };
  const { rate, remainingSeconds, remainingError } = live ?? followed;
  return {
    done,
    total,
    rate,
    remainingSeconds,
    remainingError,
    phase: live?.phase ?? (facts === undefined ? null : phaseAfter(facts, done)),
    silentSeconds: isRunning ? (pace?.silentSeconds ?? null) : null,
  };
};

export const buildRow = (parts: RowParts): RunRow => {
  const { summary, facts, averages, mark, status } = parts;
  return {
    id: summary.id,
    name: summary.name ?? null,
    state: summary.state,
    code: summary.code ?? null,
    why: summary.why ?? null,
    reason: summary.reason,
    queued: status.queued,
    active: status.active,
    progress: progressOf(parts),
    lattice: facts === undefined ? null : { dims: facts.dims, group: facts.group },
    action: facts?.action ?? null,
    algorithms: facts?.algorithms ?? null,
    results: averages?.results ?? [],
    summaryPending: averages === undefined && summary.lastUpdate !== undefined,
    alarms: summary.alarms,
    configurations: summary.configurations,
    created: summary.created ?? null,
    changed: summary.changed ?? null,
    template: summary.template ?? null,
    parent:
      summary.parent === undefined
        ? null
        : { run: summary.parent.run, kind: summary.parent.kind, update: summary.parent.update ?? null },
    mark,
  };
};

/** Whether two rows say the same, progress aside. */
export const sameRow = (a: RunRow, b: RunRow): boolean =>
  isDeepStrictEqual({ ...a, progress: null }, { ...b, progress: null });

export const sameProgress = (a: RunRow, b: RunRow): boolean => isDeepStrictEqual(a.progress, b.progress);

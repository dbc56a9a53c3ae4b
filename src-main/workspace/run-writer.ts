/**
 * The one writer of a run. Every call resolves after its facts are durable in the run's own files.
 *
 * Opening takes the run's lock, sets torn tails of the logs aside, and begins a new segment: one more than any seen in the
 * logs. When another process takes over (after a long silence on a foreign host), every further call fails with 'run.locked'.
 * Proof: test/unit/main/workspace/run-writer.test.ts, test/crash/storage-kill.test.ts.
 */
import { join } from 'node:path';
import { invariant } from '../../src-engine/base/invariant.ts';
import type { Failure, Result } from '../../src-engine/base/result.ts';
import { fail, ok } from '../../src-engine/base/result.ts';
import type { ByteSink } from '../../src-engine/ports/byte-source.ts';
import { type AppendLog, type LogOpening, openAppendLog } from '../storage/append-log.ts';
import {
  type AsideFile,
  ensureFolder,
  nameAsides,
  sweepTemporaries,
  writeAside,
} from '../storage/durable-file.ts';
import { digestFile, withFile } from '../storage/file-bytes.ts';
import type { FileSystem } from '../storage/file-system.ts';
import type { Machine } from '../storage/machine.ts';
import type { LogPiece } from '../storage/read-log.ts';
import type { LogRecord } from '../storage/record-line.ts';
import { attempt } from '../storage/store-failure.ts';
import { acquireWriterLock, type WriterLock } from '../storage/writer-lock.ts';
import {
  type Checkpoint,
  type CheckpointRequest,
  keptCheckpoints,
  pruneCheckpoints,
  writeCheckpoint,
} from './checkpoint.ts';
import { isPlainName, type RunPaths, timeName } from './layout.ts';
import { type MetricRow, metricRecord } from './metric-record.ts';
import { countField } from './record-fields.ts';
import { type ConfigurationFacts, isReservedEvent } from './run-event.ts';
import type { StopReason } from './run-state.ts';

export type StateChange =
  | { readonly state: 'running'; readonly fromUpdate?: number }
  | { readonly state: 'finished' }
  | { readonly state: 'stopped'; readonly why: StopReason }
  | { readonly state: 'failed'; readonly code: string; readonly message: string; readonly remedy?: string };

type Body = (sink: ByteSink) => Promise<Result<void>>;
type NewConfiguration = Pick<ConfigurationFacts, 'update' | 'plaquette'> & { readonly extension: string };

export interface RunWriter {
  readonly segment: number;
  /** What was not intact when the run was opened. */
  readonly problems: readonly Failure[];
  setState(change: StateChange): Promise<Result<void>>;
  /** One synced write for the whole batch: call it a few times per second at most. */
  appendMetrics(rows: readonly MetricRow[]): Promise<Result<void>>;
  /** A note, an alarm: anything with a kind of its own, kept in log.ndjson. */
  appendEvent(kind: string, facts: LogRecord): Promise<Result<void>>;
  /** A file already in configurations/: read back, compared with its digest, synced, then entered in the log. */
  registerConfiguration(facts: Omit<ConfigurationFacts, 'bytes'>): Promise<Result<void>>;
  /** Writes a configuration through `body`; it is durable, and entered in the log, after `keepConfigurations`. Answers its path to be. */
  stageConfiguration(facts: NewConfiguration, body: Body): Promise<Result<string>>;
  /** All that have been staged: synced together, read back, compared with their digests, and entered in the log by one synced write. */
  keepConfigurations(): Promise<Result<void>>;
  /** Both for one. */
  writeConfiguration(facts: NewConfiguration, body: Body): Promise<Result<string>>;
  /** Writes and registers a checkpoint, then removes all but the newest ones. */
  writeCheckpoint(request: CheckpointRequest): Promise<Result<Checkpoint>>;
  heartbeat(): Promise<Result<void>>;
  /** Lets the run go. Say how it ended (setState) first. */
  close(): Promise<Result<void>>;
}

export interface RunWriterOptions {
  readonly keepCheckpoints?: number;
  /** Called after each durable change. */
  readonly onChange?: () => void;
}

const problemsOf = (path: string, opening: LogOpening): readonly Failure[] => {
  const problems: Failure[] = [];
  if (opening.damage.length > 0)
    problems.push(
      fail(
        'workspace.damaged',
        `${path} is not intact in ${opening.damage.length} place(s); everything else in it was kept.`,
        'Nothing needs to be done; check the disk if this happens again.',
        { ranges: opening.damage },
      ).error,
    );
  if (opening.tail !== undefined)
    problems.push(
      fail(
        'workspace.damaged',
        `${path} ended in ${opening.tail.bytes} bytes of an unfinished write, which were never acknowledged.`,
        `They were moved to ${opening.tail.movedTo}; nothing needs to be done.`,
        { ...opening.tail },
      ).error,
    );
  return problems;
};

interface OpenLogs {
  readonly log: AppendLog;
  readonly metrics: AppendLog;
  readonly segment: number;
}

const openLogs = async (files: FileSystem, machine: Machine, paths: RunPaths): Promise<Result<OpenLogs>> => {
  let segment = 0;
  const take = (piece: LogPiece) => {
    for (const record of piece.records) segment = Math.max(segment, countField(record, 'segment') ?? 0);
  };
  const folders = await attempt(`open ${paths.folder} for writing`, async () => {
    for (const folder of [paths.configurations, paths.checkpoints, paths.damaged])
      await ensureFolder(files, folder);
    for (const folder of [paths.folder, paths.configurations]) await sweepTemporaries(files, folder);
  });
  if (!folders.ok) return folders;
  const aside = join(paths.damaged, `${timeName(machine.nowMs())}-${machine.token()}`);
  const log = await openAppendLog(files, paths.log, `${aside}-log.ndjson`, take);
  if (!log.ok) return log;
  const metrics = await openAppendLog(files, paths.metrics, `${aside}-metrics.ndjson`, take);
  if (metrics.ok) return ok({ log: log.value, metrics: metrics.value, segment: segment + 1 });
  await log.value.close();
  return metrics;
};

const configurationName = (update: number, segment: number, extension: string): string =>
  `${String(update).padStart(8, '0')}${segment > 1 ? `-s${segment}` : ''}.${extension}`;

const stateRecord = (change: StateChange, machine: Machine): LogRecord => {
  switch (change.state) {
    case 'running': {
      const { host, boot, pid } = machine.self;
      const from = change.fromUpdate === undefined ? {} : { fromUpdate: change.fromUpdate };
      return { event: 'started', host, boot, pid, ...from };
    }
    case 'finished':
      return { event: 'finished' };
    case 'stopped':
      return { event: 'stopped', why: change.why };
    case 'failed': {
      const { code, message, remedy } = change;
      return { event: 'failed', code, message, ...(remedy === undefined ? {} : { remedy }) };
    }
  }
};

const buildWriter = (
  files: FileSystem,
  machine: Machine,
  paths: RunPaths,
  options: RunWriterOptions,
  lock: WriterLock,
  { log, metrics, segment }: OpenLogs,
): RunWriter => {
  let lost: Failure | undefined;

  const changed = <T>(result: Result<T>): Result<T> => {
    if (result.ok) options.onChange?.();
    return result;
  };
  const append = async (target: AppendLog, records: readonly LogRecord[]): Promise<Result<void>> => {
    if (lost !== undefined) return { ok: false, error: lost };
    const appended = await target.append(records);
    return changed(appended.ok ? ok(undefined) : appended);
  };
  const appendToLog = (...records: readonly LogRecord[]): Promise<Result<void>> => {
    const time = new Date(machine.nowMs()).toISOString();
    return append(
      log,
      records.map(({ event, ...facts }) => ({ time, event, segment, ...facts })),
    );
  };
  const heartbeat = async (): Promise<Result<void>> => {
    const beat = await lock.heartbeat();
    if (!beat.ok && beat.error.code === 'run.locked') lost = beat.error;
    return beat;
  };

  /** The files as they read back, and their rows in the log. */
  const enter = async (found: readonly Omit<ConfigurationFacts, 'bytes'>[]): Promise<Result<void>> => {
    const records: LogRecord[] = [];
    for (const { file, update, sha256, plaquette } of found) {
      const path = join(paths.configurations, file);
      const read = await attempt(`read back ${path}`, () => digestFile(files, path));
      if (!read.ok) return read;
      if (read.value.sha256 !== sha256)
        return fail(
          'format.checksumMismatch',
          `${path} does not read back as it was written.`,
          'Check the disk; the run can be resumed from its last checkpoint.',
          { expected: sha256, found: read.value.sha256 },
        );
      records.push({ event: 'configuration', file, update, sha256, bytes: read.value.bytes, plaquette });
    }
    return appendToLog(...records);
  };
  const registerConfiguration: RunWriter['registerConfiguration'] = async (facts) => {
    invariant(isPlainName(facts.file), `"${facts.file}" names a configuration`);
    const path = join(paths.configurations, facts.file);
    const synced = await attempt(`read back ${path}`, async () => {
      await withFile(files, path, 'update', (file) => file.sync());
      await files.syncFolder(paths.configurations);
    });
    return synced.ok ? enter([facts]) : synced;
  };

  let staged: { readonly aside: AsideFile; readonly facts: Omit<ConfigurationFacts, 'bytes'> }[] = [];
  const stageConfiguration: RunWriter['stageConfiguration'] = async (
    { update, plaquette, extension },
    body,
  ) => {
    if (lost !== undefined) return { ok: false, error: lost };
    const file = configurationName(update, segment, extension);
    const path = join(paths.configurations, file);
    const aside = await writeAside(files, path, body);
    if (!aside.ok) return aside;
    staged.push({ aside: aside.value, facts: { file, update, sha256: aside.value.sha256, plaquette } });
    return ok(path);
  };
  const keepConfigurations: RunWriter['keepConfigurations'] = async () => {
    const keeping = staged;
    staged = [];
    if (keeping.length === 0) return ok(undefined);
    if (lost !== undefined) return { ok: false, error: lost };
    const named = await nameAsides(
      files,
      keeping.map(({ aside }) => aside),
    );
    return named.ok ? enter(keeping.map(({ facts }) => facts)) : named;
  };

  return {
    segment,
    problems: [...problemsOf(paths.log, log.opening), ...problemsOf(paths.metrics, metrics.opening)],
    heartbeat,
    registerConfiguration,
    setState: (change) => appendToLog(stateRecord(change, machine)),
    appendMetrics: (rows) =>
      append(
        metrics,
        rows.map((row) => metricRecord(segment, row)),
      ),
    appendEvent: (kind, facts) => {
      invariant(!isReservedEvent(kind), `the event "${kind}" has a call of its own`);
      return appendToLog({ ...facts, event: kind });
    },
    stageConfiguration,
    keepConfigurations,
    writeConfiguration: async (facts, body) => {
      const path = await stageConfiguration(facts, body);
      if (!path.ok) return path;
      const kept = await keepConfigurations();
      return kept.ok ? path : kept;
    },
    writeCheckpoint: async (request) => {
      const beat = await heartbeat();
      if (!beat.ok) return beat;
      const written = await writeCheckpoint(files, paths.checkpoints, segment, machine.token(), request);
      if (!written.ok) return written;
      const { manifest, update } = written.value;
      const logged = await appendToLog({ event: 'checkpoint', manifest, update });
      if (!logged.ok) return logged;
      const pruned = await pruneCheckpoints(
        files,
        paths.checkpoints,
        options.keepCheckpoints ?? keptCheckpoints,
      );
      return pruned.ok ? written : pruned;
    },
    close: async () => {
      await log.close();
      await metrics.close();
      return lost === undefined ? lock.release() : ok(undefined);
    },
  };
};

/** Becomes the writer of the run in `paths`, or fails with 'run.locked'. */
export const openRunWriter = async (
  files: FileSystem,
  machine: Machine,
  paths: RunPaths,
  options: RunWriterOptions = {},
): Promise<Result<RunWriter>> => {
  const lock = await acquireWriterLock(files, machine, paths.folder);
  if (!lock.ok) return lock;
  const logs = await openLogs(files, machine, paths);
  if (logs.ok) return ok(buildWriter(files, machine, paths, options, lock.value, logs.value));
  await lock.value.release();
  return logs;
};

/**
 * What the index knows about runs: the events of log.ndjson, applied in order.
 * Proof: test/unit/main/workspace/index-runs.test.ts and the rebuild of test/unit/main/workspace/repair.test.ts.
 */
import type { IndexDatabase } from './index-database.ts';
import type { ConfigurationFacts, RunEvent, RunParent } from './run-event.ts';
import type { RunEnd, StopReason } from './run-state.ts';

/** A run as its log tells it; state.ts turns this and the lock into a verdict. */
export interface IndexedRun {
  readonly id: string;
  /** Missing when the first record of the log is damaged. */
  readonly created?: string;
  readonly name?: string;
  readonly template?: string;
  readonly codeVersion?: string;
  readonly specHash?: string;
  readonly specSha256?: string;
  readonly parent?: RunParent;
  readonly lastEvent: 'prepared' | 'started' | RunEnd;
  readonly failureCode?: string;
  readonly stopReason?: StopReason;
  /** Where it was last started. */
  readonly place?: { readonly host: string; readonly boot: string };
  /** Number of the last segment that was started; 0 before the first. */
  readonly segment: number;
  /** Time of the last event. */
  readonly changed?: string;
  /** Alarms in its log. */
  readonly alarms: number;
}

export interface IndexedConfiguration extends ConfigurationFacts {
  readonly segment: number;
  readonly time: string;
}

const applyEvent = (database: IndexDatabase, run: string, event: RunEvent): void => {
  database.prepare('UPDATE run SET changed = ? WHERE id = ?').run(event.time, run);
  switch (event.event) {
    case 'prepared':
      database
        .prepare(
          `UPDATE run SET created = ?, name = ?, template = ?, code_version = ?, spec_hash = ?, spec_sha256 = ?,
           parent = ?, parent_kind = ?, parent_update = ? WHERE id = ?`,
        )
        .run(
          event.time,
          event.name ?? null,
          event.template ?? null,
          event.codeVersion,
          event.specHash,
          event.specSha256,
          event.parent?.run ?? null,
          event.parent?.kind ?? null,
          event.parent?.update ?? null,
          run,
        );
      return;
    case 'started':
      database
        .prepare(
          `UPDATE run SET last_event = 'started', failure_code = NULL, stop_reason = NULL, host = ?, boot = ?, segment = ? WHERE id = ?`,
        )
        .run(event.host, event.boot, event.segment, run);
      return;
    case 'finished':
    case 'stopped':
      database
        .prepare('UPDATE run SET last_event = ?, failure_code = NULL, stop_reason = ? WHERE id = ?')
        .run(event.event, event.event === 'stopped' ? (event.why ?? null) : null, run);
      return;
    case 'failed':
      database
        .prepare(`UPDATE run SET last_event = 'failed', failure_code = ?, stop_reason = NULL WHERE id = ?`)
        .run(event.code, run);
      return;
    case 'configuration': {
      const { file, update, segment, sha256, bytes, plaquette, time } = event;
      database
        .prepare(
          `INSERT OR REPLACE INTO configuration VALUES (?1, ?2,
           (SELECT COALESCE(MAX(position) + 1, 0) FROM configuration WHERE run = ?1), ?3, ?4, ?5, ?6, ?7, ?8)`,
        )
        .run(run, file, update, segment, sha256, bytes, plaquette, time);
      return;
    }
    case 'checkpoint':
      return;
  }
};

/** Applies events in the order in which they stand in the run's log. Call inside a transaction. */
export const applyEvents = (database: IndexDatabase, run: string, events: readonly RunEvent[]): void => {
  database.prepare('INSERT OR IGNORE INTO run (id) VALUES (?)').run(run);
  for (const event of events) applyEvent(database, run, event);
};

/** Counts alarms that stand in a run's log. Call inside a transaction, after the events. */
export const addAlarms = (database: IndexDatabase, run: string, count: number): void => {
  if (count > 0) database.prepare('UPDATE run SET alarms = alarms + ? WHERE id = ?').run(count, run);
};

/** Forgets everything that the log of a run told. */
export const removeEvents = (database: IndexDatabase, run: string): void => {
  database.prepare('DELETE FROM run WHERE id = ?').run(run);
  database.prepare('DELETE FROM configuration WHERE run = ?').run(run);
};

type Row = Readonly<Record<string, unknown>>;

const optional = <K extends string, T>(key: K, value: unknown): { [name in K]?: T } =>
  value === null || value === undefined ? {} : ({ [key]: value } as { [name in K]?: T });

const readParent = (row: Row): { parent?: RunParent } => {
  if (typeof row.parent !== 'string') return {};
  const kind = row.parent_kind === 'fork' ? 'fork' : 'continue';
  return { parent: { run: row.parent, kind, ...optional<'update', number>('update', row.parent_update) } };
};

const readRow = (row: Row): IndexedRun => ({
  id: String(row.id),
  lastEvent: row.last_event as IndexedRun['lastEvent'],
  segment: Number(row.segment),
  alarms: Number(row.alarms),
  ...optional<'created', string>('created', row.created),
  ...optional<'name', string>('name', row.name),
  ...optional<'template', string>('template', row.template),
  ...optional<'codeVersion', string>('codeVersion', row.code_version),
  ...optional<'specHash', string>('specHash', row.spec_hash),
  ...optional<'specSha256', string>('specSha256', row.spec_sha256),
  ...optional<'failureCode', string>('failureCode', row.failure_code),
  ...optional<'stopReason', StopReason>('stopReason', row.stop_reason),
  ...optional<'changed', string>('changed', row.changed),
  ...readParent(row),
  ...(typeof row.host === 'string' && typeof row.boot === 'string'
    ? { place: { host: row.host, boot: row.boot } }
    : {}),
});

export const indexedRun = (database: IndexDatabase, id: string): IndexedRun | undefined => {
  const row = database.prepare('SELECT * FROM run WHERE id = ?').get(id) as Row | undefined;
  return row && readRow(row);
};

/** Identifiers in the index, oldest first. */
export const indexedRunIds = (database: IndexDatabase): readonly string[] =>
  (database.prepare('SELECT id FROM run ORDER BY id').all() as { id: string }[]).map(({ id }) => id);

/** Registered configurations in the order of registration. */
export const indexedConfigurations = (
  database: IndexDatabase,
  run: string,
): readonly IndexedConfiguration[] =>
  (database.prepare('SELECT * FROM configuration WHERE run = ? ORDER BY position').all(run) as Row[]).map(
    (row) => ({
      file: String(row.file),
      update: Number(row.update_number),
      segment: Number(row.segment),
      sha256: String(row.sha256),
      bytes: Number(row.bytes),
      plaquette: row.plaquette === null ? null : Number(row.plaquette),
      time: String(row.time),
    }),
  );

export interface RunCounts {
  readonly configurations: number;
  /** Update number of the row written last. */
  readonly lastUpdate?: number;
  /** Bytes of the logs that are not intact. */
  readonly damagedBytes: number;
}

const readCounts = (row: Row): RunCounts => ({
  configurations: Number(row.configurations),
  damagedBytes: Number(row.damaged_bytes ?? 0),
  ...optional<'lastUpdate', number>('lastUpdate', row.last_update),
});

export const countsOf = (database: IndexDatabase, run: string): RunCounts => {
  const row = database
    .prepare(
      `SELECT (SELECT COUNT(*) FROM configuration WHERE run = ?1) AS configurations,
       (SELECT last_update FROM progress WHERE run = ?1) AS last_update,
       (SELECT SUM(damaged) FROM cursor WHERE run = ?1) AS damaged_bytes`,
    )
    .get(run) as Row;
  return readCounts(row);
};

/** All runs of the index with their counts. */
export const indexedRuns = (
  database: IndexDatabase,
): ReadonlyMap<string, { readonly run: IndexedRun; readonly counts: RunCounts }> => {
  const rows = database
    .prepare(
      `SELECT run.*, progress.last_update AS last_update,
       (SELECT COUNT(*) FROM configuration WHERE configuration.run = run.id) AS configurations,
       (SELECT SUM(damaged) FROM cursor WHERE cursor.run = run.id) AS damaged_bytes
       FROM run LEFT JOIN progress ON progress.run = run.id ORDER BY run.id`,
    )
    .all() as Row[];
  return new Map(rows.map((row) => [String(row.id), { run: readRow(row), counts: readCounts(row) }]));
};

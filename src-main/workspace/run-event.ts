/**
 * What happened to a run: the records of log.ndjson. The first is `prepared`; a writer's segment begins with `started`.
 * Other kinds (alarms, notes) pass through unread. Proof: test/unit/main/workspace/run-event.test.ts.
 */
import type { LogRecord } from '../storage/record-line.ts';
import { countField, numberField, recordField, textField } from './record-fields.ts';
import type { StopReason } from './run-state.ts';

export interface RunParent {
  readonly run: string;
  /** `fork`: a changed spec starting from the parent's state; `continue`: more of the same. */
  readonly kind: 'fork' | 'continue';
  /** The update of the parent that this run starts from. */
  readonly update?: number;
}

export interface PreparedEvent {
  readonly event: 'prepared';
  readonly time: string;
  /** Hash of the canonical spec, as the caller defines it. */
  readonly specHash: string;
  /** SHA-256 of spec.toml as stored. */
  readonly specSha256: string;
  readonly codeVersion: string;
  readonly name?: string;
  readonly template?: string;
  readonly parent?: RunParent;
}

export interface ConfigurationFacts {
  /** Name inside configurations/. */
  readonly file: string;
  readonly update: number;
  readonly sha256: string;
  readonly bytes: number;
  /** Null for fields without links. */
  readonly plaquette: number | null;
}

export interface CheckpointFacts {
  /** Name of the manifest inside checkpoints/. */
  readonly manifest: string;
  readonly update: number;
}

export type RunEvent =
  | PreparedEvent
  | {
      readonly event: 'started';
      readonly time: string;
      readonly segment: number;
      readonly host: string;
      readonly boot: string;
      readonly fromUpdate?: number;
    }
  | { readonly event: 'finished'; readonly time: string; readonly segment: number }
  | {
      readonly event: 'stopped';
      readonly time: string;
      readonly segment: number;
      /** Missing in older logs. */
      readonly why?: StopReason;
    }
  | { readonly event: 'failed'; readonly time: string; readonly segment: number; readonly code: string }
  | ({
      readonly event: 'configuration';
      readonly time: string;
      readonly segment: number;
    } & ConfigurationFacts)
  | ({ readonly event: 'checkpoint'; readonly time: string; readonly segment: number } & CheckpointFacts);

export type RunEventKind = RunEvent['event'];

const kinds: Readonly<Record<RunEventKind, true>> = {
  prepared: true,
  started: true,
  finished: true,
  stopped: true,
  failed: true,
  configuration: true,
  checkpoint: true,
};

export const isReservedEvent = (kind: string): boolean => Object.hasOwn(kinds, kind);

const readParent = (record: LogRecord): { parent?: RunParent } => {
  const parent = recordField(record, 'parent');
  const run = parent && textField(parent, 'run');
  const kind = parent && textField(parent, 'kind');
  if (parent === undefined || run === undefined || (kind !== 'fork' && kind !== 'continue')) return {};
  const update = countField(parent, 'update');
  return { parent: { run, kind, ...(update === undefined ? {} : { update }) } };
};

const optionalText = <K extends string>(record: LogRecord, key: K): { [name in K]?: string } => {
  const value = textField(record, key);
  return value === undefined ? {} : ({ [key]: value } as { [name in K]?: string });
};

const readPrepared = (record: LogRecord, time: string): PreparedEvent | undefined => {
  const specHash = textField(record, 'specHash');
  const specSha256 = textField(record, 'specSha256');
  const codeVersion = textField(record, 'codeVersion');
  if (specHash === undefined || specSha256 === undefined || codeVersion === undefined) return undefined;
  return {
    event: 'prepared',
    time,
    specHash,
    specSha256,
    codeVersion,
    ...optionalText(record, 'name'),
    ...optionalText(record, 'template'),
    ...readParent(record),
  };
};

const readInSegment = (
  record: LogRecord,
  event: string,
  time: string,
  segment: number,
): RunEvent | undefined => {
  switch (event) {
    case 'started': {
      const host = textField(record, 'host');
      const boot = textField(record, 'boot');
      const fromUpdate = countField(record, 'fromUpdate');
      if (host === undefined || boot === undefined) return undefined;
      return { event, time, segment, host, boot, ...(fromUpdate === undefined ? {} : { fromUpdate }) };
    }
    case 'finished':
      return { event, time, segment };
    case 'stopped': {
      const why = textField(record, 'why');
      return { event, time, segment, ...(why === 'asked' || why === 'budget' ? { why } : {}) };
    }
    case 'failed':
      return { event, time, segment, code: textField(record, 'code') ?? 'unknown' };
    case 'configuration': {
      const file = textField(record, 'file');
      const sha256 = textField(record, 'sha256');
      const update = countField(record, 'update');
      const bytes = countField(record, 'bytes');
      const plaquette = record.plaquette === null ? null : numberField(record, 'plaquette');
      if (file === undefined || sha256 === undefined || update === undefined) return undefined;
      if (bytes === undefined || plaquette === undefined) return undefined;
      return { event, time, segment, file, sha256, update, bytes, plaquette };
    }
    case 'checkpoint': {
      const manifest = textField(record, 'manifest');
      const update = countField(record, 'update');
      if (manifest === undefined || update === undefined) return undefined;
      return { event, time, segment, manifest, update };
    }
    default:
      return undefined;
  }
};

/** The event of a record, or undefined for other kinds and for records that are not events. */
export const readRunEvent = (record: LogRecord): RunEvent | undefined => {
  const event = textField(record, 'event');
  const time = textField(record, 'time');
  if (event === undefined || time === undefined) return undefined;
  if (event === 'prepared') return readPrepared(record, time);
  const segment = countField(record, 'segment');
  return segment === undefined ? undefined : readInSegment(record, event, time, segment);
};

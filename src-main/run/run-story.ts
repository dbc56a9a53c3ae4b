/** What a run's log tells beyond its state: the times it was started, its alarms, and why it failed. */
import { ok, type Result } from '../../src-engine/base/result.ts';
import type { LogRecord } from '../storage/record-line.ts';
import { countField, textField } from '../workspace/record-fields.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface StorySegment {
  readonly segment: number;
  readonly started: string;
  readonly host: string;
  readonly fromUpdate: number;
  /** finished, stopped or failed; null while it goes on, and for one that was cut off. */
  readonly end: string | null;
  readonly ended: string | null;
}

export interface StoryAlarm {
  readonly time: string;
  readonly update: number;
  readonly kind: string;
  readonly message: string;
  readonly remedy: string;
}

export interface Story {
  readonly segments: readonly StorySegment[];
  readonly alarms: readonly StoryAlarm[];
  /** What the last failure was and what to do about it, when that is how the run ended. */
  readonly failure?: string;
}

const ends = ['finished', 'stopped', 'failed'];

const alarmOf = (record: LogRecord): StoryAlarm => ({
  time: textField(record, 'time') ?? '',
  update: countField(record, 'update') ?? 0,
  kind: textField(record, 'kind') ?? 'unknown',
  message: textField(record, 'message') ?? '',
  remedy: textField(record, 'remedy') ?? '',
});

/** The story in the records of log.ndjson. */
export const storyOf = (records: readonly LogRecord[]): Story => {
  const segments: StorySegment[] = [];
  const alarms: StoryAlarm[] = [];
  let failure: string | undefined;
  for (const record of records) {
    const event = textField(record, 'event') ?? '';
    const time = textField(record, 'time') ?? '';
    if (event === 'alarm') alarms.push(alarmOf(record));
    if (event === 'started') {
      failure = undefined;
      segments.push({
        segment: countField(record, 'segment') ?? segments.length + 1,
        started: time,
        host: textField(record, 'host') ?? '',
        fromUpdate: countField(record, 'fromUpdate') ?? 0,
        end: null,
        ended: null,
      });
    }
    const last = segments.at(-1);
    if (!ends.includes(event) || last === undefined) continue;
    segments[segments.length - 1] = { ...last, end: event, ended: time };
    if (event === 'failed')
      failure = [textField(record, 'message'), textField(record, 'remedy')].filter(Boolean).join(' ');
  }
  return { segments, alarms, ...(failure === undefined ? {} : { failure }) };
};

export const readStory = async (workspace: Workspace, id: string): Promise<Result<Story>> => {
  const records = await workspace.readEvents(id);
  return records.ok ? ok(storyOf(records.value)) : records;
};

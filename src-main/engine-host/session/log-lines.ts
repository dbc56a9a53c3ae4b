/** The log of a run in words, one line per event. Test: test/unit/main/engine-host/log-lines.test.ts. */
import type { LogLine } from '../../contract/index.ts';
import type { LogRecord } from '../../storage/record-line.ts';
import { countField, numberField, recordField, textField } from '../../workspace/record-fields.ts';

const MOST_LINES = 2_000;

type Words = readonly [level: LogLine['level'], text: string];

const place = (record: LogRecord): string => {
  const update = countField(record, 'update') ?? countField(record, 'fromUpdate');
  return update === undefined ? '' : ` after update ${update}`;
};

const parentText = (record: LogRecord): string => {
  const parent = recordField(record, 'parent');
  const run = parent && textField(parent, 'run');
  if (parent === undefined || run === undefined) return '';
  const word = textField(parent, 'kind') === 'fork' ? 'a fork of' : 'continuing';
  return `, ${word} ${run}${place(parent)}`;
};

const wordsOf = (record: LogRecord): Words => {
  const event = textField(record, 'event') ?? 'unknown';
  const message = textField(record, 'message') ?? '';
  switch (event) {
    case 'prepared': {
      const version = textField(record, 'codeVersion');
      const made = version === undefined ? 'Made' : `Made with Plaquette ${version}`;
      const template = textField(record, 'template');
      return [
        'info',
        `${made}${template === undefined ? '' : ` from the template ${template}`}${parentText(record)}.`,
      ];
    }
    case 'started': {
      const from = countField(record, 'fromUpdate') ?? 0;
      const host = textField(record, 'host');
      const where = host === undefined ? '' : ` on ${host}`;
      return ['info', from > 0 ? `Resumed${where} after update ${from}.` : `Started${where}.`];
    }
    case 'finished':
      return ['info', 'Finished.'];
    case 'stopped':
      return [
        'info',
        textField(record, 'why') === 'budget' ? 'Stopped: its time budget was used up.' : 'Stopped as asked.',
      ];
    case 'failed':
      return ['error', `Failed (${textField(record, 'code') ?? 'unknown'}): ${message}`.trim()];
    case 'configuration': {
      const plaquette = numberField(record, 'plaquette');
      const value = plaquette === undefined ? '' : `, plaquette ${plaquette.toPrecision(8)}`;
      return ['info', `Saved the configuration ${textField(record, 'file') ?? ''}${place(record)}${value}.`];
    }
    case 'model':
      return ['info', `Made the model ${textField(record, 'model') ?? ''}.`];
    case 'checkpoint':
      return ['info', `Wrote a checkpoint${place(record)}.`];
    case 'alarm':
      return ['warning', `${message} ${textField(record, 'remedy') ?? ''}`.trim()];
    default:
      return ['info', message === '' ? `Event "${event.slice(0, 80)}".` : message];
  }
};

export const logLine = (record: LogRecord, index: number): LogLine => {
  const [level, text] = wordsOf(record);
  return {
    index,
    time: textField(record, 'time') ?? '',
    event: textField(record, 'event') ?? 'unknown',
    segment: countField(record, 'segment') ?? null,
    update: countField(record, 'update') ?? countField(record, 'fromUpdate') ?? null,
    level,
    text,
  };
};

/** Lines after an index, or the last ones; never more than 2,000. */
export const logLines = (records: readonly LogRecord[], after: number | null): LogLine[] => {
  const from = after === null ? Math.max(0, records.length - MOST_LINES) : after + 1;
  return records.slice(from, from + MOST_LINES).map((record, i) => logLine(record, from + i));
};

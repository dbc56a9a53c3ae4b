import { describe, expect, it } from 'vitest';
import { logLine, logLines } from '../../../../src-main/engine-host/session/log-lines.ts';

const time = '2026-11-21T14:25:30.000Z';
const words = (record: Record<string, unknown>) => {
  const { level, text } = logLine({ time, segment: 1, ...record }, 0);
  return [level, text];
};

describe('a line of the log', () => {
  it.each([
    [{ event: 'prepared', codeVersion: '0.1.0' }, 'info', 'Made with Plaquette 0.1.0.'],
    [
      { event: 'prepared', codeVersion: '1', template: 't', parent: { run: 'p', kind: 'fork', update: 7 } },
      'info',
      'Made with Plaquette 1 from the template t, a fork of p after update 7.',
    ],
    [{ event: 'started', host: 'ada', fromUpdate: 0 }, 'info', 'Started on ada.'],
    [{ event: 'started', host: 'ada', fromUpdate: 90 }, 'info', 'Resumed on ada after update 90.'],
    [{ event: 'finished' }, 'info', 'Finished.'],
    [{ event: 'stopped', why: 'asked' }, 'info', 'Stopped as asked.'],
    [{ event: 'stopped', why: 'budget' }, 'info', 'Stopped: its time budget was used up.'],
    [
      { event: 'failed', code: 'run.diverged', message: 'x became NaN.' },
      'error',
      'Failed (run.diverged): x became NaN.',
    ],
    [
      { event: 'configuration', file: '00000100.lime', update: 100, plaquette: 0.5493211234 },
      'info',
      'Saved the configuration 00000100.lime after update 100, plaquette 0.54932112.',
    ],
    [{ event: 'checkpoint', update: 100 }, 'info', 'Wrote a checkpoint after update 100.'],
    [{ event: 'alarm', message: 'Stuck.', remedy: 'Wait.', update: 3 }, 'warning', 'Stuck. Wait.'],
    [{ event: 'note', message: 'A word.' }, 'info', 'A word.'],
    [{ event: 'unheard-of' }, 'info', 'Event "unheard-of".'],
    [{}, 'info', 'Event "unknown".'],
  ] as const)('%j', (record, level, text) => {
    expect(words(record)).toEqual([level, text]);
  });

  it('knows when and where', () => {
    const record = { event: 'alarm', time, segment: 2, update: 30, message: 'm', remedy: 'r' };
    expect(logLine(record, 5)).toMatchObject({ index: 5, time, event: 'alarm', segment: 2, update: 30 });
    expect(logLine({ event: 'finished', time }, 0)).toMatchObject({ segment: null, update: null });
  });
});

describe('lines of the log', () => {
  const records = Array.from({ length: 5000 }, (_, update) => ({ event: 'checkpoint', time, update }));

  it('are the last ones, or those after an index, never more than 2,000', () => {
    const last = logLines(records, null);
    expect([last.length, last[0]!.index, last.at(-1)!.index]).toEqual([2000, 3000, 4999]);
    const next = logLines(records, 9);
    expect([next.length, next[0]!.index, next[0]!.update]).toEqual([2000, 10, 10]);
    expect(logLines(records, 4999)).toEqual([]);
    expect(logLines(records.slice(0, 3), null).map(({ index }) => index)).toEqual([0, 1, 2]);
  });
});

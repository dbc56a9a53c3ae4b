import { describe, expect, it } from 'vitest';
import { isReservedEvent, type RunEvent, readRunEvent } from '../../../../src-main/workspace/run-event.ts';

const time = '2026-11-21T14:25:30.000Z';
const events: readonly RunEvent[] = [
  { event: 'prepared', time, specHash: 'h', specSha256: 's', codeVersion: '1' },
  {
    event: 'prepared',
    time,
    specHash: 'h',
    specSha256: 's',
    codeVersion: '1',
    name: 'n',
    template: 't',
    parent: { run: 'r', kind: 'fork', update: 3 },
  },
  { event: 'started', time, segment: 1, host: 'a', boot: 'b' },
  { event: 'started', time, segment: 2, host: 'a', boot: 'b', fromUpdate: 100 },
  { event: 'finished', time, segment: 2 },
  { event: 'stopped', time, segment: 2 },
  { event: 'stopped', time, segment: 2, why: 'asked' },
  { event: 'stopped', time, segment: 2, why: 'budget' },
  { event: 'failed', time, segment: 2, code: 'run.diverged' },
  { event: 'configuration', time, segment: 1, file: 'f', sha256: 'x', update: 4, bytes: 9, plaquette: 0.5 },
  { event: 'checkpoint', time, segment: 1, manifest: 'm', update: 4 },
];

describe('a run event', () => {
  it.each(events)('reads back: $event', (event) => {
    expect(readRunEvent({ ...event })).toEqual(event);
    expect(isReservedEvent(event.event)).toBe(true);
  });

  it('with anything missing or of another type is no event', () => {
    for (const event of events)
      for (const key of Object.keys(event)) {
        const optional = ['name', 'template', 'parent', 'fromUpdate', 'code', 'why'].includes(key);
        const { [key]: _, ...rest } = event as unknown as Record<string, unknown>;
        expect(readRunEvent(rest) === undefined, `${event.event} without ${key}`).toBe(!optional);
        if (!optional) expect(readRunEvent({ ...rest, [key]: [] })).toBeUndefined();
      }
  });

  it('of a stop passes over a reason that it does not know', () => {
    const stopped = { event: 'stopped', time, segment: 2 };
    expect(readRunEvent({ ...stopped, why: 'tired' })).toEqual(stopped);
  });

  it('of another kind passes unread', () => {
    expect(readRunEvent({ event: 'alarm', time, segment: 1 })).toBeUndefined();
    expect(isReservedEvent('alarm')).toBe(false);
    expect(isReservedEvent('toString')).toBe(false);
  });
});

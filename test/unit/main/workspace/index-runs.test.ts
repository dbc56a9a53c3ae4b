import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { openMemoryIndex } from '../../../../src-main/workspace/index-database.ts';
import {
  applyEvents,
  countsOf,
  indexedConfigurations,
  indexedRun,
  indexedRunIds,
  removeEvents,
} from '../../../../src-main/workspace/index-runs.ts';
import type { RunEvent } from '../../../../src-main/workspace/run-event.ts';

const time = (second: number): string => `2026-11-21T14:25:${String(second).padStart(2, '0')}.000Z`;
const prepared: RunEvent = {
  event: 'prepared',
  time: time(0),
  specHash: 'h',
  specSha256: 's',
  codeVersion: '0.1',
  parent: { run: 'p', kind: 'fork', update: 7 },
};
const configuration = (update: number): RunEvent => ({
  event: 'configuration',
  time: time(2),
  segment: 1,
  file: `${update}.lime`,
  sha256: 'x',
  update,
  bytes: 1,
  plaquette: 0.5,
});

describe('runs in the index', () => {
  it('are what their events say', () => {
    const { database } = unwrap(openMemoryIndex());
    applyEvents(database, 'r', [prepared]);
    expect(indexedRun(database, 'r')).toEqual({
      id: 'r',
      created: time(0),
      changed: time(0),
      specHash: 'h',
      specSha256: 's',
      codeVersion: '0.1',
      parent: { run: 'p', kind: 'fork', update: 7 },
      lastEvent: 'prepared',
      segment: 0,
      alarms: 0,
    });
    applyEvents(database, 'r', [
      { event: 'started', time: time(1), segment: 1, host: 'a', boot: 'b' },
      configuration(4),
      configuration(2),
      { event: 'failed', time: time(3), segment: 1, code: 'run.diverged' },
    ]);
    expect(indexedRun(database, 'r')).toMatchObject({
      lastEvent: 'failed',
      failureCode: 'run.diverged',
      place: { host: 'a', boot: 'b' },
      segment: 1,
      changed: time(3),
    });
    expect(indexedConfigurations(database, 'r').map(({ update }) => update)).toEqual([4, 2]);
    expect(countsOf(database, 'r')).toEqual({ configurations: 2, damagedBytes: 0 });
    applyEvents(database, 'r', [{ event: 'started', time: time(4), segment: 2, host: 'a', boot: 'c' }]);
    const resumed = indexedRun(database, 'r')!;
    expect(resumed).toMatchObject({ lastEvent: 'started', segment: 2 });
    expect(resumed.failureCode).toBeUndefined();
    const reasonAfter = (event: RunEvent) => {
      applyEvents(database, 'r', [event]);
      return indexedRun(database, 'r')?.stopReason;
    };
    expect(reasonAfter({ event: 'stopped', time: time(5), segment: 2, why: 'budget' })).toBe('budget');
    expect(reasonAfter({ event: 'stopped', time: time(5), segment: 2 })).toBeUndefined();
    for (const end of [
      { event: 'started', host: 'a', boot: 'c' },
      { event: 'failed', code: 'run.diverged' },
      { event: 'finished' },
    ] as const) {
      applyEvents(database, 'r', [{ event: 'stopped', time: time(6), segment: 2, why: 'asked' }]);
      expect(reasonAfter({ ...end, time: time(7), segment: 3 })).toBeUndefined();
    }
  });

  it('are forgotten one by one', () => {
    const { database } = unwrap(openMemoryIndex());
    for (const run of ['b', 'a']) applyEvents(database, run, [prepared, configuration(1)]);
    removeEvents(database, 'a');
    expect(indexedRunIds(database)).toEqual(['b']);
    expect(indexedConfigurations(database, 'a')).toEqual([]);
    expect(indexedConfigurations(database, 'b').length).toBe(1);
  });
});

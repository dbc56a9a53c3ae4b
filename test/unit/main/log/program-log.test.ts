import { describe, expect, it } from 'vitest';
import { openProgramLog } from '../../../../src-main/log/program-log.ts';
import { faultyFileSystem } from '../../../support/faulty-file-system.ts';
import { volatileFileSystem } from '../../../support/volatile-file-system.ts';

const now = () => new Date(0);

describe('the program log', () => {
  it('keeps lines in order, over restarts', async () => {
    const files = volatileFileSystem();
    const first = openProgramLog(files, '/data/logs', now);
    first.note('info', 'main', 'one');
    first.note('warning', 'engine', 'two\nlines', 'abc');
    await first.settled();
    const log = openProgramLog(files, '/data/logs', now);
    log.note('info', 'main', 'three');
    const lines = (await log.tail(2)).map((line) => JSON.parse(line));
    expect(lines).toEqual([
      {
        time: '1970-01-01T00:00:00.000Z',
        level: 'warning',
        source: 'engine',
        text: 'two\nlines',
        trace: 'abc',
      },
      { time: '1970-01-01T00:00:00.000Z', level: 'info', source: 'main', text: 'three' },
    ]);
  });

  it('rotates, and forgets what is oldest', async () => {
    const files = volatileFileSystem();
    const log = openProgramLog(files, '/logs', now, 500);
    for (let i = 0; i < 60; i++) {
      log.note('info', 'main', `line ${i}`);
      await log.settled();
    }
    expect(files.allFiles()).toEqual([
      '/logs/plaquette.1.ndjson',
      '/logs/plaquette.2.ndjson',
      '/logs/plaquette.3.ndjson',
      '/logs/plaquette.ndjson',
    ]);
    for (const path of files.allFiles()) expect(files.contentOf(path).length).toBeLessThan(700);
    expect(JSON.parse((await log.tail(3)).at(-1)!).text).toBe('line 59');
    expect((await log.tail(3)).length).toBe(3);
  });

  it('gives defects a trace that names their line', async () => {
    const log = openProgramLog(volatileFileSystem(), '/logs', now);
    const trace = log.defect('host.facts', new TypeError('x is not a function'));
    const line = JSON.parse((await log.tail(1))[0]!);
    expect(line).toMatchObject({ level: 'error', source: 'host.facts', trace });
    expect(line.text).toContain('x is not a function');
  });

  it('stays silent when the disk refuses', async () => {
    const faulty = faultyFileSystem(volatileFileSystem(), { at: 0, kind: 'diskFull', lasts: 'forever' });
    const log = openProgramLog(faulty, '/logs', now);
    log.note('error', 'main', 'no room');
    await log.settled();
    expect(await log.tail(5)).toEqual([]);
  });
});

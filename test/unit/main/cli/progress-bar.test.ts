import { describe, expect, it } from 'vitest';
import { durationText, openProgress, type ProgressBar } from '../../../../src-main/cli/progress-bar.ts';
import { localMachine } from '../../../../src-main/storage/machine.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';

const erase = '\r\x1b[K';

interface Stage {
  readonly bar: ProgressBar;
  pass(ms: number): void;
  written(): string;
}

const stage = (isTerminal: boolean, columns = 100): Stage => {
  let now = 1_000_000;
  let text = '';
  const machine = { ...localMachine(), nowMs: () => now };
  const bar = openProgress(
    {
      stderr: { isTerminal, columns, write: (piece) => (text += piece) },
      host: { files: nodeFileSystem, machine, index: 'memory', heartbeatMs: 0 },
    },
    'HMC',
    'updates',
  );
  return {
    bar,
    pass: (ms) => {
      now += ms;
    },
    written: () => text,
  };
};

const half = { done: 50, total: 100, rate: 2.5, remaining: 20, remainingError: 1 };

describe('on a terminal', () => {
  it('draws one line over the last, with rate and remaining time', () => {
    const { bar, pass, written } = stage(true);
    pass(400);
    bar.show(half, 'heat bath');
    expect(written()).toBe(
      '\r\x1b[KHMC [############............]  50% 50/100 updates, 2.50 updates/s, 20s left, heat bath',
    );
    pass(50);
    bar.show({ ...half, done: 51 });
    expect(written()).not.toContain('51/100');
    expect(written()).not.toContain('\n');
    pass(100);
    bar.show({ ...half, done: 52 });
    expect(written().split(erase).at(-1)).toContain('52/100');
    bar.close();
    expect(written().endsWith(erase)).toBe(true);
  });

  it('shows nothing for work that ends at once, and never wraps', () => {
    const quick = stage(true);
    quick.pass(100);
    quick.bar.report(1, 2);
    quick.bar.close();
    expect(quick.written()).toBe('');
    const narrow = stage(true, 30);
    narrow.pass(400);
    narrow.bar.show(half);
    expect(narrow.written().replace('\r\x1b[K', '')).toHaveLength(29);
  });

  it('puts notes above the bar', () => {
    const { bar, pass, written } = stage(true);
    pass(400);
    bar.show(half);
    bar.note('Alarm.');
    expect(written().endsWith(`left${erase}Alarm.\n`)).toBe(true);
  });
});

describe('elsewhere', () => {
  it('writes a plain line every five seconds', () => {
    const { bar, pass, written } = stage(false);
    bar.show(half);
    pass(5_000);
    bar.report(10, 40);
    pass(4_000);
    bar.report(20, 40);
    bar.close();
    expect(written()).toBe('HMC: 10/40 updates, 2.00 updates/s, 15s left\n');
  });
});

it('tells durations in two units', () => {
  expect(durationText(0.2)).toBe('1s');
  expect(durationText(80)).toBe('1m20s');
  expect(durationText(3_725)).toBe('1h2m');
  expect(durationText(100_000)).toBe('1d4h');
});

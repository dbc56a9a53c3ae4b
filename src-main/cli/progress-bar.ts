/**
 * Progress on standard error: one line that is drawn over on a terminal, otherwise a plain line every few seconds.
 * Nothing is shown for work that ends quickly. Test: test/unit/main/cli/progress-bar.test.ts.
 */
import { formatDuration } from '../../src-engine/api/spec/duration.ts';
import type { Progress } from '../../src-engine/run/progress.ts';
import type { World } from './context.ts';
import { harmless } from './style.ts';

export interface ProgressBar {
  /** Shows what a meter says. `about` is a word on what is going on, such as the phase or the last plaquette. */
  show(progress: Progress, about?: string): void;
  /** For work without a meter: the rate is that since the beginning. */
  readonly report: (done: number, total: number) => void;
  /** A line that stays, above the bar. */
  note(line: string): void;
  /** Removes the bar. */
  close(): void;
}

const quietMs = 300;
const redrawMs = 100;
const plainMs = 5_000;
const barWidth = 24;
const erase = '\r\x1b[K';

/** A remaining time in its two largest units. */
export const durationText = (seconds: number): string => {
  const whole = Math.max(1, Math.round(seconds));
  const step = whole >= 86_400 ? 3_600 : whole >= 3_600 ? 60 : 1;
  return formatDuration(Math.round(whole / step) * step);
};

const rateText = (rate: number, unit: string): string =>
  rate >= 1 || rate <= 0 ? `${rate.toPrecision(3)} ${unit}/s` : `${(1 / rate).toPrecision(3)} s each`;

const factsText = ({ done, total, rate, remaining }: Progress, unit: string): string => {
  const left = remaining === undefined || done >= total ? [] : [`${durationText(remaining)} left`];
  return [`${done}/${total} ${unit}`, ...(rate === undefined ? [] : [rateText(rate, unit)]), ...left].join(
    ', ',
  );
};

const drawing = ({ done, total }: Progress): string => {
  const fraction = total > 0 ? Math.min(1, done / total) : 0;
  const filled = Math.floor(fraction * barWidth);
  return `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${String(Math.floor(100 * fraction)).padStart(3)}%`;
};

export const openProgress = (
  { stderr, host }: Pick<World, 'stderr' | 'host'>,
  label: string,
  unit: string,
): ProgressBar => {
  const now = (): number => host.machine.nowMs();
  const began = now();
  let shown = began + (stderr.isTerminal ? quietMs - redrawMs : 0);
  let drawn = false;
  const clear = (): void => {
    if (drawn) stderr.write(erase);
    drawn = false;
  };
  const show = (progress: Progress, about?: string): void => {
    const time = now();
    if (time - shown < (stderr.isTerminal ? redrawMs : plainMs)) return;
    shown = time;
    const tail = about === undefined ? '' : `, ${about}`;
    const facts = `${factsText(progress, unit)}${tail}`;
    if (stderr.isTerminal) {
      const line = harmless(`${label} ${drawing(progress)} ${facts}`);
      stderr.write(`${erase}${line.slice(0, Math.max(1, stderr.columns - 1))}`);
      drawn = true;
    } else stderr.write(`${harmless(`${label}: ${facts}`)}\n`);
  };
  return {
    show,
    report: (done, total) => {
      const seconds = (now() - began) / 1000;
      const rate = seconds > 0 && done > 0 ? done / seconds : undefined;
      const remaining = rate === undefined ? undefined : (total - done) / rate;
      show({ done, total, rate, remaining, remainingError: undefined });
    },
    note: (line) => {
      clear();
      stderr.write(`${harmless(line)}\n`);
    },
    close: clear,
  };
};

/** Progress in one line: how far, how fast, how long still. Test: test/unit/renderer/screen/run/progress-words.test.ts. */
import type { RunProgress } from '../../../src-main/contract/index.ts';
import { runText as text } from '../../text/run.ts';
import { formatCount, formatDuration } from '../../ui/format-quantity.ts';

export const progressFraction = ({ done, total }: Pick<RunProgress, 'done' | 'total'>): number | null =>
  total === null || total === 0 ? null : Math.min(1, done / total);

/** Two significant digits. */
const rateText = (rate: number): string => String(Number(rate.toPrecision(2)));

/** Speed and remaining time only of a run that runs. */
export const progressWords = (progress: RunProgress, running: boolean): string => {
  const { done, total, rate, remainingSeconds, remainingError, phase } = progress;
  const far =
    total === null
      ? text.progressOpen(formatCount(done))
      : text.progress(formatCount(done), formatCount(total));
  if (!running) return far;
  const parts = [
    far,
    ...(rate === null ? [] : [text.rate(rateText(rate))]),
    ...(remainingSeconds === null
      ? rate === null
        ? [text.estimating]
        : []
      : [text.eta(formatDuration(remainingSeconds), formatDuration(remainingError ?? 0))]),
    ...(phase === null ? [] : [text.phase(phase)]),
  ];
  return parts.join(' · ');
};

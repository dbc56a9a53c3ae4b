import { expect, test } from 'vitest';
import type { RunProgress } from '../../../../../src-main/contract/index.ts';
import { progressFraction, progressWords } from '../../../../../src-renderer/screen/run/progress-words.ts';

const progress: RunProgress = {
  done: 4210,
  total: 10_000,
  rate: 12.345,
  remainingSeconds: 469,
  remainingError: 12,
  phase: 'measure',
  silentSeconds: null,
};

test('says how far, how fast, how long still, and where', () => {
  expect(progressWords(progress, true)).toBe(
    '4,210 of 10,000 updates · 12 updates/s · about 7 min 49 s left (± 12 s) · phase: measure',
  );
  expect(progressFraction(progress)).toBeCloseTo(0.421, 12);
});

test('is honest before it has settled, and silent about time when nothing runs', () => {
  const young = { ...progress, rate: null, remainingSeconds: null, remainingError: null };
  expect(progressWords(young, true)).toBe(
    '4,210 of 10,000 updates · estimating the remaining time · phase: measure',
  );
  expect(progressWords({ ...progress, total: null }, false)).toBe('4,210 updates');
  expect(progressFraction({ done: 3, total: null })).toBeNull();
});

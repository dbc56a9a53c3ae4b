import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../../../../src-engine/api/spec/duration.ts';

describe('durations', () => {
  it.each([
    [0, 'none'],
    [45, '45s'],
    [3600, '1h'],
    [5400, '1h30m'],
    [93_784, '1d2h3m4s'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
    expect(parseDuration(text)).toBe(seconds);
  });
});

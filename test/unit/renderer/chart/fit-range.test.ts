import { describe, expect, it } from 'vitest';
import type { FitRange } from '../../../../src-renderer/chart/chart-model.ts';
import { limitsOf, withEndAfterKey, withEndAt } from '../../../../src-renderer/chart/interact/fit-range.ts';

const range: FitRange = { from: 4, to: 12, least: 0, greatest: 16 };

describe('the range of a fit', () => {
  it('has ends on whole numbers that never pass one another or the limits', () => {
    expect(withEndAt(range, 'from', 6.4).from).toBe(6);
    expect(withEndAt(range, 'from', 14).from).toBe(12);
    expect(withEndAt(range, 'from', -3).from).toBe(0);
    expect(withEndAt(range, 'to', 1).to).toBe(4);
    expect(withEndAt(range, 'to', 99)).toEqual({ ...range, to: 16 });
    expect(limitsOf(range, 'from')).toEqual([0, 12]);
    expect(limitsOf(range, 'to')).toEqual([4, 16]);
  });

  it('moves by keys', () => {
    const from = (key: string) => withEndAfterKey(range, 'from', key)?.from;
    expect(['ArrowLeft', 'ArrowRight', 'PageDown', 'PageUp', 'Home', 'End'].map(from)).toEqual([
      3, 5, 0, 8, 0, 12,
    ]);
    expect(withEndAfterKey(range, 'to', 'End')?.to).toBe(16);
    expect(from('a')).toBeUndefined();
  });
});

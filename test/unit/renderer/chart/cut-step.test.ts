import { describe, expect, it } from 'vitest';
import type { AxisView } from '../../../../src-renderer/chart/data/axis.ts';
import { cutAfterKey, settled } from '../../../../src-renderer/chart/interact/cut-step.ts';

const full: AxisView = { from: 0, to: 10_000, scale: 'linear' };
const press = (cut: number, key: string, fine = false, shown = full) =>
  cutAfterKey(shown, full, cut, key, fine);

describe('the cut', () => {
  it('stands on whole updates inside the series', () => {
    expect(settled(full, 12.4)).toBe(12);
    expect(settled(full, -5)).toBe(0);
    expect(settled({ ...full, from: -0.5, to: 20.7 }, 99)).toBe(20);
  });

  it('moves by shares of what is in view, and finely with Shift', () => {
    expect([press(400, 'ArrowRight'), press(400, 'ArrowLeft')]).toEqual([450, 350]);
    expect([press(400, 'PageUp'), press(400, 'PageDown')]).toEqual([900, 0]);
    expect([press(400, 'ArrowRight', true), press(400, 'ArrowDown', true)]).toEqual([401, 399]);
    expect([press(400, 'Home'), press(400, 'End')]).toEqual([0, 10_000]);
  });

  it('moves by one update at least, however far one has zoomed in', () => {
    const near = { from: 395, to: 405, scale: 'linear' } as const;
    expect([press(400, 'ArrowRight', false, near), press(400, 'ArrowLeft', false, near)]).toEqual([401, 399]);
  });

  it('leaves other keys alone', () => {
    expect(press(400, 'a')).toBeUndefined();
  });
});

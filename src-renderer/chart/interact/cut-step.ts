/**
 * Where the thermalisation cut may stand and how keys move it: on whole updates, from the beginning to the end of
 * the x axis without zoom.
 * Proved by test/unit/renderer/chart/cut-step.test.ts.
 */
import { type AxisView, fractionOf, valueAt } from '../data/axis.ts';

/** The nearest whole number on the axis. */
export const settled = ({ from, to }: AxisView, x: number): number =>
  Math.min(Math.floor(to), Math.max(Math.max(0, Math.ceil(from)), Math.round(x)));

/** Arrows move by 0.5 % of what is in view, with Shift by one, Page keys by 5 %. */
export function cutAfterKey(
  shown: AxisView,
  full: AxisView,
  cut: number,
  key: string,
  fine: boolean,
): number | undefined {
  const share = (by: number): number => {
    const moved = valueAt(shown, fractionOf(shown, Math.max(cut, shown.from)) + by);
    // never less than one update
    return by > 0 ? Math.max(cut + 1, moved) : Math.min(cut - 1, moved);
  };
  const step = (by: number): number => (fine ? cut + Math.sign(by) : share(by));
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return settled(full, step(-0.005));
    case 'ArrowRight':
    case 'ArrowUp':
      return settled(full, step(0.005));
    case 'PageDown':
      return settled(full, share(-0.05));
    case 'PageUp':
      return settled(full, share(0.05));
    case 'Home':
      return settled(full, full.from);
    case 'End':
      return settled(full, full.to);
    default:
      return undefined;
  }
}

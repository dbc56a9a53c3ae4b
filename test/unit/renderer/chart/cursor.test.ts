import { describe, expect, it } from 'vitest';
import {
  type Cursor,
  type CursorKey,
  entered,
  moved,
  nearestPoint,
} from '../../../../src-renderer/chart/data/cursor.ts';
import { series, view } from '../../../support/chart-lab.ts';

const two = [
  series(
    Array.from({ length: 101 }, (_, i) => (i === 50 ? Number.NaN : i)),
    { id: 'a', label: 'a' },
  ),
  series([0, 10, 20], { id: 'b', label: 'b', x: Float64Array.of(0, 40, 80) }),
];
const shown = view(two);
const at = (place: number, id = 'a'): Cursor => ({ series: id, place });
const press = (cursor: Cursor | null, ...keys: CursorKey[]) =>
  keys.reduce<Cursor | null>((here, key) => moved(shown, here, key), cursor);

describe('the cursor by keys', () => {
  it('enters at the newest point', () => {
    expect(press(null, 'ArrowLeft')).toEqual(at(100));
    expect(entered(view([series([])]))).toBeNull();
  });

  it('goes along a series, over what cannot be drawn, and stays inside', () => {
    expect(press(at(10), 'ArrowRight', 'ArrowRight')).toEqual(at(12));
    expect(press(at(49), 'ArrowRight')).toEqual(at(51));
    expect(press(at(51), 'ArrowLeft')).toEqual(at(49));
    expect(press(at(0), 'ArrowLeft')).toEqual(at(0));
    expect(press(at(10), 'PageDown')).toEqual(at(20));
    expect(press(at(99), 'PageDown')).toEqual(at(100));
    expect(press(at(60), 'Home')).toEqual(at(0));
    expect(press(at(60), 'End')).toEqual(at(100));
  });

  it('goes to the point of the next series that is nearest in x', () => {
    expect(press(at(45), 'ArrowDown')).toEqual(at(1, 'b'));
    expect(press(at(1, 'b'), 'ArrowUp')).toEqual(at(40));
    expect(press(at(45), 'ArrowUp')).toEqual(at(45));
    expect(press(at(2, 'b'), 'ArrowDown')).toEqual(at(2, 'b'));
  });

  it('stays in view when zoomed', () => {
    const zoomed = view(two, { xRange: [20, 30] });
    expect(moved(zoomed, at(25), 'End')).toEqual(at(30));
    expect(moved(zoomed, at(20), 'ArrowLeft')).toEqual(at(20));
    expect(entered(zoomed)).toEqual(at(30));
  });

  it('begins anew when its series is hidden', () => {
    const without = view(two, { hidden: new Set(['a']) });
    expect(moved(without, at(10), 'ArrowRight')).toEqual(at(2, 'b'));
  });
});

describe('the cursor by the mouse', () => {
  it('takes the nearest point of the nearest series', () => {
    expect(nearestPoint(shown, 41, 42)).toEqual(at(41));
    expect(nearestPoint(shown, 41, 11)).toEqual(at(1, 'b'));
    expect(nearestPoint(shown, 50.2, 49)).toEqual(at(51));
  });

  it('finds its way in series that are not in order', () => {
    const scattered = view([series([1, 2, 3], { x: Float64Array.of(9, 1, 5), kind: 'points' })]);
    expect(nearestPoint(scattered, 4.4, 3)).toEqual(at(2));
  });

  it('skips what a log axis cannot show', () => {
    const log = view([series([5, -1, 7])], { yScale: 'log' });
    expect(nearestPoint(log, 1.1, 6)).toEqual(at(2));
  });
});

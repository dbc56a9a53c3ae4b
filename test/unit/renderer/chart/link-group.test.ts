import { expect, it, vi } from 'vitest';
import { createLinkGroup } from '../../../../src-renderer/chart/interact/link-group.ts';

it('tells everyone of the cursor and of the range, once per change', () => {
  const group = createLinkGroup();
  const heard = vi.fn();
  const stop = group.subscribe(heard);
  const me = {};
  group.point(5, me);
  group.point(5, me);
  group.zoom([1, 2]);
  group.zoom([1, 2]);
  expect(heard.mock.calls.map(([{ x, range }]) => [x, range])).toEqual([
    [5, null],
    [5, [1, 2]],
  ]);
  stop();
  group.zoom(null);
  expect(heard).toHaveBeenCalledTimes(2);
  expect(group.state.range).toBeNull();
});

it('lets only the chart that has the cursor take it away', () => {
  const group = createLinkGroup();
  const [one, other] = [{}, {}];
  group.point(1, one);
  group.point(2, other);
  group.point(null, one);
  expect(group.state).toMatchObject({ x: 2, source: other });
  group.point(null, other);
  expect(group.state).toMatchObject({ x: null, source: null });
});

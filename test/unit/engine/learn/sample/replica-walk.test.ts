import { expect, test } from 'vitest';
import { isWalk, ReplicaWalk } from '../../../../../src-engine/learn/sample/replica-walk.ts';

test('a field that goes to the far end and comes back has made a round trip', () => {
  const walk = new ReplicaWalk(3);
  // 0 1 2 -> 0 2 1 -> 2 0 1: field 2 began at the far end, and has never been at replica 0
  expect([1, 0].map((pair) => walk.swapped(pair))).toEqual([false, false]);
  expect(walk.first).toBe(2);
  // -> 2 1 0: field 0 is at the far end; -> 1 2 0: field 1, which was there before replica 0, arrives from the middle after the far end
  expect(walk.swapped(1)).toBe(false);
  expect(walk.swapped(0)).toBe(true);
  // -> 1 0 2 -> 0 1 2: field 0 is back; going once more to replica 1 and back is no round trip
  expect([1, 0, 0, 0].map((pair) => walk.swapped(pair))).toEqual([false, true, false, false]);
  expect(walk.state().at).toEqual([0, 1, 2]);
});

test('of two replicas every second exchange ends a round trip', () => {
  const walk = new ReplicaWalk(2);
  expect([0, 0, 0].map((pair) => walk.swapped(pair))).toEqual([false, true, true]);
});

test('goes on from its state', () => {
  const walk = new ReplicaWalk(3);
  for (const pair of [1, 0, 1]) walk.swapped(pair);
  const other = new ReplicaWalk(3);
  other.restore(JSON.parse(JSON.stringify(walk.state())));
  for (const pair of [0, 1, 0, 0, 1]) expect(other.swapped(pair)).toBe(walk.swapped(pair));
  expect(other.state()).toEqual(walk.state());
});

test.each([
  null,
  {},
  { at: [0, 1], returning: [false, false] },
  { at: [0, 1, 1], returning: [false, false, false] },
  { at: [0, 2, 1], returning: [false, 1, false] },
])('%j is no walk of three replicas', (value) => {
  expect(isWalk(value, 3)).toBe(false);
  expect(isWalk({ at: [2, 0, 1], returning: [true, false, false] }, 3)).toBe(true);
});

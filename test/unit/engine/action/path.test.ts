import { describe, expect, test } from 'vitest';
import {
  canonicalLoop,
  displacementOf,
  formatPath,
  isClosed,
  NAMED_LOOPS,
  orbitOf,
  type Path,
  reduceLoop,
  reversePath,
} from '../../../../src-engine/action/path.ts';

describe('paths', () => {
  test('are written with axis names', () => {
    expect(formatPath([1, 2, -1, -2])).toBe('x y -x -y');
    expect(formatPath([4, -3])).toBe('t -z');
  });

  test('reversed, they end where they began', () => {
    expect(reversePath([1, 2, -3])).toEqual([3, -2, -1]);
    expect(displacementOf([1, 1, -2, 4], 4)).toEqual([2, -1, 0, 1]);
    expect(isClosed([1, 2, -1, -2], 2)).toBe(true);
    expect(isClosed([1, 1, -1], 2)).toBe(false);
  });

  test.each<[Path, Path]>([
    [[1, -1], []],
    [[1, 2, -2, -1], []],
    [
      [1, 2, -1, -2],
      [1, 2, -1, -2],
    ],
    [
      [1, 2, 2, -2, -1, -2],
      [1, 2, -1, -2],
    ],
    // across the ends
    [
      [3, 1, 2, -1, -2, -3],
      [1, 2, -1, -2],
    ],
    [
      [2, 3, 1, 2, -1, -2, -3, -2],
      [1, 2, -1, -2],
    ],
  ])('%j without detours is %j', (path, reduced) => {
    expect(reduceLoop(path)).toEqual(reduced);
  });

  test('all starting points and both orientations of a loop have one representative', () => {
    const loop = [1, 1, 2, -1, -1, -2];
    const representative = canonicalLoop(loop);
    for (const p of [loop, reversePath(loop)])
      for (let i = 0; i < p.length; i++)
        expect(canonicalLoop([...p.slice(i), ...p.slice(0, i)])).toEqual(representative);
    expect(canonicalLoop([2, 2, 1, -2, -2, -1])).not.toEqual(representative);
    expect(canonicalLoop([])).toEqual([]);
  });
});

describe('orbits', () => {
  // per site: M. Luscher and P. Weisz count 6, 12, 48 and 16 in four dimensions
  test.each<[string, number, number]>([
    ['plaquette', 2, 1],
    ['plaquette', 3, 3],
    ['plaquette', 4, 6],
    ['rectangle', 2, 2],
    ['rectangle', 3, 6],
    ['rectangle', 4, 12],
    ['chair', 3, 12],
    ['chair', 4, 48],
    ['parallelogram', 3, 4],
    ['parallelogram', 4, 16],
  ])('the %s in %i dimensions has %i', (name, dimensions, count) => {
    const orbit = orbitOf(NAMED_LOOPS[name]!, dimensions);
    expect(orbit).toHaveLength(count);
    expect(orbit.every((loop) => isClosed(loop, dimensions))).toBe(true);
    expect(orbit.map((loop) => canonicalLoop(loop))).toEqual(orbit);
  });

  test('do not depend on which of their loops they start from', () => {
    const names = (loops: readonly Path[]): string[] => loops.map(formatPath).sort();
    const orbit = orbitOf(NAMED_LOOPS.chair!, 4);
    for (const loop of orbit) expect(names(orbitOf(loop, 4))).toEqual(names(orbit));
  });

  test('of the three-step loops are different', () => {
    const all = ['rectangle', 'chair', 'parallelogram'].flatMap((n) =>
      orbitOf(NAMED_LOOPS[n]!, 4).map(formatPath),
    );
    expect(new Set(all).size).toBe(12 + 48 + 16);
  });
});

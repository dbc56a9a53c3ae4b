import { describe, expect, it } from 'vitest';
import { newestSegments } from '../../../../../src-engine/api/series/newest-segment.ts';

const points = (...segments: [number, number[]][]) => ({
  x: Float64Array.from(segments.flatMap(([, x]) => x)),
  segment: Uint32Array.from(segments.flatMap(([number, x]) => x.map(() => number))),
});

describe('the points that a resume leaves on the screen', () => {
  it('are all of them without a resume', () => {
    const { x } = points([0, [1, 2, 3]]);
    expect(newestSegments(x, undefined)).toEqual({ pieces: [{ from: 0, to: 3, segment: 0 }], replaced: 0 });
    expect(newestSegments(new Float64Array(0), undefined)).toEqual({ pieces: [], replaced: 0 });
  });

  it('end where the newer segment begins', () => {
    const { x, segment } = points([0, [1, 2, 3, 4, 5]], [1, [4, 5, 6]]);
    expect(newestSegments(x, segment)).toEqual({
      pieces: [
        { from: 0, to: 3, segment: 0 },
        { from: 5, to: 8, segment: 1 },
      ],
      replaced: 2,
    });
  });

  it('leave out a segment that a still newer one goes back behind', () => {
    const { x, segment } = points([0, [1, 2, 3, 4]], [1, [4, 5]], [2, [3, 4]]);
    const { pieces, replaced } = newestSegments(x, segment);
    expect(pieces.map(({ segment: number, from, to }) => [number, [...x.subarray(from, to)]])).toEqual([
      [0, [1, 2]],
      [2, [3, 4]],
    ]);
    expect(replaced).toBe(4);
  });
});

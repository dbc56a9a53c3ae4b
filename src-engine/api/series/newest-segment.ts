/**
 * A resumed run goes back to a checkpoint and writes some updates again. On the screen the newest segment wins: of
 * an older segment only the points before the beginning of every later one are shown. Segments are runs of equal
 * numbers in the order of writing, x rising in each.
 * Proved by test/unit/engine/api/series/newest-segment.test.ts.
 */

/** Points [from, to) of one segment that no later segment has replaced. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly segment: number;
}

export interface NewestSegments {
  /** In the order of writing, none empty. */
  readonly pieces: readonly Piece[];
  /** Points that a later segment has replaced: kept, not shown. */
  readonly replaced: number;
}

export function newestSegments(x: Float64Array, segment: Uint32Array | undefined): NewestSegments {
  const all: Piece[] = [];
  for (let from = 0; from < x.length; ) {
    const number = segment?.[from] ?? 0;
    const to = segment === undefined ? x.length : endOf(segment, from);
    all.push({ from, to, segment: number });
    from = to;
  }
  const pieces: Piece[] = [];
  let shown = 0;
  let later = Number.POSITIVE_INFINITY;
  for (const { from, to, segment: number } of all.reverse()) {
    const end = firstFrom(x, from, to, later);
    if (end > from) pieces.push({ from, to: end, segment: number });
    shown += end - from;
    later = Math.min(later, x[from]!);
  }
  return { pieces: pieces.reverse(), replaced: x.length - shown };
}

function endOf(segment: Uint32Array, from: number): number {
  let to = from + 1;
  while (to < segment.length && segment[to] === segment[from]) to++;
  return to;
}

/** The first place in [from, to) whose x is not below `bound`. */
function firstFrom(x: Float64Array, from: number, to: number, bound: number): number {
  if (bound === Number.POSITIVE_INFINITY) return to;
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (x[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Thinning of a series for a screen: of the points in each of `columns` columns of equal width between `from` and
 * `to` (equal in log10 x on a log axis) the first, the least, the greatest and the last one, in the order of the
 * series. Every spike survives, columns with up to four points keep them all, and the result depends on nothing
 * but the data and the columns. Points that no axis can show (NaN, infinite, not positive on a log axis) are
 * counted. Points need not be sorted; sorted ones give the promised four per column.
 * Proved by test/property/chart-decimate.test.ts and test/unit/engine/api/series/decimate.test.ts.
 */
import { invariant } from '../../base/invariant.ts';
import { Places } from './places.ts';

export interface Columns {
  readonly from: number;
  readonly to: number;
  readonly columns: number;
  readonly logX?: boolean;
  readonly logY?: boolean;
  /** Keep also the nearest point on each side of the range: the line then runs on to the edge. */
  readonly neighbours?: boolean;
}

export interface Decimated {
  /** Places in the series of the points to draw, rising. */
  readonly index: Uint32Array;
  /** Points inside the range that could be drawn. */
  readonly inRange: number;
  /** How many of `index` lie inside the range. */
  readonly kept: number;
  /** Points of the whole series that are NaN or infinite. */
  readonly nonFinite: number;
  /** Points of the whole series that a log axis cannot show. */
  readonly nonPositive: number;
  /** Places in the series of such points inside the range, at most one per column. */
  readonly unshown: Uint32Array;
  /** Where the work can be taken up when points are appended. */
  readonly resume: Resume;
}

interface Resume {
  readonly columns: Columns;
  readonly state: State;
}

/** All that is known after the points before `next`; the group of consecutive points at hand is still open. */
interface State {
  next: number;
  /** Column of the group, or the side of the range on which it lies. */
  column: number;
  first: number;
  least: number;
  greatest: number;
  last: number;
  second: number;
  third: number;
  size: number;
  /** Length of the index without the open group. */
  kept: number;
  outside: number;
  inRange: number;
  nonFinite: number;
  nonPositive: number;
  unshownColumn: number;
}

const NONE = -1;
const LEFT = -2;
const RIGHT = -3;

/**
 * `previous` is the result for the same columns of a series that this one continues: only the new points are
 * then looked at. The caller vouches that the older points are the same.
 */
export function decimate(
  x: Float64Array,
  y: Float64Array,
  columns: Columns,
  previous?: Decimated,
): Decimated {
  invariant(x.length === y.length, 'a series has as many x as y');
  invariant(Number.isInteger(columns.columns) && columns.columns >= 1, 'there is at least one column');
  const earlier = previous && canResume(previous.resume, columns, x.length) ? previous : undefined;
  const state: State = earlier ? { ...earlier.resume.state } : { ...BEGINNING };
  const index = new Places(4 * columns.columns + 8, earlier?.index.subarray(0, state.kept));
  const unshown = new Places(64, earlier?.unshown);
  scan(x, y, columns, state, index, unshown);
  state.kept = index.length;
  const { outside } = state;
  if (state.first !== NONE && state.column >= 0) pushGroup(state, index);
  return {
    index: index.taken(),
    inRange: state.inRange,
    kept: index.length - outside,
    nonFinite: state.nonFinite,
    nonPositive: state.nonPositive,
    unshown: unshown.taken(),
    resume: { columns, state },
  };
}

const BEGINNING: State = {
  next: 0,
  column: NONE,
  first: NONE,
  least: NONE,
  greatest: NONE,
  last: NONE,
  second: NONE,
  third: NONE,
  size: 0,
  kept: 0,
  outside: 0,
  inRange: 0,
  nonFinite: 0,
  nonPositive: 0,
  unshownColumn: NONE,
};

function scan(
  x: Float64Array,
  y: Float64Array,
  columns: Columns,
  s: State,
  index: Places,
  unshown: Places,
): void {
  const { from, to, logX = false, logY = false, neighbours = false } = columns;
  const start = logX ? Math.log10(from) : from;
  const perUnit = columns.columns / ((logX ? Math.log10(to) : to) - start);
  const final = columns.columns - 1;
  for (let i = s.next; i < x.length; i++) {
    const xi = x[i]!;
    const yi = y[i]!;
    const inside = xi >= from && xi <= to;
    let column = xi < from ? LEFT : RIGHT;
    if (inside) {
      const at = Math.floor(((logX ? Math.log10(xi) : xi) - start) * perUnit);
      column = Math.max(0, Math.min(final, at));
    }
    const finite = xi - xi === 0 && yi - yi === 0;
    if (!finite || (logX && xi <= 0) || (logY && yi <= 0)) {
      if (finite) s.nonPositive++;
      else s.nonFinite++;
      if (inside && column !== s.unshownColumn) unshown.push(i);
      if (inside) s.unshownColumn = column;
      continue;
    }
    if (inside) s.inRange++;
    if (column === s.column) {
      s.last = i;
      s.size++;
      if (column >= 0) {
        if (yi < y[s.least]!) s.least = i;
        if (yi > y[s.greatest]!) s.greatest = i;
        if (s.size === 2) s.second = i;
        else if (s.size === 3) s.third = i;
        else if (!logX) i = runOn(x, y, s, i, start + column / perUnit, 1 / perUnit, logY);
      } else if (column === LEFT) i = runOut(x, y, s, i, Number.NEGATIVE_INFINITY, from, logX, logY);
      else i = runOut(x, y, s, i, to, Number.POSITIVE_INFINITY, logX, logY);
      continue;
    }
    if (s.column >= 0) pushGroup(s, index);
    else if (neighbours && s.first !== NONE) s.outside += index.pushNew(s.last);
    if (neighbours && column < 0 && s.first !== NONE) s.outside += index.pushNew(i);
    s.column = column;
    s.first = s.least = s.greatest = s.last = i;
    s.size = 1;
  }
  s.next = x.length;
}

/**
 * The short way through a full column: goes on behind place `i` while points surely lie in the column that begins
 * at `edge` and can be drawn; answers the last place it took.
 */
function runOn(
  x: Float64Array,
  y: Float64Array,
  s: State,
  i: number,
  edge: number,
  width: number,
  logY: boolean,
): number {
  const low = edge + 1e-6 * width;
  const high = edge + (1 - 1e-6) * width;
  let { least, greatest } = s;
  let bottom = y[least]!;
  let top = y[greatest]!;
  let at = i + 1;
  for (; at < x.length; at++) {
    const yi = y[at]!;
    if (!(x[at]! > low && x[at]! < high) || yi - yi !== 0 || (logY && yi <= 0)) break;
    if (yi < bottom) {
      bottom = yi;
      least = at;
    } else if (yi > top) {
      top = yi;
      greatest = at;
    }
  }
  const taken = at - 1 - i;
  s.least = least;
  s.greatest = greatest;
  s.last = at - 1;
  s.size += taken;
  s.inRange += taken;
  return at - 1;
}

/** The short way past points on one side of the range: between `low` and `high`, both excluded. */
function runOut(
  x: Float64Array,
  y: Float64Array,
  s: State,
  i: number,
  low: number,
  high: number,
  logX: boolean,
  logY: boolean,
): number {
  let at = i + 1;
  for (; at < x.length; at++) {
    const xi = x[at]!;
    const yi = y[at]!;
    if (!(xi > low && xi < high) || yi - yi !== 0 || (logX && xi <= 0) || (logY && yi <= 0)) break;
  }
  s.last = at - 1;
  s.size += at - 1 - i;
  return at - 1;
}

function pushGroup(s: State, index: Places): void {
  index.pushNew(s.first);
  if (s.size <= 4) {
    if (s.size > 2) index.pushNew(s.second);
    if (s.size > 3) index.pushNew(s.third);
    index.pushNew(s.last);
    return;
  }
  index.pushNew(Math.min(s.least, s.greatest));
  index.pushNew(Math.max(s.least, s.greatest));
  index.pushNew(s.last);
}

const canResume = ({ columns: old, state }: Resume, columns: Columns, length: number): boolean =>
  state.next <= length &&
  old.from === columns.from &&
  old.to === columns.to &&
  old.columns === columns.columns &&
  (old.logX ?? false) === (columns.logX ?? false) &&
  (old.logY ?? false) === (columns.logY ?? false) &&
  (old.neighbours ?? false) === (columns.neighbours ?? false);

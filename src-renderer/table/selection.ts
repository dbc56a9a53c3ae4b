/**
 * Ticked rows as a set of ids. "All" means all rows that pass the filter, in sight or not; ticks of rows that a filter hides are kept
 * and counted, never dropped silently. Test: test/unit/renderer/table/selection.test.ts.
 */
export type Ticked = ReadonlySet<string>;

export const nothingTicked: Ticked = new Set();

export const toggleTick = (ticked: Ticked, id: string): Ticked => {
  const next = new Set(ticked);
  if (!next.delete(id)) next.add(id);
  return next;
};

/** Every row from the anchor to `id` in the order of `ids` gets the state that the anchor has. */
export const tickRange = (ticked: Ticked, ids: readonly string[], anchor: string, id: string): Ticked => {
  const from = ids.indexOf(anchor);
  const to = ids.indexOf(id);
  if (from < 0 || to < 0) return toggleTick(ticked, id);
  const next = new Set(ticked);
  for (const one of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    if (ticked.has(anchor)) next.add(one);
    else next.delete(one);
  }
  return next;
};

export const tickAll = (ticked: Ticked, ids: readonly string[]): Ticked => new Set([...ticked, ...ids]);

export const untick = (ticked: Ticked, ids: readonly string[]): Ticked => {
  const next = new Set(ticked);
  for (const id of ids) next.delete(id);
  return next;
};

export type TickState = 'none' | 'some' | 'all';

/** Of the box in the header, over the rows that pass the filter. */
export const tickState = (ticked: Ticked, ids: readonly string[]): TickState => {
  const count = ids.reduce((sum, id) => sum + Number(ticked.has(id)), 0);
  return count === 0 ? 'none' : count === ids.length ? 'all' : 'some';
};

/** Without ids that are no more; the same set when nothing changes. */
export const keepExisting = (ticked: Ticked, existing: ReadonlySet<string>): Ticked => {
  const kept = [...ticked].filter((id) => existing.has(id));
  return kept.length === ticked.size ? ticked : new Set(kept);
};

/**
 * An order of rows that does not change under somebody's hands: while it is held, rows stay where they are, those that are gone leave
 * and new ones come at the end; `waiting` counts the rows that would move. Test: test/unit/renderer/table/steady-order.test.ts.
 */
export interface SteadyOrder<Row> {
  readonly rows: readonly Row[];
  readonly waiting: number;
}

/** `sorted` is the order that is right now; `shown` the ids as they were drawn last. */
export const steadyOrder = <Row>(
  sorted: readonly Row[],
  shown: readonly string[],
  idOf: (row: Row) => string,
): SteadyOrder<Row> => {
  const byId = new Map(sorted.map((row) => [idOf(row), row]));
  const kept = shown.flatMap((id) => {
    const row = byId.get(id);
    byId.delete(id);
    return row === undefined ? [] : [row];
  });
  const rows = [...kept, ...byId.values()];
  return { rows, waiting: rows.length - longestCommon(rows.map(idOf), sorted.map(idOf)) };
};

/** Length of the longest run of rows that are in the same order in both: of a permutation, its longest rising subsequence. */
const longestCommon = (a: readonly string[], b: readonly string[]): number => {
  const place = new Map(b.map((id, index) => [id, index]));
  const tails: number[] = [];
  for (const id of a) {
    const value = place.get(id)!;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tails[middle]! < value) low = middle + 1;
      else high = middle;
    }
    tails[low] = value;
  }
  return tails.length;
};

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrangeRows } from '../../src-renderer/table/arrange.ts';
import { groupRows, linesOf } from '../../src-renderer/table/group.ts';
import { assignSlots } from '../../src-renderer/table/row-slots.ts';
import { compareValues, sortRows } from '../../src-renderer/table/sort.ts';
import { steadyOrder } from '../../src-renderer/table/steady-order.ts';
import { type Sample, sample, sampleColumns } from '../unit/renderer/table/sample.ts';

const rows: fc.Arbitrary<readonly Sample[]> = fc
  .array(
    fc.record({
      name: fc.option(fc.constantFrom('a', 'B', 'b', 'run 2', 'run 10', '')),
      beta: fc.option(fc.oneof(fc.constantFrom(5, 6, Number.NaN, Number.POSITIVE_INFINITY), fc.double())),
      changed: fc.option(fc.integer({ min: 0, max: 3 })),
    }),
    { maxLength: 40 },
  )
  .map((all) => all.map((rest, k) => sample(`r${k}`, rest)));

const key = fc.record({
  column: fc.constantFrom('name', 'beta', 'changed', 'gone'),
  descending: fc.boolean(),
});
const keys = fc.array(key, { maxLength: 3 });
const filter = fc.constantFrom('', 'b', 'beta>5', '-beta>5', 'name:none', 'changed:none beta<6', 'gone>5');
const seeded = { seed: 20261121, numRuns: 500 };
const idOf = ({ id }: Sample): string => id;
const sorted = (ids: readonly string[]): readonly string[] => [...ids].sort();

test('sorting loses and adds no row', () => {
  fc.assert(
    fc.property(rows, keys, (all, by) => {
      expect(sorted(sortRows(all, sampleColumns, by).map(idOf))).toEqual(sorted(all.map(idOf)));
    }),
    seeded,
  );
});

test('neighbours are in order by the first key, and equals keep their order', () => {
  fc.assert(
    fc.property(rows, key, (all, by) => {
      const column = sampleColumns.find(({ id }) => id === by.column);
      fc.pre(column !== undefined);
      const places = new Map(all.map((row, place) => [row.id, place]));
      const result = sortRows(all, sampleColumns, [by]);
      for (const [k, row] of result.slice(1).entries()) {
        const before = result[k]!;
        const order = compareValues(column.value(before), column.value(row), by.descending);
        expect(order).toBeLessThanOrEqual(0);
        if (order === 0) expect(places.get(before.id)!).toBeLessThan(places.get(row.id)!);
      }
    }),
    seeded,
  );
});

test('filtering, sorting, pinning and grouping show every row that passes exactly once', () => {
  fc.assert(
    fc.property(rows, keys, filter, fc.constantFrom(0, 1, 2), (all, sort, text, by) => {
      const view = { filter: text, sort };
      const isPinned = ({ changed }: Sample): boolean => changed === 3;
      const { rows: shown, filteredOut } = arrangeRows(all, sampleColumns, view, isPinned, 1e12);
      expect(shown.length + filteredOut).toBe(all.length);
      const lastPinned = shown.findLastIndex(isPinned);
      expect(shown.slice(0, lastPinned + 1).every(isPinned)).toBe(true);
      const lines = linesOf(groupRows(shown, sampleColumns[by]!), new Set(), idOf);
      const inGroups = lines.flatMap((line) => (line.kind === 'row' ? [line.id] : []));
      expect(sorted(inGroups)).toEqual(sorted(shown.map(idOf)));
      const counted = lines.reduce((sum, line) => sum + (line.kind === 'heading' ? line.count : 0), 0);
      expect(counted).toBe(shown.length);
    }),
    seeded,
  );
});

test('a held order shows the same rows, and those that stay are as they were', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(30)), fc.uniqueArray(fc.nat(30)), (now, before) => {
      const ids = now.map(String);
      const shown = before.map(String);
      const { rows: held, waiting } = steadyOrder(ids, shown, (id) => id);
      expect(sorted(held)).toEqual(sorted(ids));
      expect(held.filter((id) => shown.includes(id))).toEqual(shown.filter((id) => ids.includes(id)));
      expect(waiting === 0).toBe(held.join() === ids.join());
    }),
    seeded,
  );
});

test('every row in sight has one element, and keeps it as long as it is in sight', () => {
  const window = fc.uniqueArray(fc.nat(40), { maxLength: 20 }).map((ids) => ids.map(String));
  fc.assert(
    fc.property(fc.array(window, { maxLength: 6 }), (windows) => {
      let slots: readonly (string | null)[] = [];
      for (const wanted of windows) {
        const next = assignSlots(slots, wanted);
        expect(sorted(next.filter((id) => id !== null))).toEqual(sorted(wanted));
        slots.forEach((id, slot) => {
          if (id !== null && wanted.includes(id)) expect(next[slot]).toBe(id);
        });
        expect(next.length).toBe(Math.max(slots.length, wanted.length));
        slots = next;
      }
    }),
    seeded,
  );
});

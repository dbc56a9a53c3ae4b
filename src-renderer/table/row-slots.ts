/**
 * Which row each drawn element shows. Elements are used again for rows that come into sight, which is far cheaper than making new ones;
 * a row that stays in sight keeps its element, and with it the focus. Test: test/property/table-rows.test.ts.
 */
export type RowSlots = readonly (string | null)[];

/** `wanted`: ids of the rows to draw. */
export const assignSlots = (slots: RowSlots, wanted: readonly string[]): RowSlots => {
  const missing = new Set(wanted);
  const kept = slots.map((id) => (id !== null && missing.delete(id) ? id : null));
  const fresh = missing.values();
  const filled = kept.map((id) => id ?? fresh.next().value ?? null);
  return [...filled, ...fresh];
};

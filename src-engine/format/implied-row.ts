/**
 * Matrices stored without their last row. Unitarity and det = 1 give it back:
 * SU(3): row 3 = conj(row 1 x row 2); SU(2): row 2 = (-conj b, conj a).
 * Test: test/unit/engine/format/round-trip.test.ts (3x2 against 3x3), test/golden/format-configs.test.ts.
 */

/** Whether SU(N) matrices can be stored as N - 1 rows here. */
export const canDropRow = (colours: number): boolean => colours === 2 || colours === 3;

/** Completes matrix number `m` of `links`, whose first N - 1 rows are there. */
export const restoreRow = (links: Float64Array, m: number, colours: number): void => {
  if (colours === 2) {
    const o = m * 8;
    links[o + 4] = -links[o + 2]!;
    links[o + 5] = links[o + 3]!;
    links[o + 6] = links[o]!;
    links[o + 7] = -links[o + 1]!;
    return;
  }
  const o = m * 18;
  for (let c = 0; c < 3; c++) {
    const p = o + 2 * ((c + 1) % 3);
    const q = o + 2 * ((c + 2) % 3);
    const re =
      links[p]! * links[q + 6]! -
      links[p + 1]! * links[q + 7]! -
      links[q]! * links[p + 6]! +
      links[q + 1]! * links[p + 7]!;
    const im =
      links[p]! * links[q + 7]! +
      links[p + 1]! * links[q + 6]! -
      links[q]! * links[p + 7]! -
      links[q + 1]! * links[p + 6]!;
    links[o + 12 + 2 * c] = re;
    links[o + 13 + 2 * c] = -im;
  }
};

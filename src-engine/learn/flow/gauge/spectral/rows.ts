/**
 * The rows of a two-dimensional lattice (direction 0 runs along them) in the order of sweeps: rows repeat every PERIOD sites in direction 1. A sweep moves links U_0
 * of row PERIOD - 1, then of the one below, down to row 1 (counted from its first row, which stays): the plaquettes above a row are set with it, those below it are
 * disturbed, and still to be set. What is left after a sweep are the plaquettes above its first row, one in PERIOD; the next sweep begins half a period on.
 * Proved by test/unit/engine/learn/flow/gauge/spectral/rows.test.ts.
 */
import { fail, ok, type Result } from '../../../../base/result.ts';
import type { Field, Lattice, SiteList } from '../../../../lattice/lattice.ts';
import { sitesOfSamples } from '../stripes.ts';

export const ROW_PERIOD = 8;

export interface Rows {
  readonly lattice: Lattice;
  /** The sites of a row, by any number that it has modulo the period. */
  row(row: number): SiteList;
  /** A field for whoever asks by this name; zero where nobody wrote. */
  shared(name: string, components: number): Field;
  release(): void;
}

export const makeRows = (lattice: Lattice): Result<Rows> => {
  const { dims } = lattice;
  if (dims.length !== 2 || dims[1]! % ROW_PERIOD !== 0) {
    return fail(
      'model.unsupported',
      `Sweeps need two dimensions, the second extent divisible by ${ROW_PERIOD}, not ${dims.join(' x ')}.`,
      'Choose such a lattice, or the alternating order.',
      { dims },
    );
  }
  const lists = Array.from({ length: ROW_PERIOD }, (_, row) =>
    sitesOfSamples(lattice, (x) => x[1]! % ROW_PERIOD === row),
  );
  const fields = new Map<string, Field>();
  return ok({
    lattice,
    row: (row) => lists[((row % ROW_PERIOD) + ROW_PERIOD) % ROW_PERIOD]!,
    shared: (name, components) => {
      const key = `${name} ${components}`;
      const known = fields.get(key) ?? lattice.field(components);
      fields.set(key, known);
      return known;
    },
    release: () => {
      for (const field of fields.values()) lattice.release(field);
      fields.clear();
      for (const { address } of lists) lattice.device.release(address);
    },
  });
};

export interface RowOfLayer {
  /** Of the moving links. */
  readonly row: number;
  /** Plaquettes below them down to the first row of the sweep. */
  readonly reach: number;
  /** Where the lean of the loop (leaning-loop.ts) begins. */
  readonly lean: number;
}

const top = [7, 6, 5, 4, 3].map((reach) => ({ reach, lean: 0 }));
/**
 * The couplings of a sweep. In SU(2) one leaning loop is all that the last plaquettes need; in SU(3) the sum of two staples is no multiple of an element of the
 * group, and loops that lean differently have to share the work where the staple below counts.
 */
const sweeps = {
  2: [...top, { reach: 2, lean: 0 }, { reach: 1, lean: 0 }],
  3: [
    ...top,
    { reach: 2, lean: 0 },
    { reach: 2, lean: 1 },
    { reach: 1, lean: 0 },
    { reach: 1, lean: 2 },
    { reach: 1, lean: -2 },
  ],
} as const;

/** Couplings of a sweep. */
export const sweepLength = (colours: 2 | 3): number => sweeps[colours].length;

export const rowOfLayer = (colours: 2 | 3, layer: number): RowOfLayer => {
  const sweep = sweeps[colours];
  const { reach, lean } = sweep[layer % sweep.length]!;
  const first = (Math.floor(layer / sweep.length) % 2) * (ROW_PERIOD / 2);
  return { row: (first + reach) % ROW_PERIOD, reach, lean };
};

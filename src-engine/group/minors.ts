/**
 * Determinants inside kernels, by expansion along rows over sets of columns: 2^N products instead of N!.
 * Test: test/unit/engine/group/reunitarise.test.ts.
 */
import { type Complex, cfma, cneg, complex } from '../kernel/complex.ts';
import type { Tracer } from '../kernel/tracer.ts';

type Rows = readonly (readonly Complex[])[];

const bits = (set: number): number => (set === 0 ? 0 : (set & 1) + bits(set >>> 1));

/** The minor of `rows` for each set of as many columns (bit j: column j). */
export const minors = (k: Tracer, rows: Rows): ReadonlyMap<number, Complex> => {
  let known = new Map<number, Complex>([[0, complex(k, 1)]]);
  const columns = rows[0]?.length ?? 0;
  rows.forEach((row, r) => {
    const next = new Map<number, Complex>();
    for (let set = 0; set < 2 ** columns; set++) {
      if (bits(set) !== r + 1) continue;
      let sum: Complex | undefined;
      for (let j = 0; j < columns; j++) {
        if (((set >> j) & 1) === 0) continue;
        const odd = bits(set >> (j + 1)) % 2 === 1;
        sum = cfma(k, odd ? cneg(k, row[j]!) : row[j]!, known.get(set & ~(1 << j))!, sum);
      }
      next.set(set, sum!);
    }
    known = next;
  });
  return known;
};

export const determinant = (k: Tracer, m: Rows): Complex => minors(k, m).get(2 ** m.length - 1)!;

/**
 * Register blocks. A micro-kernel holds a block of a x b sums in registers and, in each step, multiplies a values by b values: a + b loads for a b
 * multiplications. What is best follows from a model of a core: two loads and two multiplications per cycle, a result after four, and the registers that
 * x86-64 leaves (16, of which V8 keeps one).
 */

const REGISTERS = 15;
const LATENCY = 4;
const LOOP_CYCLES = 0.25;

/** Equal tiles one after another. */
export interface Run {
  readonly size: number;
  readonly count: number;
}

/** `length` in the fewest tiles of at most `most`, as even as they can be: at most two sizes. */
export const evenTiles = (length: number, most: number): Run[] => {
  const count = Math.ceil(length / most);
  const small = Math.floor(length / count);
  const large = length % count;
  const runs = [
    { size: small + 1, count: large },
    { size: small, count: count - large },
  ];
  return runs.filter((run) => run.count > 0);
};

const fits = (a: number, b: number): boolean => a * b + Math.min(a, b) + 1 <= REGISTERS;
const cycles = (a: number, b: number): number => Math.max((a + b) / 2, (a * b) / 2, LATENCY) + LOOP_CYCLES;

export interface Tiles {
  readonly rows: readonly Run[];
  readonly columns: readonly Run[];
}

/** Tiles of `rows` x `columns` sums; `allowedRows` tells which sizes of rows can be had. */
export const chooseTiles = (
  rows: number,
  columns: number,
  allowedRows: (size: number) => boolean = () => true,
): Tiles => {
  let best: Tiles | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let a = 1; a < REGISTERS; a++) {
    if (a > rows || !allowedRows(a)) continue;
    for (let b = 1; b < REGISTERS && b <= columns; b++) {
      if (!fits(a, b)) continue;
      const tiles = { rows: evenTiles(rows, a), columns: evenTiles(columns, b) };
      let cost = 0;
      for (const r of tiles.rows)
        for (const c of tiles.columns) cost += r.count * c.count * cycles(r.size, c.size);
      if (cost < least) {
        least = cost;
        best = tiles;
      }
    }
  }
  return best!;
};

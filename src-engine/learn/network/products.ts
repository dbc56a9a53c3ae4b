/**
 * Machine code for products of two fields summed over sites and samples, lanes and parts of the sites apart:
 *   sums[part][tap][output][input] = sum over the sites s of a part and groups of samples of z[s][output] x[table[s][tap]][input].
 * A tile of outputs x inputs is in registers. The sites of a part are visited a few at a time by all tiles, so that they stay in the first-level cache.
 * Work is cut by shape alone, so the bits do not depend on the number of threads.
 * Proved by test/unit/engine/learn/network/layer.test.ts.
 */
import { I32, LoopCode, type LoopModule, type LoopTarget } from '../../kernel/lower-wasm/loop-code.ts';
import type { Contraction } from './contraction.ts';
import { chooseTiles, type Run, type Tiles } from './tiles.ts';

/** Pieces of work of a launch, at least: enough for threads to share. */
const PIECES = 32;
/** Groups of samples that are visited by all tiles before the next ones. */
const ROWS = 32;

/** Parts of the sites that are summed apart. */
export const partsOf = (of: Contraction): number => {
  if (of.perSite) return of.outputSites;
  const pieces = of.taps * tileCount(tilesOf(of).rows);
  return Math.min(of.outputSites, Math.ceil(PIECES / pieces));
};

const tilesOf = (of: Contraction): Tiles => chooseTiles(of.outputs, of.inputs);
const tileCount = (runs: readonly Run[]): number => runs.reduce((n, run) => n + run.count, 0);

export const productsCount = (of: Contraction): number => partsOf(of) * of.taps * tileCount(tilesOf(of).rows);
/** Bytes of the sums that lie between `products` and `totals`: [part][tap][output][input] registers. */
export const productsBytes = (of: Contraction): number => partsOf(of) * of.taps * of.outputs * of.inputs * 16;

class Products {
  private readonly loop: LoopCode;
  private readonly of: Contraction;
  private readonly groups: number;
  private readonly sums: number[];
  private readonly held: number[];
  private readonly at: Readonly<Record<'x' | 'z' | 'table' | 'sums', number>>;
  private readonly site: Readonly<Record<'first' | 'left' | 'chunk' | 'here' | 'tap', number>>;

  constructor(of: Contraction, groups: number, target: LoopTarget) {
    this.of = of;
    this.groups = groups;
    const loop = new LoopCode(target);
    this.loop = loop;
    const { rows, columns } = tilesOf(of);
    const most = (runs: readonly Run[]): number => Math.max(...runs.map((run) => run.size));
    this.sums = Array.from({ length: most(rows) * most(columns) }, () => loop.register());
    this.held = Array.from({ length: Math.min(most(rows), most(columns)) }, () => loop.register());
    this.at = { x: loop.word(0), z: loop.word(1), table: loop.word(2), sums: loop.word(3) };
    this.site = {
      first: loop.integer(),
      left: loop.integer(),
      chunk: loop.integer(),
      here: loop.integer(),
      tap: loop.integer(),
    };
  }

  run(): LoopModule {
    const { loop, of, site, at } = this;
    const c = loop.code;
    const { rows } = tilesOf(of);
    const tiles = tileCount(rows);
    const parts = partsOf(of);
    const unit = loop.integer();
    const tile = loop.integer();
    const part = loop.integer();
    const sums = loop.integer();
    const z = loop.integer();
    loop.eachIndex((index) => {
      c.get(index);
      loop.integers(I32.remU, tiles);
      c.set(tile);
      c.get(index);
      loop.integers(I32.divU, tiles);
      c.tee(unit);
      loop.integers(I32.remU, of.taps);
      c.set(site.tap);
      c.get(unit);
      loop.integers(I32.divU, of.taps);
      c.set(part);
      this.partBegin(part, 0, parts);
      c.set(site.first);
      this.partBegin(part, 1, parts);
      c.get(site.first);
      loop.integers(I32.sub);
      c.set(site.left);
      c.get(at.sums);
      c.get(unit);
      loop.integers(I32.mul, of.outputs * of.inputs * 16);
      loop.integers(I32.add);
      c.set(sums);
      // one body for each size of tile
      let before = 0;
      let channel = 0;
      rows.forEach(({ size, count }, r) => {
        const choice = r + 1 < rows.length;
        if (choice) {
          c.get(tile);
          loop.integers(I32.ltU, before + count);
          c.byte(0x04, 0x40);
        }
        // first channel of the tile
        const first = loop.integer();
        c.get(tile);
        loop.integers(I32.sub, before);
        loop.integers(I32.mul, size);
        loop.integers(I32.add, channel);
        c.set(first);
        c.get(sums);
        c.get(first);
        loop.integers(I32.mul, of.inputs * 16);
        loop.integers(I32.add);
        c.set(sums);
        c.get(at.z);
        c.get(first);
        loop.integers(I32.mul, 16);
        loop.integers(I32.add);
        c.set(z);
        this.rowTile(size, sums, z);
        if (choice) c.byte(0x05);
        before += count;
        channel += count * size;
      });
      for (let r = 1; r < rows.length; r++) c.byte(0x0b);
    });
    return loop.finish();
  }

  /** Pushes the first site of part `part` + `next`. */
  private partBegin(part: number, next: number, parts: number): void {
    const { loop, of } = this;
    loop.code.get(part);
    if (next > 0) loop.integers(I32.add, next);
    loop.integers(I32.mul, of.outputSites);
    loop.integers(I32.divU, parts);
  }

  /** All inputs of `size` outputs: sums in memory are set to zero, then sites are added, a few at a time. */
  private rowTile(size: number, sums: number, z: number): void {
    const { loop, of, site } = this;
    const c = loop.code;
    const to = loop.integer();
    const zero = this.sums[0]!;
    loop.zero(zero);
    loop.pointer(to, sums, 0);
    loop.times(size * of.inputs, () => {
      loop.store(to, 0, zero);
      loop.advance(to, 16);
    });
    const few = Math.max(1, Math.ceil(ROWS / this.groups));
    c.byte(0x03, 0x40);
    // chunk = min(few, left)
    c.i32(few);
    c.get(site.left);
    c.i32(few);
    c.get(site.left);
    c.byte(I32.ltU, 0x1b);
    c.set(site.chunk);
    const x = loop.integer();
    loop.pointer(to, sums, 0);
    loop.pointer(x, this.at.x, 0);
    for (const run of tilesOf(of).columns)
      loop.times(run.count, () => {
        this.tile(size, run.size, to, z, x);
        loop.advance(to, run.size * 16);
        loop.advance(x, run.size * 16);
      });
    c.get(site.first);
    c.get(site.chunk);
    loop.integers(I32.add);
    c.set(site.first);
    c.get(site.left);
    c.get(site.chunk);
    loop.integers(I32.sub);
    c.tee(site.left);
    c.byte(0x0d, 0, 0x0b);
  }

  private tile(a: number, b: number, to: number, z: number, x: number): void {
    const { loop, of, site, groups } = this;
    const c = loop.code;
    const each = (visit: (symbol: number, offset: number) => void): void => {
      for (let o = 0; o < a; o++)
        for (let i = 0; i < b; i++) visit(this.sums[o * b + i]!, (o * of.inputs + i) * 16);
    };
    each((symbol, offset) => {
      loop.load(to, offset);
      c.set(symbol);
    });
    const left = loop.integer();
    const from = loop.integer();
    const cotangent = loop.integer();
    loop.pointer(left, site.chunk, 0);
    loop.pointer(site.here, site.first, 0);
    loop.countdown(left, () => {
      c.get(z);
      c.get(site.here);
      loop.integers(I32.mul, groups * of.outputs * 16);
      loop.integers(I32.add);
      c.set(cotangent);
      c.get(x);
      c.get(this.at.table);
      c.get(site.here);
      loop.integers(I32.mul, of.taps);
      c.get(site.tap);
      loop.integers(I32.add);
      loop.integers(I32.mul, 4);
      loop.integers(I32.add);
      c.loadI32(0);
      loop.integers(I32.mul, groups * of.inputs * 16);
      loop.integers(I32.add);
      c.set(from);
      const unroll = groups % 4 === 0 ? 4 : 1;
      loop.times(groups / unroll, () => {
        for (let g = 0; g < unroll; g++) this.step(a, b, from, cotangent, g);
        loop.advance(from, unroll * of.inputs * 16);
        loop.advance(cotangent, unroll * of.outputs * 16);
      });
      loop.advance(site.here, 1);
    });
    each((symbol, offset) => loop.store(to, offset, symbol));
  }

  private step(a: number, b: number, from: number, cotangent: number, g: number): void {
    const { loop, of } = this;
    const c = loop.code;
    const holdsInputs = b <= a;
    const [held, passing] = holdsInputs ? [b, a] : [a, b];
    const input = (i: number): void => loop.load(from, (g * of.inputs + i) * 16);
    const output = (o: number): void => loop.load(cotangent, (g * of.outputs + o) * 16);
    for (let h = 0; h < held; h++) {
      if (holdsInputs) input(h);
      else output(h);
      c.set(this.held[h]!);
    }
    for (let n = 0; n < passing; n++) {
      const symbol = c.symbol('v128');
      if (holdsInputs) output(n);
      else input(n);
      c.set(symbol);
      for (let h = 0; h < held; h++)
        loop.accumulate(this.sums[holdsInputs ? n * b + h : h * b + n]!, symbol, this.held[h]!);
    }
  }
}

/** Arguments: x, zBar, table, sums. */
export const productsCode = (of: Contraction, groups: number, target: LoopTarget): LoopModule =>
  new Products(of, groups, target).run();

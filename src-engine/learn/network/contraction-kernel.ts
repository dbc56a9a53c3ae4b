/**
 * Machine code of a contraction (contraction.ts): for each output site and block of sample groups, tile after tile of output channels is kept in registers while
 * taps and input channels pass by; then bias and activation, or the slope of the activation before it.
 * Fields are [site][group][channel][lane]. Weights are packed tile by tile: the biases of its channels (if any), then [tap][input][output of the tile] (packing.ts).
 */
import { I32, LoopCode, type LoopModule, type LoopTarget } from '../../kernel/lower-wasm/loop-code.ts';
import type { Real, Tracer } from '../../kernel/tracer.ts';
import type { Contraction } from './contraction.ts';
import { chooseTiles, type Run } from './tiles.ts';

/** What a sum begins with, and what happens to it before it is stored. */
export interface Epilogue {
  readonly name: string;
  /** Sums begin with biases, otherwise at zero. */
  readonly biased: boolean;
  /** kept: a field of the same shape as the output, at the same place. */
  readonly value: (k: Tracer, sum: Real, kept: Real | undefined) => Real;
  readonly readsKept: boolean;
  /** The sum itself goes to `kept`. */
  readonly keepsSum: boolean;
}

/** The arguments of a launch, in this order: addresses. */
export const CONTRACTION_WORDS = ['in', 'out', 'kept', 'table', 'weights'] as const;

const MAX_UNROLL = 8;

export interface ContractionTiles {
  /** Groups of a block; divides their number. */
  readonly groups: number;
  readonly outputs: readonly Run[];
}

export const contractionTiles = (outputs: number, groups: number): ContractionTiles => {
  const { rows, columns } = chooseTiles(groups, outputs, (size) => groups % size === 0);
  return { groups: rows[0]!.size, outputs: columns };
};

/** Number of indices of a launch. */
export const contractionCount = (of: Contraction, groups: number): number =>
  (of.outputSites * groups) / contractionTiles(of.outputs, groups).groups;

const unrolling = (inputs: number): number => {
  for (let n = MAX_UNROLL; n > 1; n--) if (inputs % n === 0) return n;
  return 1;
};

class ContractionCode {
  private readonly loop: LoopCode;
  private readonly of: Contraction;
  private readonly groups: number;
  private readonly epilogue: Epilogue;
  private readonly tiles: ContractionTiles;
  private readonly pointers: {
    readonly input: number;
    readonly weights: number;
    readonly out: number;
    readonly kept: number;
    readonly tap: number;
    readonly tapsBegin: number;
    readonly tapsLeft: number;
    readonly block: number;
  };
  private readonly sums: number[];
  private readonly held: number[];

  constructor(of: Contraction, groups: number, epilogue: Epilogue, target: LoopTarget) {
    this.of = of;
    this.groups = groups;
    this.epilogue = epilogue;
    this.tiles = contractionTiles(of.outputs, groups);
    const loop = new LoopCode(target);
    this.loop = loop;
    const names = ['input', 'weights', 'out', 'kept', 'tap', 'tapsBegin', 'tapsLeft', 'block'] as const;
    this.pointers = Object.fromEntries(names.map((n) => [n, loop.integer()])) as never;
    const most = Math.max(...this.tiles.outputs.map((run) => run.size));
    this.sums = Array.from({ length: most * this.tiles.groups }, () => loop.register());
    this.held = Array.from({ length: Math.min(most, this.tiles.groups) }, () => loop.register());
  }

  run(): LoopModule {
    const { loop, of, groups, tiles } = this;
    const p = this.pointers;
    const c = loop.code;
    const [input, out, kept, table, weights] = CONTRACTION_WORDS.map((_, i) => loop.word(i)) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const blocks = groups / tiles.groups;
    const numbers = (this.epilogue.biased ? 1 : 0) + of.taps * of.inputs;
    const tileBytes = (size: number): number => size * numbers * loop.width.bytes;
    const siteWeights = tiles.outputs.reduce((n, { size, count }) => n + count * tileBytes(size), 0);
    loop.eachIndex((index) => {
      const site = loop.integer();
      const group = loop.integer();
      c.get(index);
      loop.integers(I32.divU, blocks);
      c.set(site);
      c.get(index);
      loop.integers(I32.remU, blocks);
      loop.integers(I32.mul, tiles.groups);
      c.set(group);
      // input block of site 0
      c.get(input);
      c.get(group);
      loop.integers(I32.mul, of.inputs * 16);
      loop.integers(I32.add);
      c.set(p.block);
      for (const [pointer, base] of [
        [p.out, out],
        [p.kept, kept],
      ] as const) {
        c.get(base);
        c.get(site);
        loop.integers(I32.mul, groups);
        c.get(group);
        loop.integers(I32.add);
        loop.integers(I32.mul, of.outputs * 16);
        loop.integers(I32.add);
        c.set(pointer);
      }
      c.get(table);
      c.get(site);
      loop.integers(I32.mul, of.taps * 4);
      loop.integers(I32.add);
      c.set(p.tapsBegin);
      c.get(weights);
      if (of.perSite) {
        c.get(site);
        loop.integers(I32.mul, siteWeights);
        loop.integers(I32.add);
      }
      c.set(p.weights);
      for (const { size, count } of tiles.outputs) loop.times(count, () => this.tile(size));
    });
    return loop.finish();
  }

  private tile(size: number): void {
    const { loop, of } = this;
    const p = this.pointers;
    const c = loop.code;
    this.begin(size);
    loop.pointer(p.tap, p.tapsBegin, 0);
    loop.times(of.taps, () => {
      c.get(p.block);
      c.get(p.tap);
      c.loadI32(0);
      loop.integers(I32.mul, this.groups * of.inputs * 16);
      loop.integers(I32.add);
      c.set(p.input);
      const unroll = unrolling(of.inputs);
      loop.times(of.inputs / unroll, () => {
        for (let i = 0; i < unroll; i++) this.step(size, i);
        if (of.inputs > unroll) loop.advance(p.input, unroll * 16);
        loop.advance(p.weights, unroll * size * loop.width.bytes);
      });
      loop.advance(p.tap, 4);
    });
    this.finishTile(size);
  }

  private begin(size: number): void {
    const { loop, tiles } = this;
    const { weights } = this.pointers;
    const { bytes } = loop.width;
    for (let o = 0; o < size; o++) {
      for (let g = 0; g < tiles.groups; g++) {
        const sum = this.sums[o * tiles.groups + g]!;
        if (!this.epilogue.biased) loop.zero(sum);
        else {
          loop.splat(weights, o * bytes);
          loop.code.set(sum);
        }
      }
    }
    if (this.epilogue.biased) loop.advance(weights, size * bytes);
  }

  /** One input channel: the fewer factors are held, the others pass by. */
  private step(size: number, i: number): void {
    const { loop, of, tiles } = this;
    const p = this.pointers;
    const c = loop.code;
    const value = (g: number): void => loop.load(p.input, (g * of.inputs + i) * 16);
    const weight = (o: number): void => loop.splat(p.weights, (i * size + o) * loop.width.bytes);
    const sum = (o: number, g: number): number => this.sums[o * tiles.groups + g]!;
    const holdsValues = tiles.groups <= size;
    const [held, passing] = holdsValues ? [tiles.groups, size] : [size, tiles.groups];
    for (let h = 0; h < held; h++) {
      if (holdsValues) value(h);
      else weight(h);
      c.set(this.held[h]!);
    }
    for (let n = 0; n < passing; n++) {
      const symbol = c.symbol('v128');
      if (holdsValues) weight(n);
      else value(n);
      c.set(symbol);
      for (let h = 0; h < held; h++)
        loop.accumulate(holdsValues ? sum(n, h) : sum(h, n), symbol, this.held[h]!);
    }
  }

  private finishTile(size: number): void {
    const { loop, of, tiles, epilogue } = this;
    const p = this.pointers;
    const c = loop.code;
    for (let g = 0; g < tiles.groups; g++) {
      for (let o = 0; o < size; o++) {
        const sum = this.sums[o * tiles.groups + g]!;
        const offset = (g * of.outputs + o) * 16;
        const inputs = [sum];
        if (epilogue.readsKept) {
          const kept = c.symbol('v128');
          loop.load(p.kept, offset);
          c.set(kept);
          inputs.push(kept);
        }
        if (epilogue.keepsSum) loop.store(p.kept, offset, sum);
        loop.store(
          p.out,
          offset,
          loop.apply((k, [s, kept]) => epilogue.value(k, s!, kept), inputs),
        );
      }
    }
    loop.advance(p.out, size * 16);
    loop.advance(p.kept, size * 16);
  }
}

export const contractionKey = (of: Contraction, groups: number, epilogue: Epilogue): string =>
  `contraction ${of.inputs} ${of.outputs} ${of.taps} ${groups} ${of.perSite} ${epilogue.name}`;

export const contractionCode = (
  of: Contraction,
  groups: number,
  epilogue: Epilogue,
  target: LoopTarget,
): LoopModule => new ContractionCode(of, groups, epilogue, target).run();

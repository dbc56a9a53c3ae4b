/**
 * Kernel graph to WebAssembly SIMD. One register holds the same number of several sites: those of different virtual sub-lattices
 * (lattice/layout.ts), so arithmetic never crosses lanes, and only a hop over the edge of a sub-lattice permutes them.
 *
 * Every value goes to a local in trace order: the optimising compilers keep that order, so a kernel's source is its schedule
 * (measured: expression trees cost up to 1.8 times). Constants and parameters are loaded where they are used.
 * Tested against interpret.ts on random graphs: test/property/kernel.test.ts.
 */
import { invariant } from '../../base/invariant.ts';
import type { Graph, Node, Reduction, Site } from '../graph.ts';
import { CodeBuffer } from './code-buffer.ts';
import { CONTEXT, type ContextLayout, contextLayout } from './context.ts';
import { encodeModule } from './encode.ts';
import {
  F64X2,
  I32X4_MUL,
  I64X2_EXTMUL_HIGH_U,
  I64X2_EXTMUL_LOW_U,
  type LaneWidth,
  laneWidth,
  type Precision,
  V128,
} from './opcodes.ts';

/** What the code depends on besides the graph. */
export interface Target {
  readonly precision: Precision;
  /** Dimensions whose two halves lie in different lanes, one per bit of the lane number. */
  readonly splitDimensions: readonly number[];
  /** `all`: every site; `list`: the sites of a list, with a mask of active lanes. */
  readonly domain: 'all' | 'list';
  /** One rounding for a b + c where the machine has it (relaxed SIMD); otherwise two, the same on every machine. */
  readonly fma: boolean;
  /** Memory shared between threads. */
  readonly shared: boolean;
}

export interface LoweredKernel {
  readonly name: string;
  readonly target: Target;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly layout: ContextLayout;
  readonly fields: Graph['fields'];
  readonly params: number;
  readonly uparams: number;
  readonly reductions: readonly Reduction[];
  /** Bit patterns of constants, in the order of the context block. */
  readonly constants: readonly { readonly kind: 'real' | 'uint'; readonly value: number }[];
}

const BEGIN = 0;
const END = 1;
const CTX = 2;
const PARTIALS = 3;
const PARAMETERS = 4;

interface SiteCode {
  /** Symbol of the site's index, of its wrap bits, and of its address in each field. */
  readonly index: number;
  readonly wrap: number | undefined;
  readonly addresses: Map<number, number>;
}

class Lowering {
  private readonly code = new CodeBuffer();
  private readonly graph: Graph;
  private readonly target: Target;
  private readonly width: LaneWidth;
  private readonly locals = new Map<Node, number>();
  private readonly sites = new Map<Site, SiteCode>();
  private readonly products = new Map<string, number>();
  private readonly constantSlots = new Map<Node, number>();
  private readonly constants: { kind: 'real' | 'uint'; value: number }[] = [];
  private readonly bases: number[] = [];
  private readonly accumulators: number[] = [];
  private layout!: ContextLayout;
  private neighbours = 0;
  private active = -1;

  constructor(graph: Graph, target: Target) {
    this.graph = graph;
    this.target = target;
    this.width = laneWidth(target.precision);
  }

  run(): LoweredKernel {
    const { graph, target } = this;
    this.collectConstants();
    this.layout = contextLayout(graph.fields.length, graph.uparams, graph.params, this.constants.length);
    this.prologue();
    this.code.byte(0x03, 0x40);
    this.enterSite();
    for (const s of graph.statements) {
      if (s.kind === 'node') this.node(s.node);
      else if (s.kind === 'site') this.site(s.site);
      else if (s.kind === 'move') this.move(s.from, s.to, s.outs);
      else if (s.kind === 'store') this.store(s.field, s.component, s.value);
      else this.reduce(s.slot, s.value);
    }
    const c = this.code;
    c.byte(0x20, BEGIN, 0x41, 1, 0x6a, 0x22, BEGIN, 0x20, END, 0x48, 0x0d, 0, 0x0b);
    graph.reductions.forEach((_, slot) => {
      c.byte(0x20, PARTIALS);
      c.get(this.accumulators[slot]!);
      this.memory(V128.store, 4, slot * 16);
    });
    c.byte(0x0b);
    return {
      name: graph.name,
      target,
      bytes: encodeModule(c.finish(PARAMETERS), target.shared),
      layout: this.layout,
      fields: graph.fields,
      params: graph.params,
      uparams: graph.uparams,
      reductions: graph.reductions,
      constants: this.constants,
    };
  }

  private collectConstants(): void {
    const add = (n: Node): void => {
      if ((n.op !== 'const' && n.op !== 'uint') || this.constantSlots.has(n)) return;
      this.constantSlots.set(
        n,
        this.constants.push({ kind: n.op === 'const' ? 'real' : 'uint', value: n.imm }) - 1,
      );
    };
    for (const s of this.graph.statements) {
      if (s.kind === 'node') for (const a of s.node.args) add(a);
      else if (s.kind === 'store' || s.kind === 'reduce') add(s.value);
    }
  }

  private memory(opcode: number, align: number, offset: number): void {
    this.code.simd(opcode);
    this.code.byte(align);
    this.code.uleb(offset);
  }

  private loadI32(offset: number): void {
    this.code.byte(0x28, 2);
    this.code.uleb(offset);
  }

  private prologue(): void {
    const c = this.code;
    const pointer = (offset: number): number => {
      const symbol = c.symbol('i32', true);
      c.byte(0x20, CTX);
      this.loadI32(offset);
      c.set(symbol);
      return symbol;
    };
    this.neighbours = pointer(CONTEXT.neighbours);
    this.graph.fields.forEach((_, f) => this.bases.push(pointer(CONTEXT.fields + 4 * f)));
    for (const _ of this.graph.reductions) {
      const symbol = c.symbol('v128', true);
      this.accumulators.push(symbol);
      this.zero();
      c.set(symbol);
    }
  }

  private zero(): void {
    this.code.simd(V128.const);
    this.code.byte(...new Array<number>(16).fill(0));
  }

  /** Index of `here`, and the mask of its active lanes in list loops. */
  private enterSite(): void {
    const c = this.code;
    const index = c.symbol('i32');
    if (this.target.domain === 'all') {
      c.byte(0x20, BEGIN);
      c.set(index);
    } else {
      const entry = c.symbol('i32');
      c.byte(0x20, CTX);
      this.loadI32(CONTEXT.list);
      c.byte(0x20, BEGIN, 0x41, 2, 0x74, 0x6a);
      this.loadI32(0);
      c.tee(entry);
      c.i32(this.width.lanes);
      c.byte(0x76);
      c.set(index);
      this.active = c.symbol('v128');
      c.byte(0x20, CTX);
      this.loadI32(CONTEXT.masks);
      c.get(entry);
      c.i32((1 << this.width.lanes) - 1);
      c.byte(0x71, 0x41, 4, 0x74, 0x6a);
      this.memory(V128.load, 4, 0);
      c.set(this.active);
    }
    this.sites.set(this.graph.sites[0]!, { index, wrap: undefined, addresses: new Map() });
  }

  private site(site: Site): void {
    const c = this.code;
    const d = this.graph.dimensions;
    const bits = this.target.splitDimensions.length;
    const parent = this.sites.get(site.parent!)!;
    const crosses = this.target.splitDimensions.includes(site.hop % d);
    const index = c.symbol('i32');
    c.get(this.neighbours);
    c.get(parent.index);
    c.i32(8 * d);
    c.byte(0x6c, 0x6a);
    this.loadI32(4 * site.hop);
    let wrap = parent.wrap;
    if (bits > 0) {
      const entry = c.symbol('i32');
      c.tee(entry);
      c.i32(bits);
      c.byte(0x76);
      c.set(index);
      if (crosses) {
        wrap = c.symbol('i32');
        c.get(entry);
        c.i32((1 << bits) - 1);
        c.byte(0x71);
        if (parent.wrap !== undefined) {
          c.get(parent.wrap);
          c.byte(0x73);
        }
        c.set(wrap);
      }
    } else c.set(index);
    this.sites.set(site, { index, wrap, addresses: new Map() });
  }

  /** Address of `field` at `site`, computed once. */
  private address(site: Site, field: number): number {
    const at = this.sites.get(site)!;
    const seen = at.addresses.get(field);
    if (seen !== undefined) return seen;
    const c = this.code;
    const symbol = c.symbol('i32');
    c.get(this.bases[field]!);
    c.get(at.index);
    c.i32(this.graph.fields[field]!.components * 16);
    c.byte(0x6c, 0x6a);
    c.set(symbol);
    at.addresses.set(field, symbol);
    return symbol;
  }

  private push(n: Node): void {
    const c = this.code;
    const splat = (offset: number): void => {
      c.byte(0x20, CTX);
      this.memory(this.width.splatLoad, this.width.splatLoadAlign, offset);
    };
    if (n.op === 'const' || n.op === 'uint') splat(this.layout.constants + 8 * this.constantSlots.get(n)!);
    else if (n.op === 'param') splat(this.layout.params + 8 * n.imm);
    else if (n.op === 'uparam') splat(this.layout.uparams + 8 * n.imm);
    else {
      const symbol = this.locals.get(n);
      invariant(symbol !== undefined, `${this.graph.name}: ${n.op} is used before it is computed`);
      c.get(symbol);
    }
  }

  private bitsConstant(high: number, low: number): void {
    // the bit pattern in every lane: (high, low) words of 64 bits, or `high` alone in 32
    const words = this.width.bytes === 8 ? [low, high, low, high] : [high, high, high, high];
    this.code.simd(V128.const);
    for (const w of words) this.code.byte(w & 255, (w >>> 8) & 255, (w >>> 16) & 255, w >>> 24);
  }

  private shift(opcode: number, count: number): void {
    this.code.i32(count);
    this.code.simd(opcode);
  }

  private node(n: Node): void {
    if (n.op === 'param' || n.op === 'uparam' || n.op === 'uint' || n.op === 'const') return;
    const c = this.code;
    const w = this.width;
    const push = (i: number): void => this.push(n.args[i]!);
    const simple = (opcode: number): void => {
      n.args.forEach((_, i) => push(i));
      c.simd(opcode);
    };
    switch (n.op) {
      case 'load':
        c.get(this.address(n.site, n.field));
        this.memory(V128.load, 4, n.imm * 16);
        break;
      case 'add':
      case 'sub':
      case 'mul':
      case 'div':
      case 'neg':
      case 'abs':
      case 'sqrt':
      case 'min':
      case 'max':
      case 'nearest':
      case 'lt':
      case 'le':
        simple(w[n.op]);
        break;
      case 'maskAnd':
        simple(V128.and);
        break;
      case 'maskOr':
        simple(V128.or);
        break;
      case 'uxor':
        simple(V128.xor);
        break;
      case 'select':
        push(1);
        push(2);
        push(0);
        c.simd(V128.bitselect);
        break;
      case 'fma':
      case 'fnma':
        if (this.target.fma) simple(n.op === 'fma' ? w.madd : w.nmadd);
        else {
          push(2);
          push(0);
          push(1);
          c.simd(w.mul);
          c.simd(n.op === 'fma' ? w.add : w.sub);
        }
        break;
      case 'siteIndex':
        c.byte(0x20, CTX);
        this.loadI32(CONTEXT.siteIndex);
        c.get(this.sites.get(this.graph.sites[0]!)!.index);
        c.byte(0x41, 4, 0x74, 0x6a);
        this.memory(V128.load, 4, 0);
        break;
      case 'uadd':
        simple(w.iadd);
        if (w.bytes === 8) this.maskLow();
        break;
      case 'umullo':
      case 'umulhi':
        this.product(n);
        break;
      case 'unit':
        this.unit(n);
        break;
      case 'pow2':
        this.pow2(n);
        break;
      case 'exponent':
        this.exponent(n);
        break;
      case 'mantissa':
        push(0);
        this.bitsConstant(w.bytes === 8 ? 0x000fffff : 0x007fffff, 0xffffffff);
        c.simd(V128.and);
        this.bitsConstant(w.bytes === 8 ? 0x3ff00000 : 0x3f800000, 0);
        c.simd(V128.or);
        break;
      default:
        throw new Error(`Broken invariant: ${n.op} cannot be lowered. Please report this.`);
    }
    const symbol = c.symbol('v128');
    this.locals.set(n, symbol);
    c.set(symbol);
  }

  private maskLow(): void {
    this.bitsConstant(0, 0xffffffff);
    this.code.simd(V128.and);
  }

  /** 32 x 32 -> 64 bits; both halves of one product come from one multiplication in 64-bit lanes. */
  private product(n: Node): void {
    const c = this.code;
    const [a, b] = n.args as [Node, Node];
    if (this.width.bytes === 4) {
      if (n.op === 'umullo') {
        this.push(a);
        this.push(b);
        c.simd(I32X4_MUL);
        return;
      }
      for (const half of [I64X2_EXTMUL_LOW_U, I64X2_EXTMUL_HIGH_U]) {
        this.push(a);
        this.push(b);
        c.simd(half);
      }
      this.shuffle([4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31]);
      return;
    }
    const key = `${a.id},${b.id}`;
    let symbol = this.products.get(key);
    if (symbol === undefined) {
      for (const x of [a, b]) {
        this.push(x);
        this.push(x);
        this.shuffle([0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11]);
      }
      c.simd(I64X2_EXTMUL_LOW_U);
      symbol = c.symbol('v128');
      this.products.set(key, symbol);
      c.set(symbol);
    }
    c.get(symbol);
    if (n.op === 'umullo') this.maskLow();
    else this.shift(this.width.shrU, 32);
  }

  private shuffle(pattern: readonly number[]): void {
    this.code.simd(V128.shuffle);
    this.code.byte(...pattern);
  }

  /** Random bits into the mantissa of a number in [1, 2), minus one, plus half a step. */
  private unit(n: Node): void {
    const c = this.code;
    const w = this.width;
    this.push(n.args[0]!);
    if (w.bytes === 8) {
      this.shift(w.shl, 20);
      this.push(n.args[1]!);
      this.shift(w.shrU, 12);
      c.simd(V128.or);
      this.bitsConstant(0x3ff00000, 0);
      c.simd(V128.or);
      this.bitsConstant(0x3fefffff, 0xffffffff); // 1 - 2^-53
      c.simd(w.sub);
    } else {
      this.shift(w.shrU, 9);
      this.bitsConstant(0x3f800000, 0);
      c.simd(V128.or);
      this.bitsConstant(0x3f7fffff, 0); // 1 - 2^-24
      c.simd(w.sub);
    }
  }

  private pow2(n: Node): void {
    const w = this.width;
    this.push(n.args[0]!);
    // adding 2^52 + bias leaves the biased exponent in the low bits of the mantissa
    if (w.bytes === 8) this.bitsConstant(0x43300000, 1023);
    else this.bitsConstant(0x4b00007f, 0);
    this.code.simd(w.add);
    this.shift(w.shl, w.bytes === 8 ? 52 : 23);
  }

  private exponent(n: Node): void {
    const w = this.width;
    this.push(n.args[0]!);
    this.shift(w.shrU, w.bytes === 8 ? 52 : 23);
    if (w.bytes === 8) this.bitsConstant(0x43300000, 0);
    else this.bitsConstant(0x4b000000, 0);
    this.code.simd(V128.or);
    if (w.bytes === 8) this.bitsConstant(0x43300000, 1023);
    else this.bitsConstant(0x4b00007f, 0);
    this.code.simd(w.sub);
  }

  private move(from: Site, to: Site, outs: readonly Node[]): void {
    const c = this.code;
    for (const n of outs) {
      const symbol = c.symbol('v128');
      this.push(n.args[0]!);
      c.set(symbol);
      this.locals.set(n, symbol);
    }
    const a = this.sites.get(from)!;
    const b = this.sites.get(to)!;
    this.target.splitDimensions.forEach((dimension, bit) => {
      if (from.displacement[dimension] === to.displacement[dimension]) return;
      const wraps = [a.wrap, b.wrap].filter((w) => w !== undefined);
      c.get(wraps[0]!);
      if (wraps.length === 2) {
        c.get(wraps[1]!);
        c.byte(0x73);
      }
      c.i32(1 << bit);
      c.byte(0x71, 0x04, 0x40);
      const flip = this.width.bytes << bit;
      const pattern = Array.from({ length: 16 }, (_, i) => i ^ flip);
      for (const n of outs) {
        const symbol = this.locals.get(n)!;
        c.get(symbol);
        c.get(symbol);
        this.shuffle(pattern);
        c.set(symbol);
      }
      c.byte(0x0b);
    });
  }

  private store(field: number, component: number, value: Node): void {
    const c = this.code;
    const address = this.address(this.graph.sites[0]!, field);
    c.get(address);
    this.push(value);
    if (this.target.domain === 'list') {
      c.get(address);
      this.memory(V128.load, 4, component * 16);
      c.get(this.active);
      c.simd(V128.bitselect);
    }
    this.memory(V128.store, 4, component * 16);
  }

  /** Sums and maxima are kept in double precision whatever the kernel's. */
  private reduce(slot: number, value: Node): void {
    const c = this.code;
    const combine = this.graph.reductions[slot] === 'sum' ? F64X2.add : F64X2.max;
    const accumulator = this.accumulators[slot]!;
    const masked = c.symbol('v128');
    this.push(value);
    if (this.target.domain === 'list') {
      c.get(this.active);
      c.simd(V128.and);
    }
    c.set(masked);
    const halves = this.width.bytes === 8 ? 1 : 2;
    for (let half = 0; half < halves; half++) {
      c.get(accumulator);
      c.get(masked);
      if (half === 1) {
        c.get(masked);
        this.shuffle([8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15]);
      }
      if (halves === 2) c.simd(F64X2.promoteLow);
      c.simd(combine);
      c.set(accumulator);
    }
  }
}

/** Machine code for one thread's share of a kernel: `run(begin, end, context, partials)`. */
export const lowerToWasm = (graph: Graph, target: Target): LoweredKernel => new Lowering(graph, target).run();

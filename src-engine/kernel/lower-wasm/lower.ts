/**
 * Kernel graph to WebAssembly SIMD. One register holds the same number of several sites: those of different virtual sub-lattices
 * (lattice/layout.ts), so arithmetic never crosses lanes, and only a hop over the edge of a sub-lattice permutes them.
 *
 * Every value goes to a local in trace order: the optimising compilers keep that order, so a kernel's source is its schedule
 * (measured: expression trees cost up to 1.8 times). Constants and parameters are loaded where they are used.
 * Tested against interpret.ts on random graphs: test/property/kernel.test.ts.
 */
import { invariant } from '../../base/invariant.ts';
import type { Graph, Node, Site } from '../graph.ts';
import { BitOperations } from './bit-operations.ts';
import { CodeBuffer } from './code-buffer.ts';
import { CONTEXT, type ContextLayout, contextLayout } from './context.ts';
import { encodeModule } from './encode.ts';
import type { LoweredKernel, Target } from './lowered-kernel.ts';
import { F64X2, type LaneWidth, laneWidth, V128 } from './opcodes.ts';

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
  private readonly bits: BitOperations;
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
    this.bits = new BitOperations(this.code, this.width, (n) => this.push(n));
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
      if (this.target.domain === 'list') this.readMask(entry);
    }
    this.sites.set(this.graph.sites[0]!, { index, wrap: undefined, addresses: new Map() });
  }

  private readMask(entry: number): void {
    const c = this.code;
    this.active = c.symbol('v128');
    c.byte(0x20, CTX);
    this.loadI32(CONTEXT.masks);
    c.get(entry);
    c.i32((1 << this.width.lanes) - 1);
    c.byte(0x71, 0x41, 4, 0x74, 0x6a);
    this.memory(V128.load, 4, 0);
    c.set(this.active);
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
    const splatWord = (offset: number): void => {
      c.byte(0x20, CTX);
      this.memory(V128.load32Splat, 2, offset);
    };
    if (n.op === 'const') splat(this.layout.constants + 8 * this.constantSlots.get(n)!);
    else if (n.op === 'uint') splatWord(this.layout.constants + 8 * this.constantSlots.get(n)!);
    else if (n.op === 'param') splat(this.layout.params + 8 * n.imm);
    else if (n.op === 'uparam') splatWord(this.layout.uparams + 8 * n.imm);
    else {
      const symbol = this.locals.get(n);
      invariant(symbol !== undefined, `${this.graph.name}: ${n.op} is used before it is computed`);
      c.get(symbol);
    }
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
        if (w.bytes === 8) this.bits.gatherWords(0);
        break;
      case 'uadd':
      case 'umullo':
      case 'umulhi':
      case 'unit':
      case 'pow2':
      case 'exponent':
      case 'mantissa':
        this.bits.emit(n.op, n.args);
        break;
      default:
        throw new Error(`Broken invariant: ${n.op} cannot be lowered. Please report this.`);
    }
    const symbol = c.symbol('v128');
    this.locals.set(n, symbol);
    c.set(symbol);
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
        this.bits.shuffle(pattern);
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
        this.bits.shuffle([8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15]);
      }
      if (halves === 2) c.simd(F64X2.promoteLow);
      c.simd(combine);
      c.set(accumulator);
    }
  }
}

/** Machine code for one thread's share of a kernel: `run(begin, end, context, partials)`. */
export const lowerToWasm = (graph: Graph, target: Target): LoweredKernel => new Lowering(graph, target).run();

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
import { type Arithmetic, emitOperation } from './arithmetic.ts';
import { BitOperations } from './bit-operations.ts';
import { CodeBuffer } from './code-buffer.ts';
import { CONTEXT, type ContextLayout, contextLayout } from './context.ts';
import { encodeModule } from './encode.ts';
import type { LoweredKernel, Target } from './lowered-kernel.ts';
import { finalUses, MemoryValues } from './memory-values.ts';
import { F64X2, type LaneWidth, laneWidth, V128 } from './opcodes.ts';
import { BEGIN, CTX, END, PARAMETERS, PARTIALS } from './parameters.ts';
import { SiteCodes } from './site-codes.ts';
import { touch, touchedSites } from './touch.ts';

/** Sites that the passes of a kernel visit by turns: their fields stay in the second-level cache. */
const CHUNK = 64;

class Lowering {
  private readonly code = new CodeBuffer();
  private readonly graph: Graph;
  private readonly target: Target;
  private readonly width: LaneWidth;
  private readonly locals = new Map<Node, number>();
  private readonly sites: SiteCodes;
  private readonly bits: BitOperations;
  private readonly arithmetic: Arithmetic;
  private readonly memoryValues: MemoryValues;
  private readonly constantSlots = new Map<Node, number>();
  private readonly constants: { kind: 'real' | 'uint'; value: number }[] = [];
  private readonly accumulators: number[] = [];
  private layout!: ContextLayout;
  /** First site of the chunk and its end, where the kernel has several loops. */
  private chunk: { readonly begin: number; readonly end: number } | undefined;
  private scratch = 0;
  private scratchBytes = 0;

  constructor(graph: Graph, target: Target) {
    this.graph = graph;
    this.target = target;
    this.width = laneWidth(target.precision);
    this.sites = new SiteCodes(this.code, graph, target);
    this.memoryValues = new MemoryValues(this.code, finalUses(graph.statements));
    const push = (n: Node): void => this.push(n);
    this.bits = new BitOperations(this.code, this.width, push);
    this.arithmetic = { code: this.code, width: this.width, bits: this.bits, fma: target.fma, push };
  }

  run(): LoweredKernel {
    const { graph, target } = this;
    this.collectConstants();
    this.layout = contextLayout(graph.fields.length, graph.uparams, graph.params, this.constants.length);
    this.prologue();
    const touches = target.domain !== 'all' && target.touch;
    if (touches || graph.statements.some((s) => s.kind === 'pass'))
      this.openChunk(touches ? touchedSites(graph) : CHUNK);
    if (touches) {
      this.openLoop();
      touch(graph, this.code, this.sites);
      this.closeLoop();
    }
    this.openLoop();
    graph.statements.forEach((s, position) => {
      this.memoryValues.position = position;
      if (s.kind === 'pass') {
        this.closeLoop();
        this.openLoop();
      } else if (s.kind === 'node') this.node(s.node);
      else if (s.kind === 'site') this.sites.add(s.site);
      else if (s.kind === 'move') this.move(s.from, s.to, s.outs);
      else if (s.kind === 'store') this.store(s.field, s.component, s.value);
      else this.reduce(s.slot, s.value);
    });
    this.closeLoop();
    const c = this.code;
    this.closeChunk();
    graph.reductions.forEach((_, slot) => {
      c.byte(0x20, PARTIALS);
      c.get(this.accumulators[slot]!);
      this.code.memory(V128.store, 4, slot * 16);
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
      scratchBytes: this.scratchBytes,
      constants: this.constants,
    };
  }

  /** The loop over chunks: begin..end of a chunk are visited by every loop before the next chunk. */
  private openChunk(size: number): void {
    const c = this.code;
    this.chunk = { begin: c.symbol('i32', true), end: c.symbol('i32', true) };
    c.byte(0x20, BEGIN);
    c.set(this.chunk.begin);
    c.byte(0x03, 0x40);
    c.get(this.chunk.begin);
    c.i32(size);
    c.byte(0x6a);
    c.tee(this.chunk.end);
    c.byte(0x20, END);
    c.get(this.chunk.end);
    c.byte(0x20, END, 0x48, 0x1b);
    c.set(this.chunk.end);
  }

  private closeChunk(): void {
    if (this.chunk === undefined) return;
    const c = this.code;
    c.get(this.chunk.end);
    c.tee(this.chunk.begin);
    c.byte(0x20, END, 0x48, 0x0d, 0, 0x0b);
  }

  private openLoop(): void {
    const c = this.code;
    if (this.chunk !== undefined) {
      c.get(this.chunk.begin);
      c.byte(0x21, BEGIN);
    }
    c.byte(0x03, 0x40);
    this.locals.clear();
    this.memoryValues.clear();
    this.bits.clear();
    this.scratch = 0;
    this.sites.enter();
  }

  private closeLoop(): void {
    const c = this.code;
    c.byte(0x20, BEGIN, 0x41, 1, 0x6a, 0x22, BEGIN);
    if (this.chunk === undefined) c.byte(0x20, END);
    else c.get(this.chunk.end);
    c.byte(0x48, 0x0d, 0, 0x0b);
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

  private prologue(): void {
    const c = this.code;
    this.sites.loadPointers();
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

  private push(n: Node): void {
    const c = this.code;
    const splat = (offset: number): void => {
      c.byte(0x20, CTX);
      this.code.memory(this.width.splatLoad, this.width.splatLoadAlign, offset);
    };
    const splatWord = (offset: number): void => {
      c.byte(0x20, CTX);
      this.code.memory(V128.load32Splat, 2, offset);
    };
    if (n.op === 'const') splat(this.layout.constants + 8 * this.constantSlots.get(n)!);
    else if (n.op === 'uint') splatWord(this.layout.constants + 8 * this.constantSlots.get(n)!);
    else if (n.op === 'param') splat(this.layout.params + 8 * n.imm);
    else if (n.op === 'uparam') splatWord(this.layout.uparams + 8 * n.imm);
    else {
      if (this.memoryValues.has(n)) {
        this.memoryValues.push(n);
        return;
      }
      const symbol = this.locals.get(n);
      invariant(symbol !== undefined, `${this.graph.name}: ${n.op} is used before it is computed`);
      c.get(symbol);
    }
  }

  private node(n: Node): void {
    if (n.op === 'param' || n.op === 'uparam' || n.op === 'uint' || n.op === 'const') return;
    if (n.op === 'load') {
      this.memoryValues.add(n, n.field, n.imm, () => this.sites.address(n.site, n.field));
      return;
    }
    const c = this.code;
    if (n.op === 'siteIndex') this.siteIndex();
    else emitOperation(this.arithmetic, n);
    const symbol = c.symbol('v128');
    this.locals.set(n, symbol);
    c.set(symbol);
  }

  private siteIndex(): void {
    const c = this.code;
    c.byte(0x20, CTX);
    c.loadI32(CONTEXT.siteIndex);
    c.get(this.sites.here.index);
    c.byte(0x41, 4, 0x74, 0x6a);
    c.memory(V128.load, 4, 0);
    if (this.width.bytes === 8) this.bits.gatherWords(0);
  }

  private move(from: Site, to: Site, outs: readonly Node[]): void {
    const field = outs[0]!.args[0]!.field;
    if (outs.every((n) => n.args[0]!.op === 'load' && n.args[0]!.field === field)) {
      this.moveLoads(from, to, outs, field);
      return;
    }
    const c = this.code;
    for (const n of outs) {
      const symbol = c.symbol('v128');
      this.push(n.args[0]!);
      c.set(symbol);
      this.locals.set(n, symbol);
    }
    this.sites.whereCrossing(from, to, (pattern) => {
      for (const n of outs) {
        const symbol = this.locals.get(n)!;
        c.get(symbol);
        c.get(symbol);
        this.bits.shuffle(pattern);
        c.set(symbol);
      }
    });
  }

  /** The values stay in memory: in the field, or where a hop crosses an edge in a permuted copy. */
  private moveLoads(from: Site, to: Site, outs: readonly Node[], field: number): void {
    const c = this.code;
    const address = this.sites.address(from, field);
    const components = outs.map((n) => n.args[0]!.imm);
    const crosses = this.target.splitDimensions.some((i) => from.displacement[i] !== to.displacement[i]);
    if (!crosses) {
      outs.forEach((n, i) => this.memoryValues.add(n, field, components[i]!, () => address));
      return;
    }
    const least = Math.min(...components);
    const pointer = c.symbol('i32');
    c.get(address);
    c.i32(16 * least);
    c.byte(0x6a);
    c.set(pointer);
    const copy = 16 * (this.graph.reductions.length + this.scratch);
    this.sites.whereCrossing(from, to, (pattern) => {
      for (const component of components) {
        const value = c.symbol('v128');
        c.byte(0x20, PARTIALS);
        c.get(pointer);
        this.code.memory(V128.load, 4, 16 * (component - least));
        c.tee(value);
        c.get(value);
        this.bits.shuffle(pattern);
        this.code.memory(V128.store, 4, copy + 16 * (component - least));
      }
      c.byte(0x20, PARTIALS);
      c.i32(copy);
      c.byte(0x6a);
      c.set(pointer);
    });
    this.scratch += Math.max(...components) - least + 1;
    this.scratchBytes = Math.max(this.scratchBytes, 16 * this.scratch);
    outs.forEach((n, i) => this.memoryValues.add(n, field, components[i]! - least, () => pointer));
  }

  private store(field: number, component: number, value: Node): void {
    const c = this.code;
    this.memoryValues.beforeStore(field);
    const address = this.sites.address(this.graph.sites[0]!, field);
    c.get(address);
    this.push(value);
    if (this.target.domain === 'list') {
      c.get(address);
      this.code.memory(V128.load, 4, component * 16);
      c.get(this.sites.active);
      c.simd(V128.bitselect);
    }
    this.code.memory(V128.store, 4, component * 16);
  }

  /** Sums and maxima are kept in double precision whatever the kernel's. */
  private reduce(slot: number, value: Node): void {
    const c = this.code;
    const combine = this.graph.reductions[slot] === 'sum' ? F64X2.add : F64X2.max;
    const accumulator = this.accumulators[slot]!;
    const masked = c.symbol('v128');
    this.push(value);
    if (this.target.domain === 'list') {
      c.get(this.sites.active);
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

/**
 * For kernels that are loops by nature (networks): instruction bytes with nested loops over one register type, and traced functions of lanes inlined.
 * The module is `run(begin, end, context, partials)` like any lowered kernel. Its context block is its own: WORDS arguments of 32 bits, then constants of
 * 8 bytes. Symbols that live across a loop are made by `integer` and `register`; those of code-buffer.ts live within one body.
 * Tested with the kernels of learn/network.
 */
import type { Node, Precision } from '../graph.ts';
import { type Real, type Tracer, trace } from '../tracer.ts';
import { type Arithmetic, emitOperation } from './arithmetic.ts';
import { BitOperations } from './bit-operations.ts';
import { CodeBuffer } from './code-buffer.ts';
import { encodeModule } from './encode.ts';
import { type LaneWidth, laneWidth, V128 } from './opcodes.ts';
import { BEGIN, CTX, END, PARAMETERS } from './parameters.ts';

/** Arguments of a launch. */
export const WORDS = 8;

export interface LoopTarget {
  readonly precision: Precision;
  readonly fma: boolean;
  readonly shared: boolean;
}

export interface LoopModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly precision: Precision;
  readonly constants: readonly number[];
}

/** A function of lanes, written in the kernel language: arithmetic only. */
export type LaneFunction = (k: Tracer, inputs: readonly Real[]) => Real;

/** Integer instructions. */
export const I32 = { add: 0x6a, sub: 0x6b, mul: 0x6c, divU: 0x6e, remU: 0x70, shl: 0x74, ltU: 0x49 } as const;

export class LoopCode {
  readonly code = new CodeBuffer();
  readonly width: LaneWidth;
  private readonly target: LoopTarget;
  private readonly bits: BitOperations;
  private readonly constants: number[] = [];
  private locals = new Map<Node, number>();

  constructor(target: LoopTarget) {
    this.target = target;
    this.width = laneWidth(target.precision);
    this.bits = new BitOperations(this.code, this.width, (n) => this.push(n));
  }

  integer(): number {
    return this.code.symbol('i32', true);
  }
  register(): number {
    return this.code.symbol('v128', true);
  }

  /** Argument `index` of the launch; before any loop. */
  word(index: number): number {
    const symbol = this.integer();
    this.code.byte(0x20, CTX);
    this.code.loadI32(4 * index);
    this.code.set(symbol);
    return symbol;
  }

  /** The stack's top two, or its top and `value`. */
  integers(opcode: number, value?: number): void {
    if (value !== undefined) this.code.i32(value);
    this.code.byte(opcode);
  }

  advance(symbol: number, bytes: number): void {
    this.code.get(symbol);
    this.integers(I32.add, bytes);
    this.code.set(symbol);
  }

  /** `to` <- `from` + bytes. */
  pointer(to: number, from: number, bytes: number): void {
    this.code.get(from);
    if (bytes !== 0) this.integers(I32.add, bytes);
    this.code.set(to);
  }

  /** `body` for each index of the launch, which is put into a symbol. */
  eachIndex(body: (index: number) => void): void {
    const c = this.code;
    const index = this.integer();
    c.byte(0x20, BEGIN);
    c.set(index);
    c.byte(0x03, 0x40);
    body(index);
    this.advance(index, 1);
    c.get(index);
    c.byte(0x20, END, I32.ltU, 0x0d, 0, 0x0b);
  }

  /** `body` so many times, at least once. */
  times(count: number, body: () => void): void {
    if (count === 1) {
      body();
      return;
    }
    const left = this.integer();
    this.code.i32(count);
    this.code.set(left);
    this.countdown(left, body);
  }

  /** `body` as many times as `left` says, at least once; `left` ends at zero. */
  countdown(left: number, body: () => void): void {
    const c = this.code;
    c.byte(0x03, 0x40);
    body();
    c.get(left);
    this.integers(I32.sub, 1);
    c.tee(left);
    c.byte(0x0d, 0, 0x0b);
  }

  zero(symbol: number): void {
    this.code.simd(V128.const);
    this.code.byte(...new Array<number>(16).fill(0));
    this.code.set(symbol);
  }

  /** Pushes the register at `pointer` + offset. */
  load(pointer: number, offset: number): void {
    this.code.get(pointer);
    this.code.memory(V128.load, 4, offset);
  }

  /** Pushes one number in all lanes. */
  splat(pointer: number, offset: number): void {
    this.code.get(pointer);
    this.code.memory(this.width.splatLoad, this.width.splatLoadAlign, offset);
  }

  store(pointer: number, offset: number, symbol: number): void {
    this.code.get(pointer);
    this.code.get(symbol);
    this.code.memory(V128.store, 4, offset);
  }

  /** sum <- sum + a b. */
  accumulate(sum: number, a: number, b: number): void {
    const c = this.code;
    if (!this.target.fma) c.get(sum);
    c.get(a);
    c.get(b);
    if (this.target.fma) {
      c.get(sum);
      c.simd(this.width.madd);
    } else {
      c.simd(this.width.mul);
      c.simd(this.width.add);
    }
    c.set(sum);
  }

  /** Adds the lanes of a register to the f32 number at `pointer`. */
  addLanes(pointer: number, offset: number, symbol: number): void {
    const c = this.code;
    const { bytes, add } = this.width;
    for (let half = 8; half >= bytes; half /= 2) {
      c.get(symbol);
      c.get(symbol);
      c.get(symbol);
      this.bits.shuffle(Array.from({ length: 16 }, (_, i) => (i + half) % 16));
      c.simd(add);
      c.set(symbol);
    }
    c.get(pointer);
    c.get(pointer);
    c.byte(0x2a, 2);
    c.uleb(offset);
    c.get(symbol);
    c.simd(bytes === 8 ? 0x21 : 0x1f);
    c.byte(0);
    if (bytes === 8) c.byte(0xb6);
    c.byte(0x92, 0x38, 2);
    c.uleb(offset);
  }

  /** A function of registers; its value goes to a new symbol of this body. */
  apply(f: LaneFunction, inputs: readonly number[]): number {
    const { precision } = this.width;
    const graph = trace(
      'lanes',
      1,
      (k) => {
        const from = k.field('in', inputs.length);
        const values = inputs.map((_, i) => k.load(from, k.here, i));
        k.store(k.field('out', 1), 0, f(k, values));
      },
      precision,
    );
    this.locals = new Map();
    const arithmetic: Arithmetic = {
      code: this.code,
      width: this.width,
      bits: this.bits,
      fma: this.target.fma,
      push: (n) => this.push(n),
    };
    let result = -1;
    const keep = (n: Node | undefined): void => {
      result = this.code.symbol('v128');
      this.code.set(result);
      if (n) this.locals.set(n, result);
    };
    for (const s of graph.statements) {
      if (s.kind === 'store') {
        this.push(s.value);
        keep(undefined);
      } else if (s.kind === 'node') {
        if (s.node.op === 'load') this.locals.set(s.node, inputs[s.node.imm]!);
        else if (s.node.op !== 'const') {
          emitOperation(arithmetic, s.node);
          keep(s.node);
        }
      }
    }
    return result;
  }

  private push(n: Node): void {
    if (n.op !== 'const') {
      this.code.get(this.locals.get(n)!);
      return;
    }
    let slot = this.constants.indexOf(n.imm);
    if (slot < 0) slot = this.constants.push(n.imm) - 1;
    this.code.byte(0x20, CTX);
    this.code.memory(this.width.splatLoad, this.width.splatLoadAlign, 4 * WORDS + 8 * slot);
  }

  finish(): LoopModule {
    this.code.byte(0x0b);
    return {
      bytes: encodeModule(this.code.finish(PARAMETERS), this.target.shared),
      precision: this.target.precision,
      constants: this.constants,
    };
  }
}

/**
 * Operations on the bits of numbers: 32-bit integers, and the exponent and mantissa of reals in the formats of IEEE 754.
 * The integer of lane i of the reals is in word i of its register: of two 64-bit lanes in words 0 and 1, the others hold anything.
 */
import type { Node, Op } from '../graph.ts';
import type { CodeBuffer } from './code-buffer.ts';
import {
  I32X4_ADD,
  I32X4_MUL,
  I64X2_EXTMUL_HIGH_U,
  I64X2_EXTMUL_LOW_U,
  type LaneWidth,
  V128,
} from './opcodes.ts';

export type BitOp = Extract<Op, 'uadd' | 'umullo' | 'umulhi' | 'unit' | 'pow2' | 'exponent' | 'mantissa'>;

export class BitOperations {
  private readonly code: CodeBuffer;
  private readonly width: LaneWidth;
  private readonly push: (n: Node) => void;
  private readonly products = new Map<string, number>();

  /** `push` puts the value of a node on the stack. */
  constructor(code: CodeBuffer, width: LaneWidth, push: (n: Node) => void) {
    this.code = code;
    this.width = width;
    this.push = push;
  }

  /** Forgets what was computed: another loop begins. */
  clear(): void {
    this.products.clear();
  }

  /** Leaves the result on the stack. */
  emit(op: BitOp, args: readonly Node[]): void {
    const [a, b] = args as [Node, Node];
    if (op === 'uadd') this.add(a, b);
    else if (op === 'unit') this.unit(a, b);
    else if (op === 'pow2') this.pow2(a);
    else if (op === 'exponent') this.exponent(a);
    else if (op === 'mantissa') this.mantissa(a);
    else if (this.width.bytes === 8) this.product64(op, a, b);
    else this.product32(op, a, b);
  }

  shuffle(pattern: readonly number[]): void {
    this.code.simd(V128.shuffle);
    this.code.byte(...pattern);
  }

  /** The bit pattern in every lane: (high, low) words of 64 bits, or `high` alone in 32. */
  private constant(high: number, low: number): void {
    const words = this.width.bytes === 8 ? [low, high, low, high] : [high, high, high, high];
    this.code.simd(V128.const);
    for (const w of words) this.code.byte(w & 255, (w >>> 8) & 255, (w >>> 16) & 255, w >>> 24);
  }

  private shift(opcode: number, count: number): void {
    this.code.i32(count);
    this.code.simd(opcode);
  }

  /** Words `odd` and 2 + `odd` of the value on the stack become words 0 and 1. */
  gatherWords(odd: 0 | 1): void {
    const c = this.code;
    const value = c.symbol('v128');
    c.tee(value);
    c.get(value);
    const half = [odd, 2 + odd].flatMap((word) => [0, 1, 2, 3].map((byte) => 4 * word + byte));
    this.shuffle([...half, ...half]);
  }

  private add(a: Node, b: Node): void {
    this.push(a);
    this.push(b);
    this.code.simd(I32X4_ADD);
  }

  private product32(op: 'umullo' | 'umulhi', a: Node, b: Node): void {
    for (const opcode of op === 'umullo' ? [I32X4_MUL] : [I64X2_EXTMUL_LOW_U, I64X2_EXTMUL_HIGH_U]) {
      this.push(a);
      this.push(b);
      this.code.simd(opcode);
    }
    if (op === 'umulhi') this.shuffle([4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31]);
  }

  /** Both halves of a product come from one multiplication, 32 x 32 -> 64 bits. */
  private product64(op: 'umullo' | 'umulhi', a: Node, b: Node): void {
    const c = this.code;
    const key = `${a.id},${b.id}`;
    let symbol = this.products.get(key);
    if (symbol === undefined) {
      this.push(a);
      this.push(b);
      c.simd(I64X2_EXTMUL_LOW_U);
      symbol = c.symbol('v128');
      this.products.set(key, symbol);
      c.set(symbol);
    }
    c.get(symbol);
    this.gatherWords(op === 'umullo' ? 0 : 1);
  }

  /** Random bits into the mantissa of a number in [1, 2), minus one, plus half a step. */
  private unit(high: Node, low: Node): void {
    const c = this.code;
    const w = this.width;
    if (w.bytes === 8) {
      this.push(low);
      this.push(high);
      this.shuffle([0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23]);
      this.shift(w.shrU, 12);
      this.constant(0x3ff00000, 0);
      c.simd(V128.or);
      this.constant(0x3fefffff, 0xffffffff); // 1 - 2^-53
    } else {
      this.push(high);
      this.shift(w.shrU, 9);
      this.constant(0x3f800000, 0);
      c.simd(V128.or);
      this.constant(0x3f7fffff, 0); // 1 - 2^-24
    }
    c.simd(w.sub);
  }

  /** Adding 2^52 (2^23) and the bias leaves the biased exponent in the low bits of the mantissa. */
  private shiftedBias(): void {
    if (this.width.bytes === 8) this.constant(0x43300000, 1023);
    else this.constant(0x4b00007f, 0);
  }

  private pow2(a: Node): void {
    const w = this.width;
    this.push(a);
    this.shiftedBias();
    this.code.simd(w.add);
    this.shift(w.shl, w.bytes === 8 ? 52 : 23);
  }

  private exponent(a: Node): void {
    const w = this.width;
    this.push(a);
    this.shift(w.shrU, w.bytes === 8 ? 52 : 23);
    this.constant(w.bytes === 8 ? 0x43300000 : 0x4b000000, 0);
    this.code.simd(V128.or);
    this.shiftedBias();
    this.code.simd(w.sub);
  }

  private mantissa(a: Node): void {
    const w = this.width;
    this.push(a);
    this.constant(w.bytes === 8 ? 0x000fffff : 0x007fffff, 0xffffffff);
    this.code.simd(V128.and);
    this.constant(w.bytes === 8 ? 0x3ff00000 : 0x3f800000, 0);
    this.code.simd(V128.or);
  }
}

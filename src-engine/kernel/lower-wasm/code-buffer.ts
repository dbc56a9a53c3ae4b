/**
 * Instruction bytes with symbolic locals. Every value gets a symbol; when the code is complete, symbols share real locals by live
 * range (a function with thousands of locals costs the baseline compiler hundreds of milliseconds).
 *
 * Valid for straight-line bodies inside one loop: a symbol that must survive an iteration is declared `permanent`.
 */
import { pushUleb } from './encode.ts';

export type LocalType = 'i32' | 'v128';

const GET = 0;
const SET = 1;
const TEE = 2;
const OPCODES = [0x20, 0x21, 0x22] as const;
const FIRST_TOKEN = 256;

export class CodeBuffer {
  /** Values below 256 are bytes; above, (symbol * 3 + access) + 256. */
  private readonly tokens: number[] = [];
  private readonly types: LocalType[] = [];
  private readonly permanent: boolean[] = [];

  symbol(type: LocalType, permanent = false): number {
    this.permanent.push(permanent);
    return this.types.push(type) - 1;
  }

  byte(...bytes: number[]): void {
    for (const b of bytes) this.tokens.push(b);
  }
  uleb(value: number): void {
    pushUleb(this.tokens, value);
  }
  /** Signed LEB128 of a 32-bit integer. */
  sleb(value: number): void {
    let n = value | 0;
    for (;;) {
      const b = n & 127;
      n >>= 7;
      if ((n === 0 && !(b & 64)) || (n === -1 && b & 64)) {
        this.tokens.push(b);
        return;
      }
      this.tokens.push(b | 128);
    }
  }
  simd(opcode: number): void {
    this.tokens.push(0xfd);
    pushUleb(this.tokens, opcode);
  }
  i32(value: number): void {
    this.tokens.push(0x41);
    this.sleb(value);
  }
  /** A SIMD load or store: opcode, alignment as a power of two, byte offset. */
  memory(opcode: number, align: number, offset: number): void {
    this.simd(opcode);
    this.byte(align);
    this.uleb(offset);
  }
  loadI32(offset: number): void {
    this.byte(0x28, 2);
    this.uleb(offset);
  }
  get(symbol: number): void {
    this.tokens.push(FIRST_TOKEN + symbol * 3 + GET);
  }
  set(symbol: number): void {
    this.tokens.push(FIRST_TOKEN + symbol * 3 + SET);
  }
  tee(symbol: number): void {
    this.tokens.push(FIRST_TOKEN + symbol * 3 + TEE);
  }

  /** The function body (locals and code); `firstLocal` = number of parameters. */
  finish(firstLocal: number): Uint8Array {
    const last = new Int32Array(this.types.length).fill(-1);
    this.tokens.forEach((t, i) => {
      if (t >= FIRST_TOKEN) last[Math.floor((t - FIRST_TOKEN) / 3)] = i;
    });
    const slotOf = new Int32Array(this.types.length).fill(-1);
    const free: Record<LocalType, number[]> = { i32: [], v128: [] };
    const count: Record<LocalType, number> = { i32: 0, v128: 0 };
    const access: { at: number; symbol: number }[] = [];
    this.tokens.forEach((t, i) => {
      if (t < FIRST_TOKEN) return;
      const symbol = Math.floor((t - FIRST_TOKEN) / 3);
      const type = this.types[symbol]!;
      if (slotOf[symbol]! < 0) slotOf[symbol] = free[type].pop() ?? count[type]++;
      access.push({ at: i, symbol });
      if (last[symbol] === i && !this.permanent[symbol]) free[type].push(slotOf[symbol]!);
    });
    const out: number[] = [2];
    pushUleb(out, count.i32);
    out.push(0x7f);
    pushUleb(out, count.v128);
    out.push(0x7b);
    for (const t of this.tokens) {
      if (t < FIRST_TOKEN) {
        out.push(t);
        continue;
      }
      const symbol = Math.floor((t - FIRST_TOKEN) / 3);
      out.push(OPCODES[(t - FIRST_TOKEN) % 3]!);
      pushUleb(out, firstLocal + slotOf[symbol]! + (this.types[symbol] === 'v128' ? count.i32 : 0));
    }
    return Uint8Array.from(out);
  }
}

/** WebAssembly SIMD opcodes (after the 0xfd prefix) for the two lane widths. Source: WebAssembly core specification 2.0 and the relaxed-SIMD proposal. */

import type { Precision } from '../graph.ts';

export type { Precision };

export interface LaneWidth {
  readonly precision: Precision;
  readonly lanes: number;
  /** Bytes of one lane. */
  readonly bytes: number;
  readonly splatLoad: number;
  readonly splatLoadAlign: number;
  readonly add: number;
  readonly sub: number;
  readonly mul: number;
  readonly div: number;
  readonly neg: number;
  readonly abs: number;
  readonly sqrt: number;
  readonly min: number;
  readonly max: number;
  readonly nearest: number;
  readonly lt: number;
  readonly le: number;
  readonly madd: number;
  readonly nmadd: number;
  /** Shifts of integers of the lane width. */
  readonly shl: number;
  readonly shrU: number;
}

export const V128 = {
  load: 0x00,
  load32Splat: 0x09,
  load64Splat: 0x0a,
  store: 0x0b,
  const: 0x0c,
  shuffle: 0x0d,
  and: 0x4e,
  or: 0x50,
  xor: 0x51,
  bitselect: 0x52,
} as const;
export const F64X2 = { add: 0xf0, max: 0xf5, promoteLow: 0x5f } as const;
export const I32X4_ADD = 0xae;
export const I32X4_MUL = 0xb5;
export const I64X2_EXTMUL_LOW_U = 0xde;
export const I64X2_EXTMUL_HIGH_U = 0xdf;

export const F64: LaneWidth = {
  precision: 'f64',
  lanes: 2,
  bytes: 8,
  splatLoad: 0x0a,
  splatLoadAlign: 3,
  add: 0xf0,
  sub: 0xf1,
  mul: 0xf2,
  div: 0xf3,
  neg: 0xed,
  abs: 0xec,
  sqrt: 0xef,
  min: 0xf4,
  max: 0xf5,
  nearest: 0x94,
  lt: 0x49,
  le: 0x4b,
  madd: 0x107,
  nmadd: 0x108,
  shl: 0xcb,
  shrU: 0xcd,
};

export const F32: LaneWidth = {
  precision: 'f32',
  lanes: 4,
  bytes: 4,
  splatLoad: 0x09,
  splatLoadAlign: 2,
  add: 0xe4,
  sub: 0xe5,
  mul: 0xe6,
  div: 0xe7,
  neg: 0xe1,
  abs: 0xe0,
  sqrt: 0xe3,
  min: 0xe8,
  max: 0xe9,
  nearest: 0x6a,
  lt: 0x43,
  le: 0x45,
  madd: 0x105,
  nmadd: 0x106,
  shl: 0xab,
  shrU: 0xad,
};

export const laneWidth = (precision: Precision): LaneWidth => (precision === 'f64' ? F64 : F32);

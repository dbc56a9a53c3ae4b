/**
 * Philox 4x32-10: 128 random bits as a function of a 64-bit key and a 128-bit counter
 * (J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11, 2011).
 * Ten rounds of (c0, c1, c2, c3) -> (hi(M1 c2) ^ c1 ^ k0, lo(M1 c2), hi(M0 c0) ^ c3 ^ k1, lo(M0 c0)); between rounds
 * k0 += W0, k1 += W1. Once over a tracer, for kernels, and once in plain numbers.
 * Proved by test/unit/engine/random/philox.test.ts on the published known answers.
 */
import type { Tracer, Uint } from '../kernel/tracer.ts';

export type Words2<T> = readonly [T, T];
export type Words4<T> = readonly [T, T, T, T];

const ROUNDS = 10;
const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;

/** Inside a kernel: one block of random bits per lane. */
export const philox = (k: Tracer, key: Words2<Uint>, counter: Words4<Uint>): Words4<Uint> => {
  let [k0, k1] = key;
  let [c0, c1, c2, c3] = counter;
  for (let round = 0; round < ROUNDS; round++) {
    if (round > 0) {
      k0 = k.uadd(k0, k.uint(W0));
      k1 = k.uadd(k1, k.uint(W1));
    }
    const p0 = k.umul(k.uint(M0), c0);
    const p1 = k.umul(k.uint(M1), c2);
    [c0, c1, c2, c3] = [k.uxor(k.uxor(p1.hi, c1), k0), p1.lo, k.uxor(k.uxor(p0.hi, c3), k1), p0.lo];
  }
  return [c0, c1, c2, c3];
};

/** High 32 bits of the product of two 32-bit integers, in halves that a double holds exactly. */
const highProduct = (a: number, b: number): number => {
  const low = a & 0xffff;
  const high = a >>> 16;
  return Math.floor((high * b + Math.floor((low * b) / 65536)) / 65536);
};

/** The same bits in plain numbers. */
export const philoxWords = (key: Words2<number>, counter: Words4<number>): Words4<number> => {
  let [k0, k1] = key;
  let [c0, c1, c2, c3] = counter;
  for (let round = 0; round < ROUNDS; round++) {
    if (round > 0) {
      k0 = (k0 + W0) >>> 0;
      k1 = (k1 + W1) >>> 0;
    }
    [c0, c1, c2, c3] = [
      (highProduct(M1, c2) ^ c1 ^ k0) >>> 0,
      Math.imul(M1, c2) >>> 0,
      (highProduct(M0, c0) ^ c3 ^ k1) >>> 0,
      Math.imul(M0, c0) >>> 0,
    ];
  }
  return [c0, c1, c2, c3];
};

/**
 * Weights in the order in which contraction-kernel.ts reads them, gathered on the device whenever they have changed.
 * Proved by test/unit/engine/learn/network/layer.test.ts.
 */
import { I32, LoopCode, type LoopModule, type LoopTarget } from '../../kernel/lower-wasm/loop-code.ts';
import type { Contraction } from './contraction.ts';
import { contractionTiles } from './contraction-kernel.ts';

/** Numbers that one index of the kernel moves. */
const TOGETHER = 4;

const F32_LOAD = 0x2a;
const F32_STORE = 0x38;
const F64_STORE = 0x39;
const F64_PROMOTE = 0xbb;

/** For each packed number, where it comes from: weights, then biases (where there are any) behind them. */
export const packingOf = (of: Contraction, groups: number, biased: boolean): Int32Array => {
  const { taps, inputs, outputs, strides } = of;
  const sites = of.perSite ? of.outputSites : 1;
  const weights = sites * taps * inputs * outputs;
  const length = weights + (biased ? sites * outputs : 0);
  const packing = new Int32Array(Math.ceil(length / TOGETHER) * TOGETHER);
  let at = 0;
  const tile = (site: number, first: number, size: number): void => {
    const end = first + size;
    if (biased) for (let o = first; o < end; o++) packing[at++] = weights + site * outputs + o;
    for (let t = 0; t < taps; t++)
      for (let i = 0; i < inputs; i++)
        for (let o = first; o < end; o++)
          packing[at++] = site * strides.site + t * strides.tap + o * strides.output + i * strides.input;
  };
  for (let site = 0; site < sites; site++) {
    let first = 0;
    for (const { size, count } of contractionTiles(outputs, groups).outputs)
      for (let n = 0; n < count; n++, first += size) tile(site, first, size);
  }
  return packing;
};

export const packingCount = (packing: Int32Array): number => packing.length / TOGETHER;

/** Arguments: f32 numbers, packing, packed numbers. */
export const packingCode = (target: LoopTarget): LoopModule => {
  const loop = new LoopCode(target);
  const c = loop.code;
  const [values, packing, packed] = [loop.word(0), loop.word(1), loop.word(2)];
  const { bytes } = loop.width;
  const from = loop.integer();
  const to = loop.integer();
  loop.eachIndex((index) => {
    for (const [pointer, base, size] of [
      [from, packing, 4],
      [to, packed, bytes],
    ] as const) {
      c.get(base);
      c.get(index);
      loop.integers(I32.mul, TOGETHER * size);
      loop.integers(I32.add);
      c.set(pointer);
    }
    for (let i = 0; i < TOGETHER; i++) {
      c.get(to);
      c.get(values);
      c.get(from);
      c.loadI32(4 * i);
      loop.integers(I32.shl, 2);
      loop.integers(I32.add);
      c.byte(F32_LOAD, 2, 0);
      if (bytes === 8) c.byte(F64_PROMOTE, F64_STORE, 3);
      else c.byte(F32_STORE, 2);
      c.uleb(bytes * i);
    }
  });
  return loop.finish();
};

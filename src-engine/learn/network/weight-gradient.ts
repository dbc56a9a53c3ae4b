/**
 * Gradients of the weights and biases of a contraction (contraction.ts), added to f32 numbers:
 *   dL/dW[s, t, o, i] = sum over samples (and sites, where they share weights) of zBar[s][o] x[table[s][t]][i],   dL/db[s, o] = sum of zBar[s][o].
 * After `products.ts`, `totals` adds lanes and parts in a fixed order; `biases` does all of its sum. Proved by test/unit/engine/learn/network/layer.test.ts.
 */
import { I32, LoopCode, type LoopModule, type LoopTarget } from '../../kernel/lower-wasm/loop-code.ts';
import type { Contraction } from './contraction.ts';
import { partsOf } from './products.ts';

const BIAS_TILE = 4;

/** Arguments: sums, gradient of the weights. Indices: [site][tap][output]. */
export const totalsCode = (of: Contraction, target: LoopTarget): LoopModule => {
  const loop = new LoopCode(target);
  const c = loop.code;
  const sums = loop.word(0);
  const gradient = loop.word(1);
  const { strides, inputs, outputs, taps } = of;
  const parts = of.perSite ? 1 : partsOf(of);
  const from = loop.integer();
  const to = loop.integer();
  const total = loop.register();
  loop.eachIndex((index) => {
    c.get(sums);
    c.get(index);
    loop.integers(I32.mul, inputs * 16);
    loop.integers(I32.add);
    c.set(from);
    c.get(gradient);
    for (const [divisor, range, stride] of [
      [1, outputs, strides.output],
      [outputs, taps, strides.tap],
      [outputs * taps, of.outputSites, strides.site],
    ] as const) {
      c.get(index);
      loop.integers(I32.divU, divisor);
      loop.integers(I32.remU, range);
      loop.integers(I32.mul, stride * 4);
      loop.integers(I32.add);
    }
    c.set(to);
    loop.times(inputs, () => {
      loop.load(from, 0);
      c.set(total);
      for (let part = 1; part < parts; part++) {
        c.get(total);
        loop.load(from, part * taps * outputs * inputs * 16);
        c.simd(loop.width.add);
        c.set(total);
      }
      loop.addLanes(to, 0, total);
      loop.advance(from, 16);
      loop.advance(to, strides.input * 4);
    });
  });
  return loop.finish();
};

export const totalsCount = (of: Contraction): number =>
  (of.perSite ? of.outputSites : 1) * of.taps * of.outputs;

/** Arguments: zBar, gradient of the biases. Indices: [site][tile of channels]. */
export const biasesCode = (of: Contraction, groups: number, target: LoopTarget): LoopModule => {
  const loop = new LoopCode(target);
  const c = loop.code;
  const z = loop.word(0);
  const gradient = loop.word(1);
  const rows = groups * (of.perSite ? 1 : of.outputSites);
  const tile = biasTile(of);
  const tiles = of.outputs / tile;
  const from = loop.integer();
  const to = loop.integer();
  const sums = Array.from({ length: tile }, () => loop.register());
  loop.eachIndex((index) => {
    c.get(z);
    c.get(index);
    loop.integers(I32.divU, tiles);
    loop.integers(I32.mul, rows * of.outputs * 16);
    loop.integers(I32.add);
    c.get(index);
    loop.integers(I32.remU, tiles);
    loop.integers(I32.mul, tile * 16);
    loop.integers(I32.add);
    c.set(from);
    c.get(gradient);
    c.get(index);
    loop.integers(I32.mul, tile * 4);
    loop.integers(I32.add);
    c.set(to);
    for (const sum of sums) loop.zero(sum);
    loop.times(rows, () => {
      sums.forEach((sum, i) => {
        c.get(sum);
        loop.load(from, i * 16);
        c.simd(loop.width.add);
        c.set(sum);
      });
      loop.advance(from, of.outputs * 16);
    });
    sums.forEach((sum, i) => loop.addLanes(to, i * 4, sum));
  });
  return loop.finish();
};

const biasTile = (of: Contraction): number => {
  for (let n = BIAS_TILE; n > 1; n--) if (of.outputs % n === 0) return n;
  return 1;
};

export const biasesCount = (of: Contraction): number =>
  ((of.perSite ? of.outputSites : 1) * of.outputs) / biasTile(of);

/** What the code of the three depends on. */
export const weightGradientKey = (of: Contraction, groups: number): string =>
  `weight gradient ${of.inputs} ${of.outputs} ${of.outputSites} ${of.taps} ${groups} ${of.perSite} ${Object.values(of.strides).join()}`;

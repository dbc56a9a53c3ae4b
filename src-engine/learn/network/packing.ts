/** Weights in the order in which contraction-kernel.ts reads them. Proved by test/unit/engine/learn/network/network.test.ts. */
import type { Precision } from '../../kernel/graph.ts';
import type { Contraction } from './contraction.ts';
import { contractionTiles } from './contraction-kernel.ts';

const NONE = -1;

/** For each packed number, where it comes from: weights, then biases behind them; -1 for a zero. `biased`: whether there are biases. */
export const packingOf = (of: Contraction, groups: number, biased: boolean): Int32Array => {
  const { taps, inputs, outputs, strides } = of;
  const sites = of.perSite ? of.outputSites : 1;
  const packed = new Int32Array(sites * outputs * (1 + taps * inputs));
  const weights = sites * taps * inputs * outputs;
  let at = 0;
  for (let site = 0; site < sites; site++) {
    let first = 0;
    for (const { size, count } of contractionTiles(outputs, groups).outputs) {
      for (let n = 0; n < count; n++, first += size) {
        for (let o = first; o < first + size; o++)
          packed[at++] = biased ? weights + site * outputs + o : NONE;
        for (let t = 0; t < taps; t++)
          for (let i = 0; i < inputs; i++)
            for (let o = first; o < first + size; o++)
              packed[at++] = site * strides.site + t * strides.tap + o * strides.output + i * strides.input;
      }
    }
  }
  return packed;
};

/** Writes packed numbers; `values` begin with the weights of the layer, its biases behind them. */
export const pack = (packing: Int32Array, values: Float32Array, to: Float32Array | Float64Array): void => {
  for (let at = 0; at < packing.length; at++) {
    const from = packing[at]!;
    to[at] = from === NONE ? 0 : values[from]!;
  }
};

export const packedBytes = (packing: Int32Array, precision: Precision): number =>
  packing.length * (precision === 'f64' ? 8 : 4);

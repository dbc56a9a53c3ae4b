/**
 * What the layers of a network compute, before bias and activation: at every output site a sum over taps (input sites named by a table) and channels,
 *   y[s][o] = sum_t sum_i W[s, t, o, i] x[table[s][t]][i],
 * where a convolution has the same weights at all sites and a fully connected layer has the input sites as taps. The gradient with respect to x is of the same
 * form. Where a weight lies in its tensor: s, t, o, i times their strides.
 * Proved by test/unit/engine/learn/network/network.test.ts against plain loops.
 */
import { invariant } from '../../base/invariant.ts';

export interface Strides {
  readonly site: number;
  readonly tap: number;
  readonly output: number;
  readonly input: number;
}

export interface Contraction {
  readonly inputs: number;
  readonly outputs: number;
  readonly inputSites: number;
  readonly outputSites: number;
  readonly taps: number;
  /** [output site][tap]: input site. */
  readonly table: Int32Array;
  /** Whether weights (and biases) differ from output site to output site. */
  readonly perSite: boolean;
  readonly strides: Strides;
}

/** A layer: forward, and how cotangents go back to its input. */
export interface LinearMap {
  readonly shape: readonly number[];
  readonly biasShape: readonly number[];
  readonly forward: Contraction;
  readonly backward: Contraction;
}

/** Sites around each site of a periodic lattice, the first direction fastest; `sense` -1 for the opposite ones. */
export const stencilTable = (dims: readonly number[], stencil: number, sense: 1 | -1): Int32Array => {
  const sites = dims.reduce((n, extent) => n * extent, 1);
  const taps = stencil ** dims.length;
  const half = (stencil - 1) / 2;
  const table = new Int32Array(sites * taps);
  for (let site = 0; site < sites; site++) {
    for (let tap = 0; tap < taps; tap++) {
      let at = 0;
      let stride = 1;
      let rest = site;
      let offsets = tap;
      for (const extent of dims) {
        const x = (rest % extent) + sense * ((offsets % stencil) - half);
        at += stride * (((x % extent) + extent) % extent);
        stride *= extent;
        rest = Math.floor(rest / extent);
        offsets = Math.floor(offsets / stencil);
      }
      table[site * taps + tap] = at;
    }
  }
  return table;
};

/**
 * Cross-correlation with stencil^d weights, W[o][i][offset in the last direction]...[offset in the first]: the tensor of PyTorch's convolutions, whose last axis is our
 * first direction. `tables`: those of the stencil, forward and opposite.
 */
export const convolution = (
  dims: readonly number[],
  stencil: number,
  tables: readonly [Int32Array, Int32Array],
  inputs: number,
  outputs: number,
): LinearMap => {
  invariant(stencil % 2 === 1, `a stencil of even extent ${stencil}`);
  const sites = dims.reduce((n, extent) => n * extent, 1);
  const taps = stencil ** dims.length;
  const common = { inputSites: sites, outputSites: sites, taps, perSite: false };
  return {
    shape: [outputs, inputs, ...dims.map(() => stencil)],
    biasShape: [outputs],
    forward: {
      ...common,
      inputs,
      outputs,
      table: tables[0],
      strides: { site: 0, tap: 1, output: inputs * taps, input: taps },
    },
    backward: {
      ...common,
      inputs: outputs,
      outputs: inputs,
      table: tables[1],
      strides: { site: 0, tap: 1, output: taps, input: inputs * taps },
    },
  };
};

/** Every output site with every input site; the numbers of a field are counted site by site, channels within. W[output][input]. */
export const dense = (
  inputSites: number,
  inputs: number,
  outputSites: number,
  outputs: number,
): LinearMap => {
  const all = (sites: number, times: number): Int32Array =>
    Int32Array.from({ length: sites * times }, (_, i) => i % sites);
  const row = inputSites * inputs;
  return {
    shape: [outputSites * outputs, row],
    biasShape: [outputSites * outputs],
    forward: {
      inputs,
      outputs,
      inputSites,
      outputSites,
      taps: inputSites,
      table: all(inputSites, outputSites),
      perSite: outputSites > 1,
      strides: { site: outputs * row, tap: inputs, output: row, input: 1 },
    },
    backward: {
      inputs: outputs,
      outputs: inputs,
      inputSites: outputSites,
      outputSites: inputSites,
      taps: outputSites,
      table: all(outputSites, inputSites),
      perSite: inputSites > 1,
      strides: { site: inputs, tap: outputs * row, output: 1, input: row },
    },
  };
};

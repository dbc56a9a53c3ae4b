/**
 * Where a lattice site lies in memory. A register holds the same number of `lanes` sites: those with equal position in different
 * virtual sub-lattices, which are the halves of the split dimensions. So a field is stored as
 *   field[outer site][component][lane],   outer site = x + X' (y + Y' (z + Z' t)),   X' = X, or X/2 where x is split,
 * and a neighbour lies in the same lane unless the hop crosses from one half to the other.
 * (Virtual sub-lattices: P. Boyle et al., Grid, arXiv:1512.03487.)
 *
 * Without an even dimension to split, the lanes hold copies of one site: slower, and right.
 *
 * For learning a field holds many independent samples of one lattice. Then the lanes are samples, no hop crosses them, and
 *   outer site = site (samples / lanes) + group of samples;   samples are numbered behind the sites: sample * sites + site.
 */
import { invariant } from '../base/invariant.ts';
import type { Precision } from '../kernel/lower-wasm/opcodes.ts';
import { volumeOf } from './gauge-configuration.ts';

export interface Layout {
  readonly dims: readonly number[];
  readonly volume: number;
  readonly precision: Precision;
  readonly lanes: number;
  /** Dimension split by each bit of the lane number. */
  readonly splitDimensions: readonly number[];
  /** Independent samples of the lattice; `volume` counts the sites of all of them. */
  readonly samples: number;
  /** Lanes that hold one and the same site. */
  readonly copies: number;
  readonly outerVolume: number;
  /** [outer site][hop]: outer site of the neighbour, shifted left by the number of split bits, with a bit set for each edge crossed. */
  readonly neighbours: Int32Array;
  /** Outer site and lane of each global site. */
  readonly outerOf: Int32Array;
  readonly laneOf: Uint8Array;
}

/** Split what is divisible by four first: then both halves have the same parity. The last dimensions first: they are the slowest. */
const chooseSplits = (dims: readonly number[], bits: number): number[] => {
  const order = dims.map((_, i) => i).reverse();
  const preferred = order.filter((i) => dims[i]! % 4 === 0);
  const even = order.filter((i) => dims[i]! % 4 === 2);
  return [...preferred, ...even].slice(0, bits);
};

const requireDims = (dims: readonly number[]): void =>
  invariant(
    dims.length >= 2 && dims.length <= 4 && dims.every((n) => Number.isInteger(n) && n >= 2),
    `a lattice of ${dims.join(' x ')}`,
  );

export const lanesOf = (precision: Precision): number => (precision === 'f64' ? 2 : 4);

export const makeLayout = (dims: readonly number[], precision: Precision = 'f64'): Layout => {
  requireDims(dims);
  const lanes = lanesOf(precision);
  const splits = chooseSplits(dims, Math.log2(lanes));
  const bits = splits.length;
  const outer = dims.map((n, i) => (splits.includes(i) ? n / 2 : n));
  const d = dims.length;
  const volume = volumeOf(dims);
  const outerVolume = volumeOf(outer);
  const strides = outer.map((_, i) => volumeOf(outer.slice(0, i)));

  const neighbours = new Int32Array(outerVolume * 2 * d);
  for (let site = 0; site < outerVolume; site++) {
    for (let mu = 0; mu < d; mu++) {
      const x = Math.floor(site / strides[mu]!) % outer[mu]!;
      const edge = splits.includes(mu) ? 1 << splits.indexOf(mu) : 0;
      const last = x === outer[mu]! - 1;
      const up = site + (last ? -x : 1) * strides[mu]!;
      const down = site + (x === 0 ? outer[mu]! - 1 : -1) * strides[mu]!;
      neighbours[site * 2 * d + mu] = (up << bits) | (last ? edge : 0);
      neighbours[site * 2 * d + d + mu] = (down << bits) | (x === 0 ? edge : 0);
    }
  }

  const outerOf = new Int32Array(volume);
  const laneOf = new Uint8Array(volume);
  const globalStrides = dims.map((_, i) => volumeOf(dims.slice(0, i)));
  for (let site = 0; site < volume; site++) {
    let o = 0;
    let lane = 0;
    for (let mu = 0; mu < d; mu++) {
      let x = Math.floor(site / globalStrides[mu]!) % dims[mu]!;
      if (x >= outer[mu]!) {
        x -= outer[mu]!;
        lane |= 1 << splits.indexOf(mu);
      }
      o += x * strides[mu]!;
    }
    outerOf[site] = o;
    laneOf[site] = lane;
  }
  return {
    dims,
    volume,
    precision,
    lanes,
    splitDimensions: splits,
    samples: 1,
    copies: lanes >> bits,
    outerVolume,
    neighbours,
    outerOf,
    laneOf,
  };
};

/** `samples`, a multiple of the number of lanes, lattices side by side. */
export const makeBatchLayout = (
  dims: readonly number[],
  samples: number,
  precision: Precision = 'f64',
): Layout => {
  requireDims(dims);
  const lanes = lanesOf(precision);
  invariant(samples > 0 && samples % lanes === 0, `${samples} samples in registers of ${lanes}`);
  const groups = samples / lanes;
  const d = dims.length;
  const sites = volumeOf(dims);
  const strides = dims.map((_, i) => volumeOf(dims.slice(0, i)));
  const neighbours = new Int32Array(sites * groups * 2 * d);
  for (let site = 0; site < sites; site++) {
    for (let mu = 0; mu < d; mu++) {
      const x = Math.floor(site / strides[mu]!) % dims[mu]!;
      const up = site + (x === dims[mu]! - 1 ? -x : 1) * strides[mu]!;
      const down = site + (x === 0 ? dims[mu]! - 1 : -1) * strides[mu]!;
      for (let group = 0; group < groups; group++) {
        const at = (site * groups + group) * 2 * d;
        neighbours[at + mu] = up * groups + group;
        neighbours[at + d + mu] = down * groups + group;
      }
    }
  }
  const volume = sites * samples;
  const outerOf = new Int32Array(volume);
  const laneOf = new Uint8Array(volume);
  for (let i = 0; i < volume; i++) {
    const sample = Math.floor(i / sites);
    outerOf[i] = (i % sites) * groups + Math.floor(sample / lanes);
    laneOf[i] = sample % lanes;
  }
  return {
    dims,
    volume,
    precision,
    lanes,
    splitDimensions: [],
    samples,
    copies: 1,
    outerVolume: sites * groups,
    neighbours,
    outerOf,
    laneOf,
  };
};

/** Lanes that hold the site of lane `lane`: itself, and its copies where fewer dimensions are split than lanes could hold. */
export const copiesOfLane = (layout: Layout, lane: number): number[] => {
  const step = layout.lanes / layout.copies;
  const out: number[] = [];
  for (let l = lane; l < layout.lanes; l += step) out.push(l);
  return out;
};

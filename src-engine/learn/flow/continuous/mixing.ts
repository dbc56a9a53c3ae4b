/**
 * Features to orbits at every site, u_o = sum_f N[o][f] h_f, one matrix N for each time of a grid: convolutions with a stencil of one site (network/),
 * without parameters of the model: N is made from them (time-weights.ts).
 * Proved by test/unit/engine/learn/flow/continuous.test.ts.
 */
import type { Field, Lattice } from '../../../lattice/lattice.ts';
import { carrierOf } from '../../network/carried-layers.ts';
import { convolution, stencilTable } from '../../network/contraction.ts';
import { makeLayer } from '../../network/layer.ts';
import { biasesCode, biasesCount, weightGradientKey } from '../../network/weight-gradient.ts';
import { makeParameters } from '../../parameters.ts';

export interface Mixing {
  /** N of a time, row by row; `changed` after the last of them. */
  set(time: number, numbers: Float64Array): void;
  changed(): void;
  forward(time: number, h: Field, u: Field): void;
  backward(time: number, uBar: Field, hBar: Field): void;
  clearGradient(): void;
  /** Adds to the cotangent of N, and sums over all sites and samples of `shares`. */
  addGradient(time: number, h: Field, uBar: Field, shares: Field): void;
  /** What has been added for that time. */
  gradient(time: number): { readonly numbers: Float64Array; readonly shares: Float64Array };
  release(): void;
}

export const makeMixing = (
  lattice: Lattice,
  times: number,
  features: number,
  orbits: number,
  sharedSums: number,
): Mixing => {
  const { device, layout } = lattice;
  const { dims, precision } = layout;
  const groups = layout.samples / layout.lanes;
  const own = makeParameters(device);
  const here = stencilTable(dims, 1, 1);
  const table = device.allocate(here.byteLength);
  device.int32(table, here.length).set(here);
  const map = convolution(dims, 1, [here, here], features, orbits);
  const grid = Array.from({ length: times }, (_, time) => {
    const pieces = {
      weights: own.add(`${time}.weights`, map.shape, new Float32Array(orbits * features)),
      biases: own.add(`${time}.biases`, map.biasShape, new Float32Array(orbits)),
    };
    const shares = own.add(`${time}.shares`, [sharedSums], new Float32Array(sharedSums));
    const spec = { map, activation: 'none', before: 'none' } as const;
    const carrier = carrierOf(lattice);
    const place = { device, precision, groups, tables: () => table, parameters: own, pieces, carrier };
    return { pieces, shares, layer: makeLayer(place, spec) };
  });
  const sums = convolution(dims, 1, [here, here], 1, sharedSums).forward;
  const { productsBytes } = grid[0]!.layer;

  return {
    set: (time, numbers) => own.values().set(numbers, grid[time]!.pieces.weights.offset),
    changed: () => own.changed(),
    forward: (time, h, u) => grid[time]!.layer.forward(h.address, u.address, u.address),
    backward: (time, uBar, hBar) => grid[time]!.layer.backward(uBar.address, 0, hBar.address),
    clearGradient: () => own.clearGradient(),
    addGradient: (time, h, uBar, shares) => {
      const { layer, shares: piece } = grid[time]!;
      layer.addGradient(h.address, uBar.address, device.scratch(productsBytes));
      const loop = device.loop(`${weightGradientKey(sums, groups)} biases`, precision, (target) =>
        biasesCode(sums, groups, target),
      );
      device.runLoop(loop, [shares.address, own.gradientAddress(piece)], biasesCount(sums));
    },
    gradient: (time) => {
      const { pieces, shares } = grid[time]!;
      const part = (offset: number, length: number): Float64Array =>
        Float64Array.from(own.gradient().subarray(offset, offset + length));
      return {
        numbers: part(pieces.weights.offset, pieces.weights.length),
        shares: part(shares.offset, shares.length),
      };
    },
    release: () => {
      for (const { layer } of grid) layer.release();
      device.release(table);
      own.release();
    },
  };
};

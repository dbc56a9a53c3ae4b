/**
 * A network from its specification: layers of one kind, `hidden` widths between the channels that come in and go out. Weights and biases begin as PyTorch's
 * defaults, uniform in +-1/sqrt(numbers that a neuron sees), drawn from the seed and the name of the network: the same for any device, batch and precision.
 * Proved by test/unit/engine/learn/network/network.test.ts.
 */
import type { NetworkSpec } from '../../api/spec/flow-spec.ts';
import type { Field, Lattice } from '../../lattice/lattice.ts';
import type { Network } from '../network.ts';
import type { ParameterPiece, Parameters } from '../parameters.ts';
import { activationOf } from './activation.ts';
import { carrierOf } from './carried-layers.ts';
import { convolution, dense, type LinearMap, stencilTable } from './contraction.ts';
import { initialNumbers } from './initial-numbers.ts';
import { type Layer, type LayerPieces, makeLayer } from './layer.ts';

export interface NetworkOptions {
  readonly inputs: number;
  readonly outputs: number;
  readonly spec: NetworkSpec;
  readonly seed: number;
}

const DEFAULT_STENCIL = 3;

const linearMaps = (dims: readonly number[], { inputs, outputs, spec }: NetworkOptions): LinearMap[] => {
  const channels = [inputs, ...spec.hidden, outputs];
  const sites = dims.reduce((n, extent) => n * extent, 1);
  const last = channels.length - 2;
  if (spec.network === 'convolution') {
    const stencil = spec.stencil ?? DEFAULT_STENCIL;
    const tables = [stencilTable(dims, stencil, 1), stencilTable(dims, stencil, -1)] as const;
    return channels.slice(1).map((width, i) => convolution(dims, stencil, tables, channels[i]!, width));
  }
  return channels
    .slice(1)
    .map((width, i) => dense(i === 0 ? sites : 1, channels[i]!, i === last ? sites : 1, width));
};

/** The pieces of a layer, declared unless parameters with numbers (of a twin in the other precision) are there already. */
const piecesOf = (parameters: Parameters, name: string, map: LinearMap, seed: number): LayerPieces => {
  const fan = map.shape.slice(1).reduce((n, extent) => n * extent, 1);
  const piece = (part: string, shape: readonly number[]): ParameterPiece => {
    const full = `${name}.${part}`;
    const there = parameters.pieces.find((p) => p.name === full);
    if (there) return there;
    const length = shape.reduce((n, extent) => n * extent, 1);
    return parameters.add(full, shape, initialNumbers(full, seed, length, 1 / Math.sqrt(fan)));
  };
  return { weights: piece('weights', map.shape), biases: piece('biases', map.biasShape) };
};

export const makeNetwork = (
  lattice: Lattice,
  parameters: Parameters,
  name: string,
  options: NetworkOptions,
): Network => {
  const { device, layout } = lattice;
  const { inputs, outputs, spec } = options;
  const maps = linearMaps(layout.dims, options);
  const activations = maps.map((_, i) => (i + 1 < maps.length ? spec.activation : spec.finalActivation));

  const addresses = new Map<Int32Array, number>();
  const tables = (table: Int32Array): number => {
    const seen = addresses.get(table);
    if (seen !== undefined) return seen;
    const address = device.allocate(table.byteLength);
    device.int32(address, table.length).set(table);
    addresses.set(table, address);
    return address;
  };
  const layers: Layer[] = maps.map((map, i) =>
    makeLayer(
      {
        device,
        precision: layout.precision,
        groups: layout.samples / layout.lanes,
        tables,
        parameters,
        pieces: piecesOf(parameters, `${name}.${i}`, map, options.seed),
        carrier: carrierOf(lattice),
      },
      { map, activation: activations[i]!, before: i === 0 ? 'none' : activations[i - 1]! },
    ),
  );
  const y = lattice.field(outputs);
  const xBar = lattice.field(inputs);
  const input = lattice.field(inputs);
  // of each layer: its output, and what its slope is computed from
  const outs = layers.map(({ outputBytes }, i) =>
    i + 1 < layers.length ? device.allocate(outputBytes) : y.address,
  );
  const kept = layers.map(({ outputBytes }, i) =>
    activationOf(activations[i]!).keeps === 'input' ? device.allocate(outputBytes) : outs[i]!,
  );
  const widest = Math.max(...layers.map((layer) => layer.outputBytes));
  const products = Math.max(...layers.map((layer) => layer.productsBytes));

  const final = activationOf(spec.finalActivation);
  /** zBar <- yBar f'(z) of the last layer. */
  const finalSlope = lattice.kernel(`slope of ${final.name} ${outputs}`, (k) => {
    const [keptField, from, to] = ['kept', 'yBar', 'zBar'].map((n) => k.field(n, outputs)) as [
      number,
      number,
      number,
    ];
    for (let c = 0; c < outputs; c++) {
      const slope = final.slope(k, k.load(keptField, k.here, c));
      k.store(to, c, k.mul(k.load(from, k.here, c), slope));
    }
  });

  return {
    inputs,
    outputs,
    forward: (x, keep) => {
      if (keep) lattice.copy(x, input);
      layers.forEach((layer, i) => {
        layer.forward(i === 0 ? x.address : outs[i - 1]!, outs[i]!, kept[i]!);
      });
      return y;
    },
    backward: (yBar) => {
      const scratch = device.scratch(2 * widest + products);
      const sums = scratch + 2 * widest;
      let zBar = yBar.address;
      let at = 0;
      const next = (): number => scratch + (at++ % 2) * widest;
      if (final.name !== 'none') {
        const to: Field = { lattice, address: next(), components: outputs };
        finalSlope([{ ...y, address: kept.at(-1)! }, yBar, to]);
        zBar = to.address;
      }
      for (let i = layers.length - 1; i >= 0; i--) {
        const layer = layers[i]!;
        layer.addGradient(i === 0 ? input.address : outs[i - 1]!, zBar, sums);
        const to = i === 0 ? xBar.address : next();
        layer.backward(zBar, i === 0 ? 0 : kept[i - 1]!, to);
        zBar = to;
      }
      return xBar;
    },
    release: () => {
      for (const field of [y, xBar, input]) lattice.release(field);
      kept.forEach((address, i) => {
        if (address !== outs[i]) device.release(address);
      });
      for (const address of outs.slice(0, -1)) device.release(address);
      for (const address of addresses.values()) device.release(address);
      for (const layer of layers) layer.release();
    },
  };
};

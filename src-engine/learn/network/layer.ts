/** One layer of a network on the device: bias and contraction, activation; backward its gradients. Arguments and results are addresses of fields. */
import type { Device, LoadedLoop } from '../../kernel/device.ts';
import type { Precision } from '../../kernel/graph.ts';
import type { LoopModule, LoopTarget } from '../../kernel/lower-wasm/loop-code.ts';
import type { ParameterPiece, Parameters } from '../parameters.ts';
import { type Activation, activationOf } from './activation.ts';
import type { CarriesLayers } from './carried-layers.ts';
import type { Contraction, LinearMap } from './contraction.ts';
import { contractionCode, contractionCount, contractionKey, type Epilogue } from './contraction-kernel.ts';
import { packingCode, packingCount, packingOf } from './packing.ts';
import { productsBytes, productsCode, productsCount } from './products.ts';
import { biasesCode, biasesCount, totalsCode, totalsCount, weightGradientKey } from './weight-gradient.ts';

/** Weights, and right behind them in the vector the biases. */
export interface LayerPieces {
  readonly weights: ParameterPiece;
  readonly biases: ParameterPiece;
}

export interface LayerSpec {
  readonly map: LinearMap;
  readonly activation: Activation['name'];
  /** The activation of the layer before, whose slope multiplies the cotangent of this one's input. */
  readonly before: Activation['name'];
}

export interface Layer {
  readonly outputBytes: number;
  readonly productsBytes: number;
  /** out <- activation of the map of x; `kept`: what the slope is computed from, at `output` itself or beside it. */
  forward(x: number, output: number, kept: number): void;
  /** xBar <- cotangent of the sums of the layer before; `kept` is that layer's. */
  backward(zBar: number, kept: number, xBar: number): void;
  /** Adds to the gradients of weights and biases. */
  addGradient(x: number, zBar: number, products: number): void;
  release(): void;
}

const forwardEpilogue = (activation: Activation): Epilogue => ({
  name: activation.name,
  biased: true,
  value: (k, sum) => activation.value(k, sum),
  readsKept: false,
  keepsSum: activation.keeps === 'input',
});
const backwardEpilogue = (before: Activation): Epilogue => ({
  name: `slope of ${before.name}`,
  biased: false,
  value: (k, sum, kept) => (kept === undefined ? sum : k.mul(sum, before.slope(k, kept))),
  readsKept: before.name !== 'none',
  keepsSum: false,
});

/** Where a layer lives. */
export interface LayerPlace {
  readonly device: Device;
  readonly precision: Precision;
  /** Registers of samples at a site. */
  readonly groups: number;
  /** A table in device memory, shared by the layers that use the same array. */
  readonly tables: (table: Int32Array) => number;
  readonly parameters: Parameters;
  readonly pieces: LayerPieces;
  /** Who carries out forward maps instead of our kernels. */
  readonly carrier?: CarriesLayers | undefined;
}

/** Kernels are compiled when they are first needed. */
const lazily = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

interface Direction {
  run(input: number, output: number, kept: number): void;
  release(): void;
}

/** One contraction with weights of the parameters, packed for it. */
const direction = (
  { device, precision, groups, tables, parameters, pieces }: LayerPlace,
  of: Contraction,
  epilogue: Epilogue,
): Direction => {
  const packing = packingOf(of, groups, epilogue.biased);
  const packed = device.allocate(packing.length * (precision === 'f64' ? 8 : 4));
  const sources = device.allocate(packing.byteLength);
  device.int32(sources, packing.length).set(packing);
  const table = tables(of.table);
  const count = contractionCount(of, groups);
  const packs = lazily(() => device.loop('packing', precision, packingCode));
  const contracts = lazily(() =>
    device.loop(contractionKey(of, groups, epilogue), precision, (target) =>
      contractionCode(of, groups, epilogue, target),
    ),
  );
  let version: number | undefined;
  return {
    run: (input, output, kept) => {
      if (version !== parameters.version) {
        version = parameters.version;
        const values = parameters.address(pieces.weights, 'f32');
        device.runLoop(packs(), [values, sources, packed], packingCount(packing));
      }
      device.runLoop(contracts(), [input, output, kept, table, packed], count);
    },
    release: () => {
      device.release(packed);
      device.release(sources);
    },
  };
};

export const makeLayer = (place: LayerPlace, { map, activation, before }: LayerSpec): Layer => {
  const { device, precision, groups, tables, parameters, pieces } = place;
  const of = map.forward;
  const forward = direction(place, of, forwardEpilogue(activationOf(activation)));
  const carried = place.carrier?.forwardMap({ map, activation, parameters, pieces });
  const backward = direction(place, map.backward, backwardEpilogue(activationOf(before)));
  const table = tables(of.table);
  const key = weightGradientKey(of, groups);
  const loop = (name: string, make: (target: LoopTarget) => LoopModule): (() => LoadedLoop) =>
    lazily(() => device.loop(`${key} ${name}`, precision, make));
  const multiplies = loop('products', (target) => productsCode(of, groups, target));
  const adds = loop('totals', (target) => totalsCode(of, target));
  const addsBiases = loop('biases', (target) => biasesCode(of, groups, target));
  const counts = { products: productsCount(of), totals: totalsCount(of), biases: biasesCount(of) };
  return {
    outputBytes: of.outputSites * groups * of.outputs * 16,
    productsBytes: productsBytes(of),
    forward: carried ?? ((x, output, kept) => forward.run(x, output, kept)),
    backward: (zBar, kept, xBar) => backward.run(zBar, xBar, kept),
    addGradient: (x, zBar, products) => {
      device.runLoop(multiplies(), [x, zBar, table, products], counts.products);
      device.runLoop(adds(), [products, parameters.gradientAddress(pieces.weights)], counts.totals);
      device.runLoop(addsBiases(), [zBar, parameters.gradientAddress(pieces.biases)], counts.biases);
    },
    release: () => {
      forward.release();
      backward.release();
    },
  };
};

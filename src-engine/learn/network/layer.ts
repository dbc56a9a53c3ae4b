/** One layer of a network on the device: bias and contraction, activation; backward its gradients. Arguments and results are addresses of fields. */
import type { Device, LoadedLoop } from '../../kernel/device.ts';
import type { Precision } from '../../kernel/graph.ts';
import type { LoopModule, LoopTarget } from '../../kernel/lower-wasm/loop-code.ts';
import type { ParameterPiece, Parameters } from '../parameters.ts';
import { type Activation, activationOf } from './activation.ts';
import type { Contraction, LinearMap } from './contraction.ts';
import { contractionCode, contractionCount, contractionKey, type Epilogue } from './contraction-kernel.ts';
import { pack, packedBytes, packingOf } from './packing.ts';
import {
  biasesCode,
  biasesCount,
  productsBytes,
  productsCode,
  productsCount,
  totalsCode,
  totalsCount,
  weightGradientKey,
} from './weight-gradient.ts';

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
  value: (k, sum) => activation.value(k, sum),
  readsKept: false,
  keepsSum: activation.keeps === 'input',
});
const backwardEpilogue = (before: Activation): Epilogue => ({
  name: `slope of ${before.name}`,
  value: (k, sum, kept) => (kept === undefined ? sum : k.mul(sum, before.slope(k, kept))),
  readsKept: before.name !== 'none',
  keepsSum: false,
});

/** A table in device memory, shared by the layers that use the same array. */
export type TableAddress = (table: Int32Array) => number;

interface Direction {
  run(input: number, output: number, kept: number): void;
  release(): void;
}

const direction = (
  device: Device,
  precision: Precision,
  groups: number,
  of: Contraction,
  epilogue: Epilogue,
  tables: TableAddress,
  source: { readonly parameters: Parameters; readonly pieces: LayerPieces; readonly biased: boolean },
): Direction => {
  const packing = packingOf(of, groups, source.biased);
  const weights = device.allocate(packedBytes(packing, precision));
  const table = tables(of.table);
  const count = contractionCount(of, groups);
  let loop: LoadedLoop | undefined;
  let version = -1;
  const { parameters, pieces } = source;
  const refresh = (): void => {
    if (version === parameters.version) return;
    version = parameters.version;
    const values = parameters.values().subarray(pieces.weights.offset);
    pack(
      packing,
      values,
      precision === 'f64' ? device.float64(weights, packing.length) : device.float32(weights, packing.length),
    );
  };
  return {
    run: (input, output, kept) => {
      refresh();
      loop ??= device.loop(contractionKey(of, groups, epilogue), precision, (target) =>
        contractionCode(of, groups, epilogue, target),
      );
      device.runLoop(loop, [input, output, kept, table, weights], count);
    },
    release: () => device.release(weights),
  };
};

export const makeLayer = (
  device: Device,
  precision: Precision,
  groups: number,
  { map, activation, before }: LayerSpec,
  tables: TableAddress,
  parameters: Parameters,
  pieces: LayerPieces,
): Layer => {
  const of = map.forward;
  const make = (which: Contraction, epilogue: Epilogue, biased: boolean): Direction =>
    direction(device, precision, groups, which, epilogue, tables, { parameters, pieces, biased });
  const forward = make(of, forwardEpilogue(activationOf(activation)), true);
  const backward = make(map.backward, backwardEpilogue(activationOf(before)), false);
  const table = tables(of.table);
  const key = weightGradientKey(of, groups);
  return {
    outputBytes: of.outputSites * groups * of.outputs * 16,
    productsBytes: productsBytes(of),
    forward: (x, output, kept) => forward.run(x, output, kept),
    backward: (zBar, kept, xBar) => backward.run(zBar, xBar, kept),
    addGradient: (x, zBar, products) => {
      const loop = (name: string, make: (target: LoopTarget) => LoopModule): LoadedLoop =>
        device.loop(`${key} ${name}`, precision, make);
      device.runLoop(
        loop('products', (target) => productsCode(of, groups, target)),
        [x, zBar, table, products],
        productsCount(of),
      );
      device.runLoop(
        loop('totals', (target) => totalsCode(of, target)),
        [products, parameters.gradientAddress(pieces.weights)],
        totalsCount(of),
      );
      device.runLoop(
        loop('biases', (target) => biasesCode(of, groups, target)),
        [zBar, parameters.gradientAddress(pieces.biases)],
        biasesCount(of),
      );
    },
    release: () => {
      forward.release();
      backward.release();
    },
  };
};

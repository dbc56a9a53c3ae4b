/** Lattices that carry out the forward maps of layers in their own way, not by our kernels: learn/tensorflow/tensor-lattice.ts. */
import type { Lattice } from '../../lattice/lattice.ts';
import type { Parameters } from '../parameters.ts';
import type { Activation } from './activation.ts';
import type { LinearMap } from './contraction.ts';
import type { LayerPieces } from './layer.ts';

/** From the address of the input to that of the output. */
export type ForwardMap = (x: number, output: number) => void;

export interface CarriedLayer {
  readonly map: LinearMap;
  readonly activation: Activation['name'];
  readonly parameters: Parameters;
  readonly pieces: LayerPieces;
}

export interface CarriesLayers {
  forwardMap(layer: CarriedLayer): ForwardMap;
}

export const carrierOf = (lattice: Lattice): CarriesLayers | undefined =>
  'forwardMap' in lattice ? (lattice as Lattice & CarriesLayers) : undefined;

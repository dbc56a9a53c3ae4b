/** What every row of layers of links must do: lead back, have the gradients of differences, and know gauge orbits and shifts. */
import type { Lattice } from '../../src-engine/lattice/lattice.ts';
import type { FlowLayer } from '../../src-engine/learn/flow.ts';
import type { Parameters } from '../../src-engine/learn/parameters.ts';
import { type GradientErrors, type MapValues, mapValues } from './flow-check.ts';
import {
  gaugeTransformedSamples,
  linkDeterminantError,
  linkGradientErrors,
  shiftedSamples,
} from './link-flow-check.ts';

export interface LinkLayers {
  readonly lattice: Lattice;
  readonly parameters: Parameters;
  readonly layers: readonly FlowLayer[];
  readonly components: number;
}

const largest = (a: Float64Array, b: Float64Array): number =>
  a.reduce((m, x, i) => Math.max(m, Math.abs(x - b[i]!)), 0);

const forward = ({ lattice, components, layers }: LinkLayers, input: Float64Array): MapValues =>
  mapValues(lattice, components, (x, j) => layers.forEach((l) => l.forward(x, j, false)), input);

/** All layers there and back: how far links and log-determinants are from where they were, and |log det| of the samples on the way. */
export const roundTrip = (
  row: LinkLayers,
  input: Float64Array,
): { readonly links: number; readonly logJ: number; readonly moved: readonly number[] } => {
  const there = forward(row, input);
  const back = mapValues(
    row.lattice,
    row.components,
    (x, j) => row.layers.toReversed().forEach((l) => l.inverse(x, j, false)),
    there.x,
  );
  return {
    links: largest(back.x, input),
    logJ: Math.max(...back.logJ.map((x, i) => Math.abs(x + there.logJ[i]!))),
    moved: [...there.logJ].map(Math.abs),
  };
};

/** The worst log-determinant of these layers, both ways, against Jacobians by differences. */
export const worstDeterminant = (
  lattice: Lattice,
  layers: readonly FlowLayer[],
  colours: number,
  point: Float64Array,
): number =>
  Math.max(
    ...layers.flatMap((layer) =>
      [layer.forward, layer.inverse].map((run) => linkDeterminantError(lattice, colours, run, point)),
    ),
  );

/** The worst gradients of the layers, both ways, against differences. */
export const worstGradients = (
  { lattice, parameters, layers }: LinkLayers,
  colours: number,
  input: Float64Array,
  options: { readonly count?: number; readonly step?: number },
): GradientErrors => {
  const found = layers.flatMap((layer) =>
    [
      { run: layer.forward, back: layer.backward },
      { run: layer.inverse, back: layer.backwardInverse },
    ].map((map) => linkGradientErrors(lattice, colours, map, parameters, input, options)),
  );
  return {
    inputs: Math.max(...found.map((e) => e.inputs)),
    parameters: Math.max(...found.map((e) => e.parameters)),
  };
};

/** How far the map of a gauge-transformed or shifted field (by so many sites in the first direction) is from the transformed or shifted map. */
export const symmetryErrors = (
  row: LinkLayers,
  colours: number,
  input: Float64Array,
  shift: number,
): { readonly gauge: number; readonly density: number; readonly shift: number } => {
  const { lattice } = row;
  const plain = forward(row, input);
  const turned = forward(row, gaugeTransformedSamples(lattice, colours, input, 9));
  const shifted = forward(row, shiftedSamples(lattice, input, shift));
  return {
    gauge: largest(turned.x, gaugeTransformedSamples(lattice, colours, plain.x, 9)),
    density: largest(turned.logJ, plain.logJ),
    shift: largest(shifted.x, shiftedSamples(lattice, plain.x, shift)),
  };
};

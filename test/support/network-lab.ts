/** A network on a batch lattice with random inputs and cotangents, for tests. */
import type { NetworkSpec } from '../../src-engine/api/spec/flow-spec.ts';
import { Device } from '../../src-engine/kernel/device.ts';
import type { Precision } from '../../src-engine/kernel/graph.ts';
import { singleThreadExecutor } from '../../src-engine/kernel/single-thread.ts';
import { type Field, Lattice } from '../../src-engine/lattice/lattice.ts';
import { makeNetwork } from '../../src-engine/learn/network/make-network.ts';
import type { Network } from '../../src-engine/learn/network.ts';
import { makeParameters, type Parameters } from '../../src-engine/learn/parameters.ts';
import { someNumbers } from './kernel-lab.ts';

export interface NetworkCase {
  readonly dims: readonly number[];
  readonly samples: number;
  readonly precision: Precision;
  readonly inputs: number;
  readonly outputs: number;
  readonly spec: NetworkSpec;
}

export interface NetworkLab {
  readonly lattice: Lattice;
  readonly parameters: Parameters;
  readonly network: Network;
  readonly x: Field;
  readonly yBar: Field;
  /** Plain order [sample][site][channel], as rounded to the precision of the lattice. */
  readonly inputs: Float64Array;
  readonly cotangents: Float64Array;
  /** sum over everything of yBar y. */
  loss(): number;
}

export const specOf = (spec: Partial<NetworkSpec>): NetworkSpec => ({
  network: 'convolution',
  hidden: [],
  stencil: 3,
  activation: 'tanh',
  finalActivation: 'none',
  ...spec,
});

export const networkLab = (
  { dims, samples, precision, inputs, outputs, spec }: NetworkCase,
  device: Device = new Device(singleThreadExecutor()),
): NetworkLab => {
  const lattice = new Lattice(device, dims, precision, samples);
  const parameters = makeParameters(device);
  const network = makeNetwork(lattice, parameters, 'net', { inputs, outputs, spec, seed: 11 });
  const filled = (components: number, seed: number): Field => {
    const field = lattice.field(components);
    lattice.write(field, someNumbers(lattice.volume * components, seed));
    return field;
  };
  const x = filled(inputs, 1);
  const yBar = filled(outputs, 2);
  const cotangents = lattice.read(yBar);
  return {
    lattice,
    parameters,
    network,
    x,
    yBar,
    inputs: lattice.read(x),
    cotangents,
    loss: () => {
      parameters.changed();
      return lattice.read(network.forward(x, true)).reduce((sum, y, i) => sum + y * cotangents[i]!, 0);
    },
  };
};

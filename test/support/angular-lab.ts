/** Couplings of U(1) for tests: a batch lattice, real networks with lively numbers, and random angles. */
import { unwrap } from '../../src-engine/base/result.ts';
import type { Precision } from '../../src-engine/kernel/graph.ts';
import { Lattice } from '../../src-engine/lattice/lattice.ts';
import { makeAngularCoupling } from '../../src-engine/learn/flow/gauge/angular.ts';
import {
  type AngularSight,
  makeAngularFeatures,
} from '../../src-engine/learn/flow/gauge/angular-features.ts';
import { allBlocks, makeBlockFeatures } from '../../src-engine/learn/flow/gauge/blocks.ts';
import type { CircleTransform } from '../../src-engine/learn/flow/gauge/circle-transform.ts';
import type { LoopFeatures, MovedLoops } from '../../src-engine/learn/flow/gauge/moved-loops.ts';
import { makeStripes } from '../../src-engine/learn/flow/gauge/stripes.ts';
import type { FlowLayer } from '../../src-engine/learn/flow.ts';
import { makeNetwork } from '../../src-engine/learn/network/make-network.ts';
import { makeParameters, type Parameters } from '../../src-engine/learn/parameters.ts';
import { newDevice } from './kernel-lab.ts';
import { uniforms } from './random-field.ts';

export const TURN = 2 * Math.PI;

/** Multiplies all weights, so that a flow does something visible before it is trained. */
export const enliven = (parameters: Parameters, factor: number): void => {
  const values = parameters.values();
  values.forEach((x, i) => {
    values[i] = factor * x;
  });
  parameters.changed();
};

export interface AngularLab {
  readonly lattice: Lattice;
  readonly parameters: Parameters;
  readonly layers: readonly FlowLayer[];
}

type Moved = readonly [MovedLoops, LoopFeatures];

export const angularLab = (
  transform: CircleTransform,
  {
    dims = [4, 4],
    samples = 4,
    precision = 'f64' as Precision,
    stripes = [
      [0, 0],
      [1, 2],
      [0, 3],
    ] as readonly (readonly [0 | 1, number])[],
    factor = 3,
    sight = { loops: 'plaquettes', places: false } as AngularSight,
    /** So many couplings of blocks instead. */
    blocks = 0,
  } = {},
): AngularLab => {
  const lattice = new Lattice(newDevice(), dims, precision, samples);
  const parameters = makeParameters(lattice.device);
  const stripesOf = ([mu, offset]: readonly [0 | 1, number]): Moved => {
    const moved = makeStripes(lattice, mu, offset);
    return [moved, makeAngularFeatures(moved, sight)];
  };
  const blocksOf = (): readonly Moved[] => {
    const { ofLayer } = unwrap(allBlocks(lattice, blocks));
    return Array.from({ length: blocks }, (_, i) => [ofLayer(i), makeBlockFeatures(ofLayer(i))]);
  };
  const layers = (blocks > 0 ? blocksOf() : stripes.map(stripesOf)).map(([moved, features], i) => {
    const network = makeNetwork(lattice, parameters, `coupling.${i}.network`, {
      inputs: features.count,
      outputs: transform.parameters,
      spec: { network: 'convolution', hidden: [4], activation: 'tanh', finalActivation: 'none' },
      seed: 5,
    });
    return makeAngularCoupling(`coupling.${i}`, moved, network, transform, features);
  });
  enliven(parameters, factor);
  return { lattice, parameters, layers };
};

export const randomAngles = (count: number, seed: number): Float64Array => {
  const next = uniforms(seed);
  return Float64Array.from({ length: count }, () => TURN * next());
};

/** |a - b| modulo 2 pi. */
export const angleDistance = (a: number, b: number): number =>
  Math.abs(a - b - TURN * Math.round((a - b) / TURN));

/** The same gauge orbit of every sample: theta_mu(x) + a(x) - a(x + mu), in [0, 2 pi). */
export const gaugeTransformedAngles = (
  [width, height]: readonly [number, number],
  angles: Float64Array,
  seed: number,
): Float64Array => {
  const sites = width * height;
  const a = randomAngles(angles.length / 2, seed);
  return angles.map((theta, i) => {
    const mu = i % 2;
    const global = (i - mu) / 2;
    const sample = Math.floor(global / sites);
    const site = global % sites;
    const [x, y] = [site % width, Math.floor(site / width)];
    const next = mu === 0 ? ((x + 1) % width) + width * y : x + width * ((y + 1) % height);
    const t = theta + a[global]! - a[sample * sites + next]!;
    return t - TURN * Math.floor(t / TURN);
  });
};

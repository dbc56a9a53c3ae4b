/**
 * The flow of U(1) in two dimensions: uniform angles, then a row of couplings on stripes or blocks, each with a network of its own.
 * Proved by test/unit/engine/learn/flow/gauge/angular-couplings.test.ts.
 */
import type { AngularFlowSpec } from '../../../api/spec/flow-spec.ts';
import { ok, type Result } from '../../../base/result.ts';
import type { Lattice } from '../../../lattice/lattice.ts';
import { makeNetwork } from '../../network/make-network.ts';
import type { Parameters } from '../../parameters.ts';
import { uniformAngles } from '../../prior/uniform-angles.ts';
import type { FlowParts } from '../flow-parts.ts';
import { makeAngularCoupling } from './angular.ts';
import { makeAngularFeatures } from './angular-features.ts';
import { allBlocks, makeBlockFeatures } from './blocks.ts';
import type { CircleTransform } from './circle-transform.ts';
import { circularSpline } from './circular-spline.ts';
import type { LoopFeatures, MovedLoops } from './moved-loops.ts';
import { projection } from './projection.ts';
import { allStripes } from './stripes.ts';

const circleTransformOf = ({ transform, size }: AngularFlowSpec): CircleTransform =>
  transform === 'projection' ? projection(size) : circularSpline(size);

interface LoopsOfLayers {
  ofLayer(layer: number): readonly [MovedLoops, LoopFeatures];
  release(): void;
}

const loopsOf = (lattice: Lattice, spec: AngularFlowSpec): Result<LoopsOfLayers> => {
  const { masks = 'alternating', loops = 'plaquettes', couplings } = spec;
  if (masks === 'blocks') {
    const blocks = allBlocks(lattice, couplings);
    if (!blocks.ok) return blocks;
    const { ofLayer, release } = blocks.value;
    return ok({ ofLayer: (i) => [ofLayer(i), makeBlockFeatures(ofLayer(i))], release });
  }
  const stripes = allStripes(lattice, masks);
  if (!stripes.ok) return stripes;
  const { ofLayer, release } = stripes.value;
  const sight = { loops, places: masks === 'sweeps' };
  return ok({ ofLayer: (i) => [ofLayer(i), makeAngularFeatures(ofLayer(i), sight)], release });
};

export const angularCouplings = (
  lattice: Lattice,
  parameters: Parameters,
  spec: AngularFlowSpec,
  seed: number,
): Result<FlowParts> => {
  const loops = loopsOf(lattice, spec);
  if (!loops.ok) return loops;
  const transform = circleTransformOf(spec);
  const layers = Array.from({ length: spec.couplings }, (_, i) => {
    const name = `coupling.${i}`;
    const [moved, features] = loops.value.ofLayer(i);
    const network = makeNetwork(lattice, parameters, `${name}.network`, {
      inputs: features.count,
      outputs: transform.parameters,
      spec,
      seed,
    });
    return makeAngularCoupling(name, moved, network, transform, features);
  });
  return ok({ prior: uniformAngles(2), layers, release: loops.value.release });
};

/**
 * The flow of U(1) in two dimensions: uniform angles, then a row of couplings on stripes, each with a network of its own.
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
import { angularFeatures } from './angular-features.ts';
import type { CircleTransform } from './circle-transform.ts';
import { circularSpline } from './circular-spline.ts';
import { projection } from './projection.ts';
import { allStripes } from './stripes.ts';

export const circleTransformOf = ({ transform, size }: AngularFlowSpec): CircleTransform =>
  transform === 'projection' ? projection(size) : circularSpline(size);

export const angularCouplings = (
  lattice: Lattice,
  parameters: Parameters,
  spec: AngularFlowSpec,
  seed: number,
): Result<FlowParts> => {
  const order = spec.order ?? 'alternating';
  const sight = { loops: spec.loops ?? 'plaquettes', places: order === 'sweeps' } as const;
  const stripes = allStripes(lattice, order);
  if (!stripes.ok) return stripes;
  const transform = circleTransformOf(spec);
  const layers = Array.from({ length: spec.couplings }, (_, i) => {
    const name = `coupling.${i}`;
    const network = makeNetwork(lattice, parameters, `${name}.network`, {
      inputs: angularFeatures(sight),
      outputs: transform.parameters,
      spec,
      seed,
    });
    return makeAngularCoupling(name, stripes.value.ofLayer(i), network, transform, sight);
  });
  return ok({ prior: uniformAngles(2), layers, release: stripes.value.release });
};

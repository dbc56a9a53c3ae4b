/**
 * The flow of a real scalar field as a row of couplings with alternating checkerboard masks, each with a network of its own.
 * Albergo, Kanwar, Shanahan, arXiv:1904.12072; convolutional networks: arXiv:2101.08176.
 * Proved by test/unit/engine/learn/make-flow.test.ts.
 */
import type { AffineFlowSpec, SplineFlowSpec } from '../../api/spec/flow-spec.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import type { Lattice } from '../../lattice/lattice.ts';
import { makeNetwork } from '../network/make-network.ts';
import type { Parameters } from '../parameters.ts';
import { normalPrior } from '../prior/normal.ts';
import { affineTransform } from './affine.ts';
import { makeCoupling, type Transform } from './coupling.ts';
import type { FlowParts } from './flow-parts.ts';
import { checkerboard } from './masks.ts';
import { splineTransform } from './spline.ts';

const transformOf = (spec: AffineFlowSpec | SplineFlowSpec): Transform =>
  spec.kind === 'affine' ? affineTransform : splineTransform(spec.bins);

export const scalarCouplings = (
  lattice: Lattice,
  parameters: Parameters,
  spec: AffineFlowSpec | SplineFlowSpec,
  seed: number,
): Result<FlowParts> => {
  const { dims } = lattice;
  if (dims.some((n) => n % 2 !== 0)) {
    return fail(
      'model.unsupported',
      `Checkerboard couplings need even extents, not ${dims.join(' x ')}.`,
      'Choose even extents, or a continuous flow.',
      { dims },
    );
  }
  const masks = [checkerboard(lattice, 0), checkerboard(lattice, 1)] as const;
  const transform = transformOf(spec);
  const layers = Array.from({ length: spec.couplings }, (_, i) => {
    const name = `coupling.${i}`;
    const network = makeNetwork(lattice, parameters, `${name}.network`, {
      inputs: 1,
      outputs: transform.parameters,
      spec,
      seed,
    });
    return makeCoupling(name, masks[i % 2]!, network, transform);
  });
  return ok({ prior: normalPrior(1), layers, release: () => masks.forEach((mask) => mask.release()) });
};

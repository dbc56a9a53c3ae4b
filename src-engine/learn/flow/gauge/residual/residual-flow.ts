/**
 * The residual flow: uniform links, then sweeps of stout steps over all directions and both parities. Proved by test/unit/engine/learn/flow/gauge/residual/residual.test.ts.
 */
import type { ResidualFlowSpec } from '../../../../api/spec/flow-spec.ts';
import { fail, ok, type Result } from '../../../../base/result.ts';
import type { Lattice } from '../../../../lattice/lattice.ts';
import type { Parameters } from '../../../parameters.ts';
import { haarPrior } from '../../../prior/haar.ts';
import { uniformAngles } from '../../../prior/uniform-angles.ts';
import type { FlowParts } from '../../flow-parts.ts';
import { checkerboard } from '../../masks.ts';
import { angleLinks, matrixLinks } from './link-kind.ts';
import { makeResidual } from './residual.ts';

export const residualFlow = (
  lattice: Lattice,
  parameters: Parameters,
  { sweeps }: ResidualFlowSpec,
  colours: 1 | 2 | 3,
): Result<FlowParts> => {
  const { dims } = lattice;
  if (dims.some((n) => n % 2 !== 0)) {
    return fail(
      'model.unsupported',
      `Steps of links of one parity need even extents, not ${dims.join(' x ')}.`,
      'Choose even extents.',
      { dims },
    );
  }
  const masks = [checkerboard(lattice, 0), checkerboard(lattice, 1)] as const;
  const kind = colours === 1 ? angleLinks : matrixLinks(colours);
  const perSweep = 2 * dims.length;
  const layers = Array.from({ length: sweeps * perSweep }, (_, i) =>
    makeResidual(`step.${i}`, masks[i % 2]!, Math.floor((i % perSweep) / 2), parameters, kind),
  );
  const prior = colours === 1 ? uniformAngles(dims.length) : haarPrior(colours, dims.length);
  return ok({ prior, layers, release: () => masks.forEach((mask) => mask.release()) });
};

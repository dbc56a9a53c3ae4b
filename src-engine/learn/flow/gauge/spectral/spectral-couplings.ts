/**
 * The flow of SU(2) or SU(3) in two dimensions: Haar links, then a row of spectral couplings on stripes of alternating direction and moving offset, each with a
 * network of its own. Proved by test/unit/engine/learn/flow/gauge/spectral/spectral-couplings.test.ts.
 */
import type { SpectralFlowSpec } from '../../../../api/spec/flow-spec.ts';
import { ok, type Result } from '../../../../base/result.ts';
import type { Lattice } from '../../../../lattice/lattice.ts';
import { makeNetwork } from '../../../network/make-network.ts';
import type { Parameters } from '../../../parameters.ts';
import { haarPrior } from '../../../prior/haar.ts';
import type { FlowParts } from '../../flow-parts.ts';
import { allStripes } from '../stripes.ts';
import { makeCell } from './cell.ts';
import { makeSpectralCoupling } from './spectral-coupling.ts';
import { spectralFeatures } from './spectral-features.ts';

export const spectralCouplings = (
  lattice: Lattice,
  parameters: Parameters,
  spec: SpectralFlowSpec,
  colours: 2 | 3,
  seed: number,
): Result<FlowParts> => {
  const stripes = allStripes(lattice);
  if (!stripes.ok) return stripes;
  const cell = makeCell(colours, spec.bins);
  const rectangles = spec.loops === 'rectangles';
  const layers = Array.from({ length: spec.couplings }, (_, i) => {
    const name = `coupling.${i}`;
    const network = makeNetwork(lattice, parameters, `${name}.network`, {
      inputs: spectralFeatures(colours, rectangles),
      outputs: cell.parameters,
      spec,
      seed,
    });
    return makeSpectralCoupling(name, stripes.value.ofLayer(i), network, cell, rectangles);
  });
  return ok({ prior: haarPrior(colours, 2), layers, release: stripes.value.release });
};

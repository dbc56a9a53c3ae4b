/**
 * The flow of SU(2) or SU(3) in two dimensions: Haar links, then spectral couplings, each with a network of its own: on stripes of alternating direction and moving
 * offset, or in sweeps over rows. Proved by test/unit/engine/learn/flow/gauge/spectral/spectral-couplings.test.ts.
 */
import type { SpectralFlowSpec } from '../../../../api/spec/flow-spec.ts';
import { ok, type Result } from '../../../../base/result.ts';
import type { Lattice } from '../../../../lattice/lattice.ts';
import { makeNetwork } from '../../../network/make-network.ts';
import type { Network } from '../../../network.ts';
import type { Parameters } from '../../../parameters.ts';
import { haarPrior } from '../../../prior/haar.ts';
import type { FlowParts } from '../../flow-parts.ts';
import { allStripes } from '../stripes.ts';
import { makeCell } from './cell.ts';
import { makeRows, rowOfLayer } from './rows.ts';
import { makeSpectralCoupling } from './spectral-coupling.ts';
import { numbersOfLoop, spectralFeatures } from './spectral-features.ts';
import { makeSweepCoupling, sweepNumbers } from './sweep-coupling.ts';

export const spectralCouplings = (
  lattice: Lattice,
  parameters: Parameters,
  spec: SpectralFlowSpec,
  colours: 2 | 3,
  seed: number,
): Result<FlowParts> => {
  const cell = makeCell(colours, spec.bins);
  const prior = haarPrior(colours, 2);
  const networkOf = (name: string, inputs: number, outputs: number): Network =>
    makeNetwork(lattice, parameters, `${name}.network`, { inputs, outputs, spec, seed });
  const nameOf = (layer: number): string => `coupling.${layer}`;
  if (spec.masks === 'sweeps') {
    const rows = makeRows(lattice);
    if (!rows.ok) return rows;
    const layers = Array.from({ length: spec.couplings }, (_, i) => {
      const network = networkOf(nameOf(i), numbersOfLoop(colours), sweepNumbers(cell));
      return makeSweepCoupling(nameOf(i), rows.value, rowOfLayer(colours, i), network, cell);
    });
    return ok({ prior, layers, release: rows.value.release });
  }
  const stripes = allStripes(lattice);
  if (!stripes.ok) return stripes;
  const rectangles = spec.loops === 'rectangles';
  const layers = Array.from({ length: spec.couplings }, (_, i) => {
    const network = networkOf(nameOf(i), spectralFeatures(colours, rectangles), cell.parameters);
    return makeSpectralCoupling(nameOf(i), stripes.value.ofLayer(i), network, cell, rectangles);
  });
  return ok({ prior, layers, release: stripes.value.release });
};

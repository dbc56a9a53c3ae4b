/**
 * Gauge-equivariant coupling of SU(2) and SU(3) in two dimensions: the eigenvalues of the active plaquettes (stripes.ts) are moved inside their simplex (cell.ts),
 * with numbers said by a network that sees traces (spectral-features.ts); eigenvectors stay, and the moving link takes the plaquette's change,
 *   W = V diag(exp(i theta)) V^dagger,   W' = V diag(exp(i theta')) V^dagger,   U' = W' W^dagger U.
 * log |det| is with respect to Haar measure. D. Boyda et al., arXiv:2008.05456.
 * Proved by test/unit/engine/learn/flow/gauge/spectral/spectral-coupling.test.ts.
 */
import { invariant } from '../../../../base/invariant.ts';
import type { Field } from '../../../../lattice/lattice.ts';
import type { FlowLayer } from '../../../flow.ts';
import type { Network } from '../../../network.ts';
import { type Direction, twoWayLayer } from '../../two-way-layer.ts';
import type { Stripes } from '../stripes.ts';
import type { Cell } from './cell.ts';
import { spectralKernels } from './coupling-kernels.ts';
import { makeSpectralFeatures, spectralFeatures } from './spectral-features.ts';

export const makeSpectralCoupling = (
  name: string,
  stripes: Stripes,
  network: Network,
  cell: Cell,
  rectangles = false,
): FlowLayer => {
  const { lattice, mu, active } = stripes;
  const size = 2 * cell.colours ** 2;
  const inputs = spectralFeatures(cell.colours, rectangles);
  invariant(
    network.inputs === inputs && network.outputs === cell.parameters,
    `${name}: the network does not fit ${cell.key}`,
  );
  const kernels = spectralKernels(lattice, mu, cell);
  const features = makeSpectralFeatures(stripes, cell.colours, rectangles);
  const spectrum = lattice.field(cell.colours - 1 + size);
  let before: Field | undefined;
  let said: Field | undefined;

  const run = (direction: Direction, x: Field, logJ: Field, keep: boolean): void => {
    if (keep) {
      before ??= lattice.field(2 * size);
      lattice.copy(x, before);
    }
    said = network.forward(features.look(x), keep);
    kernels.spectrum([x, spectrum], { sites: active });
    kernels.move[direction]([x, spectrum, said, logJ], { sites: active });
  };
  const back = (direction: Direction, bar: Field, weight: Field): void => {
    invariant(before && said, `${name}: backward without a pass that kept`);
    const pBar = stripes.shared('said', cell.parameters);
    const plaquetteBar = stripes.shared('plaquette', size);
    const gapsBar = stripes.shared('gaps', cell.colours - 1);
    const fields = [before, spectrum, said, bar, weight, pBar, plaquetteBar, gapsBar];
    kernels.adjoint[direction](fields, { sites: active });
    features.handOn(before, network.backward(pBar), plaquetteBar, bar);
  };
  return twoWayLayer({
    name,
    run,
    back,
    release: () => {
      features.release();
      lattice.release(spectrum);
      if (before) lattice.release(before);
      before = undefined;
      network.release();
    },
  });
};

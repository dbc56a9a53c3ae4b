/**
 * Fourth order with the gradient of the force: I. P. Omelyan, I. M. Mryglod, R. Folk, Phys. Rev. E 66 (2002) 026701 (one-gradient scheme with
 * lambda = 1/6, xi = 1/72); S. A. Chin, Phys. Lett. A226 (1997) 344, algorithm 4A. Its middle kick 2/3 eps (F + eps^2/24 (F d) F) is the force at
 * displaced links, F(exp(eps^2/24 F) U), to the order that matters: H. Yin, R. D. Mawhinney, arXiv:1111.5059. Three forces per step, all
 * coefficients positive.
 */
import type { Scheme } from './scheme.ts';

export const forceGradient: Scheme = {
  name: 'force-gradient',
  order: 4,
  kicks: [1 / 6, 2 / 3, 1 / 6],
  drifts: [0.5, 0.5],
  displacements: [0, 1 / 24, 0],
};

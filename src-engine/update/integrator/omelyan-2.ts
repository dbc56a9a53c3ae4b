/**
 * Second-order minimum-norm scheme of I. P. Omelyan, I. M. Mryglod, R. Folk, Comput. Phys. Commun. 151 (2003) 272 (eq. 31), two forces per
 * step, errors about ten times smaller than leapfrog's; for lattice QCD: T. Takaishi, P. de Forcrand, Phys. Rev. E 73 (2006) 036706.
 */
import type { Scheme } from './scheme.ts';

/** Minimises the norm of the leading error. */
const LAMBDA = 0.1931833275037836;

export const omelyan2: Scheme = {
  name: 'omelyan-2',
  order: 2,
  kicks: [LAMBDA, 1 - 2 * LAMBDA, LAMBDA],
  drifts: [0.5, 0.5],
};

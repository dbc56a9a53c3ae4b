/**
 * Fourth-order minimum-norm scheme with five forces per step (4MN5FV) of I. P. Omelyan, I. M. Mryglod, R. Folk,
 * Comput. Phys. Commun. 151 (2003) 272 (eq. 71); the coefficients as in openQCD's OMF4.
 */
import type { Scheme } from './scheme.ts';

const RHO = 0.08398315262876693;
const THETA = 0.2539785108410595;
const SIGMA = 0.6822365335719091;
const MU = -0.03230286765269967;

export const omelyan4: Scheme = {
  name: 'omelyan-4',
  order: 4,
  kicks: [RHO, SIGMA, 0.5 - RHO - SIGMA, 0.5 - RHO - SIGMA, SIGMA, RHO],
  drifts: [THETA, MU, 1 - 2 * (THETA + MU), MU, THETA],
};

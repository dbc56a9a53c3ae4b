/**
 * The part of the reparametrised gradient that goes through the samples alone: with G = d log q(x)/dx at fixed parameters,
 *   (1/N) sum_i (G(x_i) + dS/dx(x_i)) . df(z_i)/dparameters.
 * What is left out, d log q/dparameters at fixed x, has mean zero; without it the estimate is exactly zero, sample by sample, when q = p.
 * L. Vaitl, K. Nicoli, S. Nakajima, P. Kessel, arXiv:2207.08219. G comes from the inverse flow, so the batch goes through the flow four times.
 */
import { runBackward, runBackwardInverse, runForward, runInverse } from '../run-flow.ts';
import type { Estimator } from './estimator.ts';
import { logWeightsOf } from './training-batch.ts';

export const pathGradient: Estimator = (batch, draw, scale) => {
  const { flow, target, x, z, bar, weight, density } = batch;
  const logQ = batch.draw(draw, false);
  const action = batch.action(scale);
  batch.weigh(new Float64Array(batch.samples).fill(1 / batch.samples));
  batch.clearBar();
  flow.lattice.copy(x, z);
  runInverse(flow, z, density, true);
  runBackwardInverse(flow, z, bar, weight);
  target.addGradient(x, weight, bar, scale);
  // the inverse pass has left its own derivatives there
  flow.parameters.clearGradient();
  flow.prior.draw(x, draw);
  runForward(flow, x, density, true);
  batch.weigh(new Float64Array(batch.samples));
  runBackward(flow, bar, weight);
  return logWeightsOf(logQ, action);
};

/**
 * The gradient of (1/N) sum_i [log q(f(z_i)) + S(f(z_i))] through everything that depends on the parameters: the samples and the density. A kept forward pass
 * and its backward pass. D. Kingma, M. Welling, arXiv:1312.6114; for lattices M. Albergo, G. Kanwar, P. Shanahan, arXiv:1904.12072.
 */
import { runBackward } from '../run-flow.ts';
import type { Estimator } from './estimator.ts';
import { logWeightsOf } from './training-batch.ts';

export const reparametrised: Estimator = (batch, draw, scale) => {
  const { flow, target, x, bar, weight } = batch;
  const logQ = batch.draw(draw, true);
  const action = batch.action(scale);
  batch.weigh(new Float64Array(batch.samples).fill(1 / batch.samples));
  batch.clearBar();
  target.addGradient(x, weight, bar, scale);
  flow.parameters.clearGradient();
  runBackward(flow, bar, weight);
  return logWeightsOf(logQ, action);
};

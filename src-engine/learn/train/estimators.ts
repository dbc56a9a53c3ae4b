/** The estimator that a specification names. */
import type { TrainingSpec } from '../../api/spec/flow-spec.ts';
import type { Estimator } from './estimator.ts';
import { pathGradient } from './path-gradient.ts';
import { reinforce } from './reinforce.ts';
import { reparametrised } from './reparametrised.ts';

export const estimatorOf = (name: TrainingSpec['estimator']): Estimator =>
  ({ reparametrised, path: pathGradient, reinforce })[name];

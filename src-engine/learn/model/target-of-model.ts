/** The density that a model is meant to sample, as the action of runs. Test: test/statistics/sample-model.test.ts. */
import type { ModelTarget } from '../../api/model-manifest.ts';
import { phi4Target } from '../target/phi4.ts';
import { suTarget } from '../target/su-n.ts';
import { u1Target } from '../target/u1.ts';
import type { Target } from '../target.ts';

export const coloursOfModel = { su2: 2, su3: 3 } as const;

export const targetOfModel = (target: ModelTarget, dims: readonly number[]): Target => {
  switch (target.theory) {
    case 'phi4':
      return phi4Target(target);
    case 'u1':
      return u1Target(target.beta, dims.length);
    default:
      return suTarget(coloursOfModel[target.theory], target.beta, dims.length);
  }
};

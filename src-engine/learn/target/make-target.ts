/** The target of a model or a run, by what its manifest or specification says. To add a theory: one file, one case. */
import type { ModelTarget } from '../../api/model-manifest.ts';
import type { Target } from '../target.ts';
import { phi4Target } from './phi4.ts';
import { suTarget } from './su-n.ts';
import { u1Target } from './u1.ts';

export const makeTarget = (target: ModelTarget, dimensions: number): Target => {
  switch (target.theory) {
    case 'phi4':
      return phi4Target(target);
    case 'u1':
      return u1Target(target.beta, dimensions);
    case 'su2':
      return suTarget(2, target.beta, dimensions);
    case 'su3':
      return suTarget(3, target.beta, dimensions);
  }
};

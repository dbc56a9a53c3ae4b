import { describe, expect, it } from 'vitest';
import { architectureText, targetText } from '../../../../src-main/model/model-words.ts';

const network = {
  network: 'convolution',
  hidden: [8, 8],
  stencil: 3,
  activation: 'tanh',
  finalActivation: 'none',
} as const;

describe('models in words', () => {
  it.each([
    [
      { kind: 'affine', ...network, network: 'dense', hidden: [64], couplings: 1 },
      'affine, 1 coupling, dense 64, stencil 3, tanh',
    ],
    [
      { kind: 'spline', ...network, bins: 10, couplings: 8 },
      'splines of 10 bins, 8 couplings, convolutions 8-8, stencil 3, tanh',
    ],
    [
      { kind: 'angular', ...network, transform: 'projection', size: 6, couplings: 16 },
      'angular, 6 projections, 16 couplings, convolutions 8-8, stencil 3, tanh',
    ],
    [
      { kind: 'angular', ...network, hidden: [], transform: 'circular-spline', size: 9, couplings: 16 },
      'angular, circular splines of 9 knots, 16 couplings, convolutions one layer, stencil 3, tanh',
    ],
    [
      { kind: 'spectral', ...network, bins: 4, couplings: 48 },
      'spectral, 4 bins, 48 couplings, convolutions 8-8, stencil 3, tanh',
    ],
    [
      { kind: 'continuous', frequencies: 50, features: 20, timeModes: 21, steps: 50 },
      'continuous, 50 frequencies, 20 features, 50 steps',
    ],
    [{ kind: 'residual', sweeps: 2 }, 'residual, 2 sweeps'],
  ] as const)('%j', (architecture, words) => {
    expect(architectureText(architecture)).toBe(words);
  });

  it('name the target by its group and couplings', () => {
    expect(targetText({ theory: 'su3', beta: 5.5 })).toBe('SU(3), beta = 5.5');
    expect(targetText({ theory: 'u1', beta: 2 })).toBe('U(1), beta = 2');
  });
});

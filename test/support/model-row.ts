/** Rows of the table of models, made up. */
import type { ModelRow } from '../../src-main/contract/index.ts';

export const modelRow = (name: string, rest: Partial<ModelRow> = {}): ModelRow => ({
  id: 'm-20261121-142530-ab12',
  name,
  created: '2026-11-21T14:25:30Z',
  codeVersion: '0.1.0',
  dims: [8, 8],
  target: { theory: 'phi4', massSquared: -4, lambda: 6.008 },
  architecture: {
    kind: 'affine',
    couplings: 16,
    network: 'convolution',
    hidden: [8, 8],
    stencil: 3,
    activation: 'leaky-relu',
    finalActivation: 'tanh',
  },
  architectureText: 'affine, 16 couplings',
  targetText: 'phi^4, m^2 = -4, lambda = 6.008',
  numbers: 12_800,
  bytes: 52_000,
  training: {
    run: 'r1',
    specHash: '00',
    seed: 7,
    steps: 5000,
    batch: 64,
    estimator: 'path',
    seconds: 240,
    parent: null,
  },
  quality: { ess: { value: 0.512, error: 0.008, samples: 1024 } },
  problem: null,
  ...rest,
});

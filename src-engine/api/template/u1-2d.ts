/**
 * U(1) in two dimensions on 16^2 at beta = 2, where everything is known exactly:
 * Z = sum_n I_n(beta)^V, <plaquette> = sum_n I_n^(V-1) (I_(n-1) + I_(n+1)) / 2 / Z, and <Q^2> from Z with a theta term.
 */
import type { Reference, Template } from './template.ts';
import { heatBath, hmc } from './update-blocks.ts';

const references: readonly Reference[] = [
  {
    observable: 'plaquette',
    value: 0.697774658,
    error: 0,
    source: 'exact: character expansion on 16^2, beta 2; equal to I1(2) / I0(2) in all digits',
  },
  {
    observable: 'topological-charge-squared',
    value: 4.95719568,
    error: 0,
    source: 'exact: second derivative of log Z in theta, 16^2, beta 2',
  },
];

const common = {
  version: 1,
  seed: 20260103,
  lattice: { dims: [16, 16], group: 'U(1)' },
  action: { preset: 'wilson', beta: 2 },
  start: { kind: 'hot' },
  measure: { plaquette: { every: 1 }, 'topological-charge': { every: 1 } },
};

export const u1TwoDimensionalHmc: Template = {
  name: 'u1-2d-hmc',
  title: 'U(1) in two dimensions, hybrid Monte Carlo',
  description:
    'A gauge theory that is solved exactly: compact U(1) on 16 x 16 at beta 2, updated by hybrid Monte Carlo. The plaquette and the spread of the topological charge, an integer on every configuration, must agree with the exact values. The charge moves in jumps, ever more rarely as beta grows: try beta 5 and watch it freeze. Expect less than a minute.',
  references,
  document: {
    ...common,
    name: 'U(1) 16^2 beta 2.0, HMC',
    phase: [{ updates: 20000, update: [hmc(10)] }],
  },
};

export const u1TwoDimensionalHeatBath: Template = {
  name: 'u1-2d-heat-bath',
  title: 'U(1) in two dimensions, heat bath and over-relaxation',
  description:
    'A gauge theory that is solved exactly: compact U(1) on 16 x 16 at beta 2, where each link is drawn from its exact distribution given its neighbours. The plaquette and the spread of the topological charge, an integer on every configuration, must agree with the exact values. Expect less than a minute.',
  references,
  document: {
    ...common,
    name: 'U(1) 16^2 beta 2.0, heat bath',
    phase: [{ updates: 20000, update: heatBath(2) }],
  },
};

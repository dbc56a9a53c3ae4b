/** U(1) in two dimensions on 16^2 at beta = 7, where topology is frozen for hybrid Monte Carlo, with replicas down to beta = 2.35. */
import type { Template } from './template.ts';
import { hmc } from './update-blocks.ts';

export const u1TwoDimensionalTempering: Template = {
  name: 'u1-2d-tempering',
  title: 'U(1) in two dimensions, exchange of replicas',
  description:
    'Parallel tempering where hybrid Monte Carlo alone is stuck: at beta 7 the topological charge of U(1) on 16 x 16 stays the same for thousands of trajectories, near beta 2 it moves all the time. Eleven replicas on a ladder between the two exchange their fields with their neighbours, so that fields of every charge come to beta 7. The plaquette and the spread of the charge must agree with the exact values; swap-acceptance, walker and round-trip show how the fields wander along the ladder. Race it against the same run without [exchange]. Expect a minute or two.',
  references: [
    {
      observable: 'plaquette',
      value: 0.9255322108,
      error: 0,
      source: 'exact: character expansion on 16^2, beta 7; equal to I1(7) / I0(7) in these digits',
    },
    {
      observable: 'topological-charge-squared',
      value: 1.00641406,
      error: 0,
      source: 'exact: second derivative of log Z in theta, 16^2, beta 7',
    },
  ],
  document: {
    version: 1,
    seed: 20260121,
    name: 'U(1) 16^2 beta 7.0, exchange of replicas',
    lattice: { dims: [16, 16], group: 'U(1)' },
    action: { preset: 'wilson', beta: 7 },
    start: { kind: 'hot' },
    phase: [{ updates: 10000, update: [hmc(6)] }],
    exchange: { betas: [6.3, 5.65, 5.1, 4.55, 4.1, 3.65, 3.3, 2.95, 2.65, 2.35] },
    measure: { plaquette: { every: 1 }, 'topological-charge': { every: 1 } },
  },
};

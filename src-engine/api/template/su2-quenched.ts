/** SU(2) on 8^4 at beta = 2.3, by two algorithms that must agree. */
import type { Reference, Template } from './template.ts';
import { heatBath, hmc } from './update-blocks.ts';

const references: readonly Reference[] = [
  {
    observable: 'plaquette',
    value: 0.60233,
    error: 0.000142,
    source: 'independent heat-bath and over-relaxation runs with the Wilson action, 8^4, beta 2.3, periodic',
  },
];

const common = {
  version: 1,
  seed: 20260102,
  lattice: { dims: [8, 8, 8, 8], group: 'SU(2)' },
  action: { preset: 'wilson', beta: 2.3 },
  start: { kind: 'hot' },
  measure: { plaquette: { every: 1 }, rectangle: { every: 1 }, polyakov: { every: 1 } },
};

export const su2QuenchedHmc: Template = {
  name: 'su2-quenched-hmc',
  title: 'SU(2) gauge theory, hybrid Monte Carlo',
  description:
    'The smallest non-Abelian gauge theory, where confinement was first seen on a computer (Creutz 1980): SU(2) with the Wilson action on 8^4 at beta 2.3, in the middle of the crossover from strong to weak coupling, updated by hybrid Monte Carlo. Watch the plaquette settle and <exp(-dH)> agree with 1. Expect a few minutes.',
  references,
  document: {
    ...common,
    name: 'SU(2) 8^4 beta 2.3, HMC',
    phase: [{ updates: 1000, update: [hmc(10)] }],
    run: { 'save-every': 50 },
  },
};

export const su2QuenchedHeatBath: Template = {
  name: 'su2-quenched-heat-bath',
  title: 'SU(2) gauge theory, heat bath and over-relaxation',
  description:
    'The smallest non-Abelian gauge theory, where confinement was first seen on a computer (Creutz 1980): SU(2) with the Wilson action on 8^4 at beta 2.3, updated by heat bath (Kennedy-Pendleton) with over-relaxation. It must give the same plaquette as hybrid Monte Carlo. Expect about a minute.',
  references,
  document: {
    ...common,
    name: 'SU(2) 8^4 beta 2.3, heat bath',
    phase: [{ updates: 2000, update: heatBath(3) }],
    run: { 'save-every': 100 },
  },
};

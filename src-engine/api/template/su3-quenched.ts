/** SU(3) without quarks on 8^4 at beta = 6.0, by two algorithms that must agree. */
import type { Reference, Template } from './template.ts';
import { heatBath, hmc } from './update-blocks.ts';

const references: readonly Reference[] = [
  {
    observable: 'plaquette',
    value: 0.594166,
    error: 0.000112,
    source: 'independent heat-bath and over-relaxation runs with the Wilson action, 8^4, beta 6.0, periodic',
  },
];

const common = {
  version: 1,
  seed: 20260101,
  lattice: { dims: [8, 8, 8, 8], group: 'SU(3)' },
  action: { preset: 'wilson', beta: 6 },
  start: { kind: 'hot' },
  measure: { plaquette: { every: 1 }, rectangle: { every: 1 }, polyakov: { every: 1 } },
};

export const su3QuenchedHmc: Template = {
  name: 'su3-quenched-hmc',
  title: 'SU(3) gauge theory, hybrid Monte Carlo',
  description:
    'Gluons without quarks: SU(3) with the Wilson action on 8^4 at beta 6.0, updated by hybrid Monte Carlo. The plaquette, the local measure of how strongly the field fluctuates, settles from zero within some tens of trajectories. The acceptance should be above 0.8, and <exp(-dH)> must agree with 1. Expect some minutes.',
  references,
  document: {
    ...common,
    name: 'SU(3) 8^4 beta 6.0, HMC',
    phase: [{ updates: 1000, update: [hmc(10)] }],
    run: { 'save-every': 50 },
  },
};

export const su3QuenchedHeatBath: Template = {
  name: 'su3-quenched-heat-bath',
  title: 'SU(3) gauge theory, heat bath and over-relaxation',
  description:
    'Gluons without quarks: SU(3) with the Wilson action on 8^4 at beta 6.0, updated by heat bath (Kennedy-Pendleton in Cabibbo-Marinari subgroups) with over-relaxation, the fastest exact way for this action. It must give the same plaquette as hybrid Monte Carlo, from a chain that forgets faster. Expect a few minutes.',
  references,
  document: {
    ...common,
    name: 'SU(3) 8^4 beta 6.0, heat bath',
    phase: [{ updates: 2000, update: heatBath(3) }],
    run: { 'save-every': 100 },
  },
};

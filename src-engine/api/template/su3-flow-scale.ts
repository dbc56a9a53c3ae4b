/** The lattice spacing from the gradient flow: t0 of quenched SU(3), where it was defined. */
import type { Template } from './template.ts';
import { heatBath } from './update-blocks.ts';

export const su3FlowScale: Template = {
  name: 'su3-flow-scale',
  title: 'SU(3) gradient flow and the scale t0',
  description:
    'How fine is the lattice? The gradient flow smooths the field over a radius sqrt(8 t); the flow time t0 where t^2 <E(t)> = 0.3 is a length that every action can be compared by. SU(3) with the Wilson action on 16^4 at beta 5.96, where the accepted t0 is known to two parts in a thousand. The flow also shows the topological charge settle near integers. Expect a few hours; the run can be stopped and resumed at any time.',
  references: [
    {
      observable: 't0',
      value: 2.7854,
      error: 0.0062,
      source:
        'M. Lüscher, JHEP 08 (2010) 071, arXiv:1006.4518, table 1: Wilson action and flow, beta 5.96, on the larger lattice 48 x 24^3',
    },
  ],
  document: {
    version: 1,
    name: 'SU(3) 16^4 beta 5.96, gradient flow',
    seed: 20260105,
    lattice: { dims: [16, 16, 16, 16], group: 'SU(3)' },
    action: { preset: 'wilson', beta: 5.96 },
    start: { kind: 'hot' },
    phase: [{ updates: 2500, update: heatBath(7) }],
    run: { thermalisation: 500, 'save-every': 50 },
    measure: {
      plaquette: { every: 1 },
      'topological-charge': { every: 50 },
      flow: { every: 50, action: 'wilson', step: 0.05, 'max-time': 4, 'record-every': 0.1 },
    },
  },
};

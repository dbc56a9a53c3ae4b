/** Staggered quarks: one field without a root, and two tastes through rational approximations. */
import { exactIdentity } from './exact-identity.ts';
import type { Template } from './template.ts';
import { nestedHmc } from './update-blocks.ts';

const independent =
  'independent hybrid Monte Carlo with the exact determinant of one staggered field (4 tastes), SU(2), 4^4, beta 2.7, mass 0.3, antiperiodic in time; the plaquette 0.7025(1) of arXiv:2103.11965 is the same ensemble';

export const su2StaggeredHmc: Template = {
  name: 'su2-staggered-hmc',
  title: 'SU(2) with one staggered field',
  description:
    'The cheapest dynamical quarks: SU(2) on 4^4 at beta 2.7 with one staggered field of mass 0.3, which describes four tastes and needs no root of its determinant. It is the ensemble that self-learning Monte Carlo with gauge covariant networks was tried on (arXiv:2103.11965). Plaquette, Polyakov loop and chiral condensate have accepted values; without quarks the plaquette would be 0.687. Expect about two minutes.',
  references: [
    { observable: 'plaquette', value: 0.70229, error: 0.0002, source: independent },
    { observable: 'polyakov.re', value: 0.42, error: 0.007, source: independent },
    { observable: 'condensate', value: 0.4236, error: 0.0007, source: independent },
    exactIdentity,
  ],
  document: {
    version: 1,
    name: 'SU(2) 4^4 beta 2.7, one staggered field, mass 0.3',
    seed: 20260108,
    lattice: { dims: [4, 4, 4, 4], group: 'SU(2)' },
    action: { preset: 'wilson', beta: 2.7 },
    fermion: [{ operator: 'staggered', mass: 0.3, tastes: 4 }],
    start: { kind: 'cold' },
    phase: [{ updates: 10000, update: [nestedHmc(2, 3)] }],
    run: { thermalisation: 200, 'save-every': 1000 },
    measure: { plaquette: { every: 1 }, polyakov: { every: 1 }, condensate: { every: 10, hits: 4 } },
  },
};

export const su3StaggeredRhmc: Template = {
  name: 'su3-staggered-rhmc',
  title: 'Hot QCD with two staggered tastes',
  description:
    'Two light quarks near the temperature where hadrons dissolve: SU(3) on 8^3 x 4 at beta 5.3 with two staggered tastes of mass 0.05. Two of the four tastes of a field are the square root of its determinant, which rational hybrid Monte Carlo takes by an approximation that is exact to the last digits. Polyakov loop and chiral condensate tell the phases apart: lower beta to 5.2 and watch the quarks bind. Expect some minutes.',
  references: [exactIdentity],
  document: {
    version: 1,
    name: 'SU(3) 8^3x4 beta 5.3, two staggered tastes, mass 0.05',
    seed: 20260109,
    lattice: { dims: [8, 8, 8, 4], group: 'SU(3)' },
    action: { preset: 'wilson', beta: 5.3 },
    fermion: [{ operator: 'staggered', mass: 0.05, tastes: 2 }],
    start: { kind: 'cold' },
    phase: [{ updates: 500, update: [nestedHmc(5, 3)] }],
    run: { 'save-every': 50 },
    measure: { plaquette: { every: 1 }, polyakov: { every: 1 }, condensate: { every: 5, hits: 4 } },
  },
};

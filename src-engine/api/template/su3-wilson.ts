/** Two flavours of Wilson quarks with SU(3), without and with the clover term. */
import { exactIdentity } from './exact-identity.ts';
import type { Template } from './template.ts';
import { nestedHmc } from './update-blocks.ts';

export const su3WilsonHmc: Template = {
  name: 'su3-wilson-hmc',
  title: 'QCD with two flavours of Wilson quarks',
  description:
    'Quarks in the sea: SU(3) on 8^3 x 16 at beta 5.6 with two flavours of Wilson quarks at kappa 0.15, heavier than those of nature. Molecular dynamics takes the quark force in large steps and the cheap gauge force in small ones; dH and the force of each are recorded, and what the solver does. Every tenth configuration the pion is measured: its correlator falls from the source and comes back around the lattice. Expect some minutes; <exp(-dH)> must agree with 1.',
  references: [exactIdentity],
  document: {
    version: 1,
    name: 'SU(3) 8^3x16 beta 5.6, two Wilson flavours, kappa 0.15',
    seed: 20260106,
    lattice: { dims: [8, 8, 8, 16], group: 'SU(3)' },
    action: { preset: 'wilson', beta: 5.6 },
    fermion: [{ operator: 'wilson', kappa: 0.15, flavours: 2 }],
    start: { kind: 'hot' },
    phase: [
      { name: 'thermalisation', updates: 30, update: [nestedHmc(10, 3)] },
      { name: 'production', updates: 270, update: [nestedHmc(5, 3)] },
    ],
    run: { 'save-every': 50 },
    measure: { plaquette: { every: 1 }, polyakov: { every: 1 }, pion: { every: 10 } },
  },
};

export const su3WilsonCloverHmc: Template = {
  name: 'su3-wilson-clover-hmc',
  title: 'QCD with two flavours of clover quarks',
  description:
    'Wilson quarks with the Sheikholeslami-Wohlert term, which removes the leading discretisation error: SU(3) on 4^4 at beta 5.6, kappa 0.138 and c_sw 1.76, where another program has published its plaquette. Even and odd sites are treated apart, so the determinant of the clover term is an action of its own (quark1.clover). The PCAC mass says how light the quarks are. Expect a few minutes.',
  references: [
    {
      observable: 'plaquette',
      value: 0.5905,
      error: 0.0003,
      source: 'sample run of tmLQCD with the same action on 4^4 (sample-hmc-cloverdet.input)',
    },
    exactIdentity,
  ],
  document: {
    version: 1,
    name: 'SU(3) 4^4 beta 5.6, two clover flavours, kappa 0.138',
    seed: 20260107,
    lattice: { dims: [4, 4, 4, 4], group: 'SU(3)' },
    action: { preset: 'wilson', beta: 5.6 },
    fermion: [{ operator: 'wilson-clover', kappa: 0.138, clover: 1.76, flavours: 2 }],
    start: { kind: 'cold' },
    phase: [{ updates: 2000, update: [nestedHmc(5, 2)] }],
    run: { thermalisation: 200, 'save-every': 100 },
    measure: { plaquette: { every: 1 }, polyakov: { every: 1 }, pion: { every: 10 }, pcac: { every: 10 } },
  },
};

/** Two flavours of domain-wall quarks with SU(3) on a small lattice. */
import { exactIdentity } from './exact-identity.ts';
import type { Template } from './template.ts';
import { nestedHmc } from './update-blocks.ts';

export const su3DomainWallHmc: Template = {
  name: 'su3-domain-wall-hmc',
  title: 'QCD with domain-wall quarks',
  description:
    'Quarks with nearly exact chiral symmetry: they live on the two walls of a fifth dimension of 8 sites, left-handed on one and right-handed on the other. SU(3) on 4^3 x 8 at beta 5.6 with two flavours of mass 0.1; the modes of the bulk are cancelled by a Pauli-Villars field of mass 1. The residual mass, measured with the PCAC mass, is what is left of the violation of the symmetry: lengthen the fifth dimension and watch it fall. Expect about ten minutes.',
  references: [exactIdentity],
  document: {
    version: 1,
    name: 'SU(3) 4^3x8 beta 5.6, two domain-wall flavours, mass 0.1',
    seed: 20260110,
    lattice: { dims: [4, 4, 4, 8], group: 'SU(3)' },
    action: { preset: 'wilson', beta: 5.6 },
    fermion: [{ operator: 'domain-wall', mass: 0.1, height: 1.8, ls: 8, flavours: 2 }],
    start: { kind: 'cold' },
    phase: [{ updates: 300, update: [nestedHmc(4, 3)] }],
    run: { 'save-every': 50 },
    measure: { plaquette: { every: 1 }, polyakov: { every: 1 }, pion: { every: 5 }, pcac: { every: 5 } },
  },
};

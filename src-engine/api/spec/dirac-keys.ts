/** Keys of a Dirac operator, the same in [[fermion]] and [valence]. What they mean in formulas: dirac-spec.ts. */
import type { DiracSpec } from './dirac-spec.ts';
import type { SchemaOf } from './schema-node.ts';

const isHopping = [{ key: 'operator', isOneOf: ['wilson', 'wilson-clover'] }] as const;
const isFiveDimensional = [{ key: 'operator', isOneOf: ['domain-wall', 'moebius'] }] as const;
const isMoebius = [{ key: 'operator', isOneOf: ['moebius'] }] as const;
const isSmeared = [{ key: 'smearing', isNot: 'none' }] as const;

export const diracKeys: SchemaOf<DiracSpec> = {
  operator: {
    kind: 'choice',
    title: 'Dirac operator',
    meaning:
      'How quarks are put on the lattice. Extents must be even; two dimensions have "wilson" and "staggered", and U(1) is there in two dimensions only.',
    default: 'wilson',
    choices: {
      wilson: 'Wilson fermions: one flavour each, chiral symmetry broken by the lattice spacing',
      'wilson-clover':
        'Wilson fermions with the Sheikholeslami-Wohlert term, which removes the leading discretisation error',
      staggered: 'staggered fermions: one field describes 4 tastes (2 in two dimensions)',
      'domain-wall': 'domain-wall fermions (Shamir): chiral symmetry as good as the fifth dimension is long',
      moebius: 'Moebius domain-wall fermions: the same symmetry with a shorter fifth dimension',
    },
  },
  kappa: {
    kind: 'number',
    title: 'Hopping parameter',
    meaning:
      'kappa = 1 / (2 m0 + 2 d) in d dimensions, with m0 the bare mass. Free quarks are massless at 1/8 (four dimensions) or 1/4 (two); with gluons the critical value is larger, and D becomes singular there.',
    min: 0,
    max: 1,
    step: 0.001,
    appliesWhen: isHopping,
  },
  clover: {
    kind: 'number',
    title: 'Clover coefficient',
    meaning: 'c_sw of the term -(kappa c_sw / 2) sum sigma F; 1 at tree level, larger at strong coupling.',
    default: 1,
    min: 0,
    max: 10,
    step: 0.1,
    appliesWhen: [{ key: 'operator', isOneOf: ['wilson-clover'] }],
  },
  mass: {
    kind: 'number',
    title: 'Quark mass',
    meaning:
      'Bare mass in lattice units. The solver needs the more iterations the smaller it is. Staggered: D = m + hopping, without a factor 2.',
    unit: '1 / a',
    min: 0,
    max: 100,
    step: 0.01,
    appliesWhen: [{ key: 'operator', isOneOf: ['staggered', 'domain-wall', 'moebius'] }],
  },
  height: {
    kind: 'number',
    title: 'Height of the domain wall',
    meaning:
      'M of the Wilson operator D_W(-M) in five dimensions. One light quark lives on the walls for 0 < M < 2 in the free theory; 1.8 is usual with gluons.',
    default: 1.8,
    min: 0,
    aboveMin: true,
    max: 2,
    step: 0.1,
    appliesWhen: isFiveDimensional,
  },
  ls: {
    kind: 'integer',
    title: 'Extent of the fifth dimension',
    meaning:
      'Sites between the walls. Chiral symmetry is violated by an amount that falls with it; cost and memory rise in proportion.',
    unit: 'sites',
    default: 8,
    min: 2,
    max: 64,
    step: 2,
    appliesWhen: isFiveDimensional,
  },
  b: {
    kind: 'number',
    title: 'Moebius b',
    meaning: 'Weight of D_W in the diagonal of the fifth dimension; b = 1 with c = 0 is domain-wall.',
    default: 1.5,
    min: 0,
    max: 10,
    step: 0.1,
    appliesWhen: isMoebius,
  },
  c: {
    kind: 'number',
    title: 'Moebius c',
    meaning: 'Weight of D_W in the hopping along the fifth dimension. b - c = 1 keeps the kernel of Shamir.',
    default: 0.5,
    min: 0,
    max: 10,
    step: 0.1,
    appliesWhen: isMoebius,
  },
  boundary: {
    kind: 'choice',
    title: 'Boundary in time',
    meaning: 'Sign of the quark field around the last direction; the other directions are periodic.',
    default: 'antiperiodic',
    choices: {
      antiperiodic: 'the boundary of a trace over states: temperature',
      periodic: 'no sign',
    },
  },
  smearing: {
    kind: 'choice',
    title: 'Smearing of the links in D',
    meaning: 'The operator sees these links in place of the simulated ones; the gauge action does not.',
    default: 'none',
    choices: {
      none: 'links as they are',
      stout: 'stout smearing in all directions; molecular dynamics goes through it',
    },
  },
  smearingSteps: {
    kind: 'integer',
    title: 'Smearing steps',
    meaning: 'How often the links are smeared.',
    unit: 'steps',
    default: 1,
    min: 1,
    max: 50,
    step: 1,
    appliesWhen: isSmeared,
  },
  smearingStrength: {
    kind: 'number',
    title: 'Smearing strength',
    meaning: 'rho of one stout step. Above about 0.12 in four dimensions repeated steps roughen the links.',
    default: 0.1,
    min: 0,
    aboveMin: true,
    max: 1,
    step: 0.01,
    appliesWhen: isSmeared,
  },
};

/** Keys of [lattice], [action] and [start]: what is simulated, and from where. */
import type { ActionSpec, LatticeSpec, StartSpec } from './run-spec.ts';
import type { SchemaOf } from './schema-node.ts';

export const latticeKeys: SchemaOf<LatticeSpec> = {
  dims: {
    kind: 'integers',
    title: 'Extents',
    meaning:
      'Number of sites in each direction, in the order x, y, z, t; the last one is time. Two, three or four entries. Even extents are the fast ones.',
    unit: 'sites',
    minLength: 2,
    maxLength: 4,
    min: 2,
    max: 256,
    step: 2,
  },
  group: {
    kind: 'choice',
    title: 'Field',
    meaning:
      'What the field is: link variables of a gauge group, or "scalar" for a theory without links, of one real number at each site.',
    choices: {
      'U(1)': 'one complex phase per link',
      'SU(2)': '2 x 2 matrices',
      'SU(3)': '3 x 3 matrices, the group of QCD',
      'SU(4)': '4 x 4 matrices',
      'SU(5)': '5 x 5 matrices',
      'SU(6)': '6 x 6 matrices',
      'SU(7)': '7 x 7 matrices',
      'SU(8)': '8 x 8 matrices',
      scalar: 'a real scalar field, no links',
    },
  },
  twist: {
    kind: 'fluxes',
    title: "'t Hooft flux",
    meaning:
      'Twisted boundary conditions: units of Z_N flux through each plane, like { xy = 1, zt = 1 }. Planes that are not named are periodic. A flux n multiplies one plaquette of each slice of the plane by exp(2 pi i n / N).',
    unit: '2 pi / N',
    default: [],
    appliesWhen: [
      { key: 'group', isNot: 'U(1)' },
      { key: 'group', isNot: 'scalar' },
    ],
  },
};

/** Flows are trained for named actions. */
const isChain = { key: '/training', isThere: 'no' } as const;
const isScalar = [
  { key: 'loops', isThere: 'no' },
  { key: 'preset', isOneOf: ['phi4'] },
] as const;
const isGaugePreset = { key: 'preset', isNot: 'phi4' } as const;

export const actionKeys: SchemaOf<ActionSpec> = {
  preset: {
    kind: 'choice',
    title: 'Action',
    meaning:
      'A named action. Gauge fields: S = -(beta/N) sum Re [c0 tr(plaquettes) + c1 tr(1x2 rectangles)] with c0 = 1 - 8 c1 (in three or two dimensions the same coefficients are used). Write loops instead for any other sum of loops. A scalar field has phi4.',
    default: 'wilson',
    choices: {
      wilson: 'plaquettes only (c1 = 0)',
      symanzik: 'tree-level improved (c1 = -1/12)',
      iwasaki: 'improved by block-spin transformations (Iwasaki)',
      dbw2: 'doubly blocked from Wilson in two couplings',
      phi4: 'scalar field: S = sum over sites of m^2 phi^2 + lambda phi^4 + sum over mu of 2 phi^2 - phi phi(x+mu) - phi phi(x-mu), without factors 1/2',
    },
    appliesWhen: [{ key: 'loops', isThere: 'no' }],
  },
  beta: {
    kind: 'number',
    title: 'Inverse coupling',
    meaning:
      'beta = 2 N / g^2 for SU(N) and 1 / g^2 for U(1). Larger means weaker coupling and a finer lattice; zero is the strong-coupling limit.',
    min: 0,
    max: 10_000,
    step: 0.05,
    appliesWhen: [{ key: 'loops', isThere: 'no' }, isGaugePreset],
  },
  loops: {
    kind: 'text',
    title: 'Action as a sum of loops',
    meaning:
      'Closed loops with their couplings, like "plaquette: 6.0; rectangle: -0.3", or explicit paths like "x y -x -y: 6.0". The force is derived from it. It takes the place of preset and beta.',
    maxLength: 10_000,
    optional: true,
    mattersWhen: [{ key: '/lattice.group', isNot: 'scalar' }, isChain],
  },
  massSquared: {
    kind: 'number',
    title: 'Bare mass squared',
    meaning:
      'm^2 of the scalar field, in units of the lattice spacing, with m^2 phi^2 in the action. It may be negative: lambda then keeps the field bounded.',
    min: -1_000,
    max: 1_000,
    step: 0.1,
    appliesWhen: isScalar,
  },
  lambda: {
    kind: 'number',
    title: 'Quartic coupling',
    meaning: 'lambda phi^4 in the action. Zero is the free field, which needs m^2 above zero.',
    min: 0,
    max: 10_000,
    step: 0.1,
    appliesWhen: isScalar,
  },
};

export const startKeys: SchemaOf<StartSpec> = {
  kind: {
    kind: 'choice',
    title: 'First configuration',
    meaning: 'Where the chain starts.',
    default: 'cold',
    choices: {
      cold: 'every link is the identity: ordered, plaquette 1; a scalar field is zero',
      hot: 'every link is drawn from the Haar measure: disordered; a scalar field from the normal distribution',
      file: 'a configuration from a file, in any format that can be read',
    },
  },
  file: {
    kind: 'text',
    title: 'Configuration file',
    meaning:
      'Path of the first configuration, relative to the folder of this spec. Its extents and group must be those of [lattice].',
    maxLength: 4_096,
    appliesWhen: [{ key: 'kind', isOneOf: ['file'] }],
  },
};

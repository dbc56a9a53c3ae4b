/** Keys of the sections of [measure] that need a quark. What is measured, in formulas: hadron-spec.ts. */
import type {
  CondensateSpec,
  EigenvaluesSpec,
  MesonsSpec,
  NucleonSpec,
  PcacSpec,
  PionSpec,
  SourceSpec,
} from './hadron-spec.ts';
import { every } from './recurring-keys.ts';
import type { IntegerKey, SchemaOf, Section } from './schema-node.ts';

const hits = (standard: number): Omit<IntegerKey, 'appliesWhen'> => ({
  kind: 'integer',
  title: 'Noise vectors',
  meaning: 'How many random sources are averaged over.',
  unit: 'sources',
  default: standard,
  min: 1,
  max: 100_000,
  step: 1,
});

const sourceKeys: SchemaOf<SourceSpec> = {
  source: {
    kind: 'choice',
    title: 'Source',
    meaning: 'Where the propagators start.',
    default: 'point',
    choices: {
      point: 'one site',
      wall: 'every site of one time slice with the same sign; needs a fixed gauge to mean much',
      z2: 'random signs on one time slice',
      z4: 'random powers of i on one time slice',
      gaussian: 'complex Gaussian numbers on one time slice',
    },
  },
  position: {
    kind: 'integers',
    title: 'Position of the source',
    meaning: 'Site of the point source, one entry for each direction; the origin when it is not given.',
    unit: 'sites',
    optional: true,
    minLength: 2,
    maxLength: 4,
    min: 0,
    max: 255,
    step: 1,
    appliesWhen: [{ key: 'source', isOneOf: ['point'] }],
  },
  time: {
    kind: 'integer',
    title: 'Time slice of the source',
    meaning: 'The time slice that holds the source; correlators count time from there.',
    unit: 'sites',
    default: 0,
    min: 0,
    max: 255,
    step: 1,
    appliesWhen: [{ key: 'source', isOneOf: ['wall', 'z2', 'z4', 'gaussian'] }],
  },
  hits: { ...hits(1), appliesWhen: [{ key: 'source', isOneOf: ['z2', 'z4', 'gaussian'] }] },
};

const pionKeys: SchemaOf<PionSpec> = { every: every(10), ...sourceKeys };
const nucleonKeys: SchemaOf<NucleonSpec> = { every: every(10), ...sourceKeys };
const pcacKeys: SchemaOf<PcacSpec> = { every: every(10), ...sourceKeys };

const mesonsKeys: SchemaOf<MesonsSpec> = {
  every: every(10),
  channel: {
    kind: 'choices',
    title: 'Channels',
    meaning: 'Gamma matrices between quark and antiquark, at source and sink.',
    default: ['g5', 'gx', 'gy', 'gz'],
    choices: {
      '1': 'scalar (a0)',
      g5: 'pseudoscalar (pion)',
      gx: 'vector (rho), x',
      gy: 'vector (rho), y',
      gz: 'vector (rho), z',
      gt: 'vector, time: the conserved charge',
      g5gx: 'axial vector (a1), x',
      g5gy: 'axial vector (a1), y',
      g5gz: 'axial vector (a1), z',
      g5gt: 'axial vector, time: the pion again',
      gxgy: 'tensor (b1), xy',
      gygz: 'tensor (b1), yz',
      gzgx: 'tensor (b1), zx',
      gtgx: 'tensor, tx: the rho again',
      gtgy: 'tensor, ty: the rho again',
      gtgz: 'tensor, tz: the rho again',
    },
  },
  ...sourceKeys,
};

const isNoisy = [{ key: 'noise', isNot: 'exact' }] as const;

const condensateKeys: SchemaOf<CondensateSpec> = {
  every: every(10),
  noise: {
    kind: 'choice',
    title: 'Noise',
    meaning: 'The random numbers that the trace is estimated with.',
    default: 'z2',
    choices: {
      z2: 'random signs',
      z4: 'random powers of i',
      gaussian: 'complex Gaussian numbers',
      exact: 'no noise: every site, spin and colour in turn; for small lattices',
    },
  },
  hits: { ...hits(10), appliesWhen: isNoisy },
  dilution: {
    kind: 'choice',
    title: 'Dilution',
    meaning:
      'Noise vectors are split into parts that are solved one by one: more work, and less noise where neighbours are in different parts.',
    default: 'none',
    choices: {
      none: 'one solution for each noise vector',
      'even-odd': 'even and odd sites apart',
      time: 'time slices apart',
      'spin-colour': 'spins and colours apart',
    },
    appliesWhen: isNoisy,
  },
  powers: {
    kind: 'integer',
    title: 'Largest power',
    meaning: 'Tr D^-N is measured for N from 1 to this: what the derivatives of log det D consist of.',
    default: 1,
    min: 1,
    max: 8,
    step: 1,
  },
};

const eigenvaluesKeys: SchemaOf<EigenvaluesSpec> = {
  every: every(10),
  count: {
    kind: 'integer',
    title: 'Number of eigenvalues',
    meaning: 'How many of the lowest eigenvalues of D^+ D are computed.',
    default: 4,
    min: 1,
    max: 200,
    step: 1,
  },
  tolerance: {
    kind: 'number',
    title: 'Tolerance',
    meaning:
      'Largest residual |D^+ D v - lambda v| of an eigenvector v of norm 1, relative to the largest eigenvalue.',
    default: 1e-8,
    min: 1e-14,
    max: 0.1,
  },
};

const section = <T>(title: string, meaning: string, keys: SchemaOf<T>): Section<T> => ({
  kind: 'section',
  presence: 'optional',
  title,
  meaning: `${meaning} Needs a quark: [valence], or the first [[fermion]].`,
  keys,
});

export const hadronKeys = {
  pion: section<PionSpec>(
    'Pion',
    'Correlator of the pseudoscalar, summed over the time slice of the sink and over spin and colour of the source, and its effective mass.',
    pionKeys,
  ),
  mesons: section<MesonsSpec>(
    'Mesons',
    'Correlators of local quark bilinears in any of the 16 channels, and the rho as the mean of its three.',
    mesonsKeys,
  ),
  nucleon: section<NucleonSpec>(
    'Nucleon',
    'Correlator of three quarks with the quantum numbers of the proton, positive parity.',
    nucleonKeys,
  ),
  pcac: section<PcacSpec>(
    'PCAC mass',
    'The quark mass that the axial Ward identity defines, from the time derivative of the axial current over the pseudoscalar.',
    pcacKeys,
  ),
  condensate: section<CondensateSpec>(
    'Chiral condensate',
    'Tr D^-1 / V, the sum over spin and colour, and the traces of higher powers.',
    condensateKeys,
  ),
  eigenvalues: section<EigenvaluesSpec>(
    'Eigenvalues',
    'The lowest eigenvalues of D^+ D: how near the operator is to being singular, and the density that makes the condensate.',
    eigenvaluesKeys,
  ),
};

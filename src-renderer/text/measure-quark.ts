/** Words of measurements with quarks on a configuration: the form of the quark, and charts of what came out. */
import type { QuarkMeasurement, ValenceQuark } from '../../src-main/contract/index.ts';

const operators: Readonly<Record<ValenceQuark['operator'], string>> = {
  wilson: 'Wilson',
  'wilson-clover': 'Wilson with clover term',
  staggered: 'Staggered',
  'domain-wall': 'Domain wall (Shamir)',
  moebius: 'Möbius domain wall',
};

const sources: Readonly<Record<QuarkMeasurement['source']['source'], string>> = {
  point: 'Point',
  wall: 'Wall',
  z2: 'Z₂ noise',
  z4: 'Z₄ noise',
  gaussian: 'Gaussian noise',
};

export const measureQuarkText = {
  quark: 'Quark',
  operator: 'Operator',
  operators,
  parameters: {
    kappa: 'κ',
    clover: 'Clover coefficient',
    mass: 'Mass',
    height: 'Domain wall height M',
    ls: 'Fifth extent',
    b: 'b',
    c: 'c',
  },
  boundary: 'Boundary in time',
  boundaries: { antiperiodic: 'Antiperiodic', periodic: 'Periodic' },
  tolerance: 'Residual of the solver',
  maxIterations: 'Most iterations',
  source: 'Source of hadrons',
  sources,
  time: 'Time slice of the source',
  hits: 'Noise vectors',
  traces: 'Condensate',
  exact: 'Exact (small lattices)',
  noise: 'Noise',
  eigenvalues: 'How many eigenvalues',
  charts: {
    correlator: 'C(t)',
    negative: (label: string): string => `−${label}`,
    effectiveMass: 'Effective mass',
    pcac: 'PCAC mass',
    potential: 'V(R)',
    eigenvalue: 'Eigenvalue',
    time: 't',
    distance: 'R',
    place: 'place from the lowest',
  },
} as const;

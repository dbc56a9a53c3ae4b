/**
 * Memory of quarks: their operators (links with signs and phases, their gradient, smeared ones, the clover term) and the vectors that
 * solvers and pseudofermions hold. Counts are those of the engine to within some tens of percent: test/unit/main/run/memory-of-runs.test.ts.
 */
import { determinantPower, needsRoot } from './determinant-power.ts';
import type { DiracSpec, SeaQuarkSpec } from './dirac-spec.ts';
import { MIXED_FROM } from './limits.ts';
import { coloursOf, type RunSpec } from './run-spec.ts';

const volume = ({ lattice }: RunSpec): number =>
  lattice.dims.reduce((product, extent) => product * extent, 1);

/** One complex vector on all sites. */
const vectorBytes = (quark: DiracSpec, spec: RunSpec): number => {
  const spins = quark.operator === 'staggered' ? 1 : spec.lattice.dims.length === 4 ? 4 : 2;
  const slices = 'ls' in quark ? quark.ls : 1;
  return 16 * volume(spec) * coloursOf(spec.lattice.group) * spins * slices;
};

/** Gauge fields that an operator holds: dressed links and their gradient, both for each smearing step, the clover term and its inverse. */
const linkFields = (quark: DiracSpec, smearingSteps = quark.smearingSteps ?? 0): number =>
  2 + 3.5 * smearingSteps + (quark.operator === 'wilson-clover' ? 5.5 : 0);

/** Lower over upper end of the spectrum where nothing better is known (pseudofermion/rational). */
const unknownRange = 1e-8;

/** Terms of a rational approximation to all digits: they grow with the logarithm of the condition number. */
const rationalTerms = (quark: SeaQuarkSpec, dimensions: number): number => {
  const range =
    quark.operator === 'staggered' ? quark.mass ** 2 / (quark.mass ** 2 + dimensions ** 2) : unknownRange;
  return 2 + 1.62 * Math.log(4 / range);
};

/** Share of an operator in single precision (MIXED_FROM, pseudofermion/sea-monomials.ts) in the memory of one that works on the same smeared links. */
const SINGLE = 0.6;

/** Vectors of solver and operator, without pseudofermions. */
const workVectors = (quark: DiracSpec): number => ('ls' in quark ? 16 : 8);

const seaVectors = (quark: SeaQuarkSpec, dimensions: number): number => {
  const pseudofermions = 1 + (quark.hasenbusch ?? []).length;
  const root = needsRoot(quark, dimensions) ? 2.2 * rationalTerms(quark, dimensions) : 0;
  return workVectors(quark) + pseudofermions * (1 + quark.guesses) + root;
};

const seaBytes = (spec: RunSpec, field: number): number =>
  spec.fermion.reduce((sum, quark) => {
    // domain walls have a second operator, of mass 1
    const operators = 'ls' in quark ? 2 : 1;
    const links = operators * linkFields(quark) * field;
    const vector = vectorBytes(quark, spec);
    const mixed = volume(spec) >= MIXED_FROM && determinantPower(quark, spec.lattice.dims.length) >= 1;
    const vectors = workVectors(quark) / operators;
    const single = mixed ? SINGLE * (linkFields(quark, 0) * field + vectors * vector) : 0;
    return sum + links + single + seaVectors(quark, spec.lattice.dims.length) * vector;
  }, 0);

/** Vectors of each column that a measurement solves for; large ones share what the sea has left over. */
const columnVectors = (quark: DiracSpec): number => ('ls' in quark ? 6 : 8);

/** Sites up to which several columns are solved for at once, and how many (observable/measure-quarks.ts). */
const MAX_BLOCK_VOLUME = 2 ** 17;
const blocksOf = (quark: DiracSpec, spec: RunSpec): number => {
  if (volume(spec) > MAX_BLOCK_VOLUME || 'ls' in quark || quark.operator === 'staggered') return 1;
  return spec.lattice.dims.length === 4 ? 4 : 2;
};

/** Vectors of the search for eigenvalues beside those that are found. */
const SEARCH_VECTORS = 45;

const measuredBytes = (spec: RunSpec, field: number): number => {
  const quark: DiracSpec | undefined = spec.valence ?? spec.fermion[0];
  const { pion, mesons, nucleon, pcac, condensate, eigenvalues } = spec.measure;
  if (quark === undefined) return 0;
  const vector = vectorBytes(quark, spec);
  const solves = [pion, mesons, nucleon, pcac, condensate].some((section) => section !== undefined);
  const propagators = solves
    ? linkFields(quark) * field + blocksOf(quark, spec) * columnVectors(quark) * vector
    : 0;
  const spectrum =
    eigenvalues === undefined ? 0 : linkFields(quark) * field + (SEARCH_VECTORS + eigenvalues.count) * vector;
  return propagators + spectrum;
};

/** Bytes of all quarks of a run, `field` being those of one gauge field. */
export const quarkBytes = (spec: RunSpec, field: number): number =>
  seaBytes(spec, field) + measuredBytes(spec, field);

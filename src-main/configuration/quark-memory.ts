/**
 * Bytes that observables of quarks take: the operator with its copy of the links, vectors of solvers, the basis of the eigenvalue solver,
 * and propagators, which lie beside kernel memory. Upper bounds that were read off what is allocated.
 * Test: test/unit/main/configuration/quark-memory.test.ts.
 */
import type { ValenceSpec } from '../../src-engine/api/spec/dirac-spec.ts';
import type { QuarkObservable } from '../../src-engine/api/spec/hadron-spec.ts';
import { columnsTogether } from '../../src-engine/observable/index.ts';
import type { MemoryNeed, Shape } from './field-memory.ts';
import type { QuarkOptions } from './quark-options.ts';

/** Vectors that an operator, its solver and a measurement have at once, for each of those solved for together. */
const SOLVER_VECTORS = 11;
/** Vectors of the eigenvalue solver beside four for each eigenvalue. */
const EIGENVALUE_VECTORS = 40;

const volumeOf = (dims: readonly number[]): number => dims.reduce((product, n) => product * n, 1);

/** Reals at a site: of the links, and of one four-dimensional vector. */
const sizes = ({ dims, colours }: Shape, { operator }: ValenceSpec) => {
  const spins = operator === 'staggered' ? 1 : dims.length === 2 ? 2 : 4;
  return { links: 2 * dims.length * colours ** 2, vector: 2 * spins * colours, columns: spins * colours };
};

/** Fields of links beside those of the gauge field: dressed ones, stout levels, what the clover term keeps. */
const linkFields = (quark: ValenceSpec): number =>
  2 +
  (quark.smearing === 'stout' ? 2 + (quark.smearingSteps ?? 1) : 0) +
  (quark.operator === 'wilson-clover' ? 4 : 0) +
  (quark.operator === 'moebius' ? 2 : 0);

export const memoryOfQuarks = (
  shape: Shape,
  observables: readonly QuarkObservable[],
  { quark, source, eigenvalues }: QuarkOptions,
): MemoryNeed => {
  const { links, vector, columns } = sizes(shape, quark);
  const slices = 'ls' in quark ? quark.ls : 1;
  const blocks = columnsTogether(quark, shape.dims);
  const solves = observables.some((name) => name !== 'eigenvalues');
  const solver = solves ? SOLVER_VECTORS * (slices + (quark.operator === 'moebius' ? 1 : 0)) * blocks : 0;
  const basis = observables.includes('eigenvalues')
    ? (4 * eigenvalues.count + EIGENVALUE_VECTORS) * slices
    : 0;
  const reals = linkFields(quark) * links + (solver + basis) * vector;
  const hadrons = observables.some((name) => name !== 'condensate' && name !== 'eigenvalues');
  const kept = hadrons ? (source.hits === undefined ? columns : (columns / shape.colours) * source.hits) : 1;
  // read one by one, and the last one twice
  const beside = (Math.ceil(kept / blocks) + 2) * blocks * vector;
  const bytes = 8 * volumeOf(shape.dims);
  return { fields: bytes * reals, beside: bytes * beside };
};

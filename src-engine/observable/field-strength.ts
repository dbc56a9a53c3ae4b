/**
 * The field strength on the lattice, an anti-Hermitian (traceless for SU(N)) matrix F_mu,nu(x) = a^2 g F + ..:
 *   plaquette  TA(P_mu,nu(x)), which sits half a step off the site;
 *   clover     TA of the mean of the four plaquettes around x;
 *   rectangle  TA of the mean of the eight 1x2 loops around x: 2 a^2 g F + ..
 * TA(M) = (M - M^+)/2 - trace/N. And sums over sites of -tr F F, which action density and topological charge are made of.
 * Tests: test/unit/engine/observable/field-strength.test.ts (constant Abelian field), test/golden/observable.test.ts.
 */

import type { Path } from '../action/path.ts';
import { pathSum } from '../action/path-product.ts';
import {
  type Algebra,
  loadAlgebra,
  scaleAlgebra,
  storeAlgebra,
  tracelessAntiHermitian,
} from '../group/algebra.ts';
import type { Group } from '../group/group.ts';
import type { Real, Tracer } from '../kernel/tracer.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';
import { type Plane, planeName, planesOf } from './planes.ts';

export type FieldStrength = 'plaquette' | 'clover' | 'rectangle';

/** Loops from x around the plane, all in the sense from mu to nu. */
export const leaves = ({ mu, nu }: Plane, definition: FieldStrength): Path[] => {
  const a = mu + 1;
  const b = nu + 1;
  if (definition === 'plaquette') return [[a, b, -a, -b]];
  const corners: readonly (readonly [number, number])[] = [
    [a, b],
    [b, -a],
    [-a, -b],
    [-b, a],
  ];
  if (definition === 'clover') return corners.map(([p, q]) => [p, q, -p, -q]);
  return corners.flatMap(([p, q]) => [
    [p, p, q, -p, -p, -q],
    [p, q, q, -p, -q, -q],
  ]);
};

/** target <- F of the plane, an algebra element at every site. */
const computeFieldStrength = (
  { lattice, group, links }: GaugeField,
  plane: Plane,
  definition: FieldStrength,
  target: Field,
): void => {
  const loops = leaves(plane, definition).map((steps) => ({ steps }));
  const kernel = lattice.kernel(`field strength ${definition} ${planeName(plane)} ${group.name}`, (k) => {
    const u = { field: k.field('links', links.components), colours: group.colours };
    const out = k.field('field strength', target.components);
    const f = tracelessAntiHermitian(k, pathSum(k, u, k.here, loops), group);
    storeAlgebra(k, out, 0, scaleAlgebra(k, k.constant(1 / loops.length), f));
  });
  kernel([links, target]);
};

/** -tr(A B) of two algebra elements. */
const minusTrace = (k: Tracer, a: Algebra, b: Algebra, { colours: n }: Group): Real => {
  let off: Real | undefined;
  for (let i = n; i < a.length; i++) off = k.fma(a[i]!, b[i]!, off);
  let sum = off === undefined ? undefined : k.add(off, off);
  for (let i = 0; i < n; i++) sum = k.fma(a[i]!, b[i]!, sum);
  return sum!;
};

/** A plane, the plane orthogonal to it (four dimensions only), and the sign of epsilon_{mu nu rho sigma}. */
interface PlanePair {
  readonly first: Plane;
  readonly second: Plane | undefined;
  readonly sign: 1 | -1;
}

const planePairs = (dimensions: number): PlanePair[] => {
  if (dimensions < 4) return planesOf(dimensions).map((first) => ({ first, second: undefined, sign: 1 }));
  return [
    { first: { mu: 0, nu: 1 }, second: { mu: 2, nu: 3 }, sign: 1 },
    { first: { mu: 0, nu: 2 }, second: { mu: 1, nu: 3 }, sign: -1 },
    { first: { mu: 0, nu: 3 }, second: { mu: 1, nu: 2 }, sign: 1 },
  ];
};

/** Visits each pair of planes with F of both; in fewer than four dimensions the second one means nothing. */
const eachPair = (
  field: GaugeField,
  definition: FieldStrength,
  visit: (pair: PlanePair, first: Field, second: Field) => void,
): void => {
  const { lattice, group } = field;
  const f = lattice.field(group.algebraComponents);
  const g = lattice.field(group.algebraComponents);
  for (const pair of planePairs(lattice.dims.length)) {
    computeFieldStrength(field, pair.first, definition, f);
    if (pair.second !== undefined) computeFieldStrength(field, pair.second, definition, g);
    visit(pair, f, g);
  }
  lattice.release(f);
  lattice.release(g);
};

/** -tr F F, -tr G G and -tr F G of two fields of algebra elements. */
const products = (k: Tracer, group: Group): Real[] => {
  const load = (name: string) => loadAlgebra(k, k.field(name, group.algebraComponents), k.here, 0, group);
  const f = load('first');
  const g = load('second');
  return [minusTrace(k, f, f, group), minusTrace(k, g, g, group), minusTrace(k, f, g, group)];
};

export interface FieldStrengthSums {
  /** Sum over sites of -tr F F for each plane, in the order of planes.ts. */
  readonly energies: readonly number[];
  /** Sum over sites and over the three pairs of orthogonal planes of -epsilon tr F F; 0 in fewer than four dimensions. */
  readonly dual: number;
}

export const sumFieldStrength = (field: GaugeField, definition: FieldStrength): FieldStrengthSums => {
  const { lattice, group } = field;
  const energies = new Map<string, number>();
  let dual = 0;
  const kernel = lattice.kernel(`algebra products ${group.name}`, (k) => {
    for (const product of products(k, group)) k.reduce(product);
  });
  eachPair(field, definition, ({ first, second, sign }, f, g) => {
    const [ff, gg, fg] = kernel([f, g]);
    energies.set(planeName(first), ff!);
    if (second === undefined) return;
    energies.set(planeName(second), gg!);
    dual += sign * fg!;
  });
  return { energies: planesOf(lattice.dims.length).map((plane) => energies.get(planeName(plane))!), dual };
};

export interface DensityWeights {
  /** Component to which -tr F F of the plane is added, if any. */
  energy?(plane: Plane): number;
  /** Weight of -epsilon tr F F in component 0. */
  readonly dual?: number;
}

/** Adds what the weights say to components of `target`, site by site. */
export const addFieldStrengthDensity = (
  field: GaugeField,
  definition: FieldStrength,
  target: Field,
  { energy, dual = 0 }: DensityWeights,
): void => {
  const { lattice, group } = field;
  const n = target.components;
  const kernel = lattice.kernel(`algebra density ${n} ${group.name}`, (k) => {
    const out = k.field('density', n);
    const all = products(k, group);
    for (let c = 0; c < n; c++) {
      const sum = all.reduce((s, product) => k.fma(k.param(), product, s), k.load(out, k.here, c));
      k.store(out, c, sum);
    }
  });
  eachPair(field, definition, ({ first, second, sign }, f, g) => {
    const params = new Array<number>(3 * n).fill(0);
    if (energy !== undefined) params[3 * energy(first)] = 1;
    if (energy !== undefined && second !== undefined) params[3 * energy(second) + 1] = 1;
    if (second !== undefined) params[2] = sign * dual;
    kernel([target, f, second === undefined ? f : g], { params });
  });
};

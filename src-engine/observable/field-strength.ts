/**
 * The field strength on the lattice, an anti-Hermitian (traceless for SU(N)) matrix F_mu,nu(x) = a^2 g F + ..:
 *   plaquette  TA(P_mu,nu(x)), which sits half a step off the site;
 *   clover     TA of the mean of the four plaquettes around x;
 *   rectangle  TA of the mean of the eight 1x2 loops around x: 2 a^2 g F + ..
 * TA(M) = (M - M^+)/2 - trace/N. And sums over sites of -tr F F, which action density and topological charge are made of.
 * Tests: test/unit/engine/observable/field-strength.test.ts (constant Abelian field), test/golden/observable.test.ts.
 */

import type { Path } from '../action/path.ts';
import { type LinkField, pathSum } from '../action/path-product.ts';
import { type Algebra, scaleAlgebra, tracelessAntiHermitian } from '../group/algebra.ts';
import type { Group } from '../group/group.ts';
import type { Real, Tracer } from '../kernel/tracer.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';
import { type Plane, planeName, planesOf } from './planes.ts';

export type FieldStrength = 'plaquette' | 'clover' | 'rectangle';

/** Loops from x around the plane, all in the sense from mu to nu. */
const leaves = ({ mu, nu }: Plane, definition: FieldStrength): Path[] => {
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

const fieldStrength = (
  k: Tracer,
  u: LinkField,
  group: Group,
  plane: Plane,
  definition: FieldStrength,
): Algebra => {
  const loops = leaves(plane, definition);
  const sum = pathSum(
    k,
    u,
    k.here,
    loops.map((steps) => ({ steps })),
  );
  return scaleAlgebra(k, k.constant(1 / loops.length), tracelessAntiHermitian(k, sum, group));
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

/** The three products of a pair: -tr F F of the first plane, of the second, and of both times the sign of epsilon. */
const products = (
  k: Tracer,
  u: LinkField,
  group: Group,
  { first, second, sign }: PlanePair,
  definition: FieldStrength,
): Real[] => {
  const f = fieldStrength(k, u, group, first, definition);
  if (second === undefined) return [minusTrace(k, f, f, group)];
  const g = fieldStrength(k, u, group, second, definition);
  const dual = minusTrace(k, f, g, group);
  return [minusTrace(k, f, f, group), minusTrace(k, g, g, group), sign > 0 ? dual : k.neg(dual)];
};

export interface FieldStrengthSums {
  /** Sum over sites of -tr F F for each plane, in the order of planes.ts. */
  readonly energies: readonly number[];
  /** Sum over sites and over the three pairs of orthogonal planes of -epsilon tr F F; 0 in fewer than four dimensions. */
  readonly dual: number;
}

const nameOf = ({ first, second }: PlanePair): string =>
  `${planeName(first)} ${second === undefined ? '' : planeName(second)}`;

export const sumFieldStrength = (field: GaugeField, definition: FieldStrength): FieldStrengthSums => {
  const { lattice, group, links } = field;
  const d = lattice.dims.length;
  const energies = new Map<string, number>();
  let dual = 0;
  for (const pair of planePairs(d)) {
    const name = `field strength ${definition} ${nameOf(pair)} ${group.name}`;
    const [first, second, both] = lattice.kernel(name, (k) => {
      const u = { field: k.field('links', links.components), colours: group.colours };
      for (const product of products(k, u, group, pair, definition)) k.reduce(product);
    })([links]);
    energies.set(planeName(pair.first), first!);
    if (pair.second !== undefined) energies.set(planeName(pair.second), second!);
    dual += both ?? 0;
  }
  return { energies: planesOf(d).map((plane) => energies.get(planeName(plane))!), dual };
};

/** Weights of the three products of a pair of planes. */
export interface ProductWeights {
  energy(plane: Plane): number;
  readonly dual: number;
}

/** Adds a weighted sum of the products to component `component` of `target`, site by site. */
export const addFieldStrengthDensity = (
  field: GaugeField,
  definition: FieldStrength,
  target: Field,
  component: number,
  weights: ProductWeights,
): void => {
  const { lattice, group, links } = field;
  for (const pair of planePairs(lattice.dims.length)) {
    const name = `field strength density ${definition} ${nameOf(pair)} ${group.name} ${component}/${target.components}`;
    const kernel = lattice.kernel(name, (k) => {
      const u = { field: k.field('links', links.components), colours: group.colours };
      const out = k.field('density', target.components);
      let sum = k.load(out, k.here, component);
      for (const product of products(k, u, group, pair, definition)) sum = k.fma(k.param(), product, sum);
      k.store(out, component, sum);
    });
    const { first, second } = pair;
    const both = second === undefined ? [] : [weights.energy(second), weights.dual];
    kernel([links, target], { params: [weights.energy(first), ...both] });
  }
};

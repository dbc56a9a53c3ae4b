/**
 * The topological charge.
 *
 * SU(N) in four dimensions: Q = -1/(32 pi^2) sum_x epsilon_{mu nu rho sigma} tr F_mu,nu F_rho,sigma with F from field-strength.ts:
 *   plaquette, clover: that F;
 *   improved: 5/3 Q[clover] - 1/12 * 2 Q[rectangle], without the leading lattice error (C. Alexandrou et al., arXiv:1708.00696).
 * The sign is that of MILC and JuliaQCD (openQCD has the other one).
 * U(1) in two dimensions: Q = sum_x arg P(x) / (2 pi) with arg in (-pi, pi], an integer on a periodic lattice.
 * Tests: test/golden/observable.test.ts (instanton of MILC, numbers of QCDMeasurements.jl),
 * test/unit/engine/observable/topological-charge.test.ts.
 */
import { pathProduct } from '../action/path-product.ts';
import type { ChargeDefinition } from '../api/spec/run-spec.ts';
import { invariant } from '../base/invariant.ts';
import type { Group } from '../group/group.ts';
import { atan2 } from '../kernel/math.ts';
import type { Real, Tracer } from '../kernel/tracer.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';
import { addFieldStrengthDensity, type FieldStrength, sumFieldStrength } from './field-strength.ts';

/** How a group in some number of dimensions has a charge here, if at all. */
export type ChargeKind = 'field-strength' | 'geometric' | 'none';

export const chargeKind = (group: Group, dimensions: number): ChargeKind => {
  if (group.special && dimensions === 4) return 'field-strength';
  return !group.special && dimensions === 2 ? 'geometric' : 'none';
};

/** epsilon tr F F over all indices is 8 times the sum over the three pairs of planes. */
const NORMALISATION = 8 / (32 * Math.PI ** 2);

const PARTS: Readonly<Record<ChargeDefinition, readonly (readonly [FieldStrength, number])[]>> = {
  plaquette: [['plaquette', 1]],
  clover: [['clover', 1]],
  improved: [
    ['clover', 5 / 3],
    ['rectangle', -2 / 12],
  ],
};

/** Q of each definition; each field strength is computed once, or taken from `known` (sums of -epsilon tr F F over the pairs). */
export const measureTopologicalCharge = <D extends ChargeDefinition>(
  field: GaugeField,
  definitions: readonly D[],
  known: Partial<Record<FieldStrength, number>> = {},
): Record<D, number> => {
  requireKind(field, 'field-strength');
  const duals: Partial<Record<FieldStrength, number>> = { ...known };
  const dual = (of: FieldStrength): number => (duals[of] ??= sumFieldStrength(field, of).dual);
  const charge = (definition: D): number =>
    NORMALISATION * PARTS[definition].reduce((sum, [of, weight]) => sum + weight * dual(of), 0);
  return Object.fromEntries(definitions.map((d) => [d, charge(d)])) as Record<D, number>;
};

/** A new field of one component: the density of Q. */
export const topologicalDensityField = (
  field: GaugeField,
  definition: ChargeDefinition = 'clover',
): Field => {
  requireKind(field, 'field-strength');
  const out = field.lattice.field(1);
  for (const [of, weight] of PARTS[definition])
    addFieldStrengthDensity(field, of, out, { dual: NORMALISATION * weight });
  return out;
};

const requireKind = ({ group, lattice }: GaugeField, kind: ChargeKind): void =>
  invariant(
    chargeKind(group, lattice.dims.length) === kind,
    `${group.name} in ${lattice.dims.length} dimensions has no ${kind} charge`,
  );

/** arg P(x) / (2 pi) */
const windingDensity = (k: Tracer, components: number): Real => {
  const u = { field: k.field('links', components), colours: 1 };
  const p = pathProduct(k, u, k.here, [1, 2, -1, -2])[0]![0]!;
  return k.mul(k.constant(1 / (2 * Math.PI)), atan2(k, p.im, p.re));
};

/** Q of U(1) in two dimensions, the nearest integer: every link is in two plaquettes with opposite signs. */
export const measureGeometricCharge = (field: GaugeField): number => {
  requireKind(field, 'geometric');
  const { lattice, links } = field;
  const kernel = lattice.kernel('winding U(1)', (k) => k.reduce(windingDensity(k, links.components)));
  // not -0
  return Math.round(kernel([links])[0]!) + 0;
};

/** A new field of one component: arg P(x) / (2 pi). */
export const geometricDensityField = (field: GaugeField): Field => {
  requireKind(field, 'geometric');
  const { lattice, links } = field;
  const out = lattice.field(1);
  const kernel = lattice.kernel('winding density U(1)', (k) => {
    const density = windingDensity(k, links.components);
    k.store(k.field('density', 1), 0, density);
  });
  kernel([links, out]);
  return out;
};

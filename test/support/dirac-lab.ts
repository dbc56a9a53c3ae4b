/**
 * Dirac operators on small random fields, for the tests of all of them: random vectors, dense matrices (dense.ts) of D, D^+ and A, differences,
 * the two halves of a solution, and the force against a numerical derivative.
 */
import type { DiracSpec } from '../../src-engine/api/spec/dirac-spec.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import type { DiracOperator, DiracOptions } from '../../src-engine/dirac/dirac-operator.ts';
import { makeDirac } from '../../src-engine/dirac/make-dirac.ts';
import type { GaugeField } from '../../src-engine/lattice/gauge-field.ts';
import type { Field, Lattice } from '../../src-engine/lattice/lattice.ts';
import { complexIndices, type DenseMatrix, denseOf } from './dense.ts';
import { termForceError } from './force-check.ts';
import { uniforms } from './random-field.ts';

export const operatorOn = (gauge: GaugeField, spec: DiracSpec, options: DiracOptions = {}): DiracOperator =>
  unwrap(makeDirac(gauge, spec, options));

/** A field of independent numbers in (-1, 1), zero on the sites of the other parity where one is given. */
export const randomVector = (
  lattice: Lattice,
  components: number,
  seed: number,
  parity?: 'even' | 'odd',
): Field => {
  const next = uniforms(seed);
  const values = Float64Array.from({ length: lattice.volume * components }, () => 2 * next() - 1);
  if (parity !== undefined) {
    const kept = new Set(complexIndices(lattice.dims, components / 2, parity));
    for (let i = 0; i < values.length; i++) if (!kept.has(i >> 1)) values[i] = 0;
  }
  const field = lattice.field(components);
  lattice.write(field, values);
  return field;
};

/** max |a - b| */
export const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  if (a.length !== b.length) throw new Error(`${a.length} numbers and ${b.length}`);
  let worst = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    if (!(difference <= worst)) worst = difference;
  }
  return worst;
};

/** Values of a field, on the sites of one parity where one is given. */
export const valuesOf = (field: Field, parity?: 'even' | 'odd'): Float64Array => {
  const all = field.lattice.read(field);
  if (parity === undefined) return all;
  const indices = complexIndices(field.lattice.dims, field.components / 2, parity);
  return Float64Array.from(indices.flatMap((i) => [all[2 * i]!, all[2 * i + 1]!]));
};

export const denseDirac = (d: DiracOperator, which: 'plain' | 'dagger' = 'plain'): DenseMatrix =>
  denseOf(d.space.lattice, d.space.components, which === 'plain' ? d.apply : d.applyDagger);

/** A = Dhat^+ Dhat on the even sites. */
export const denseNormal = (d: DiracOperator): DenseMatrix => {
  const { lattice, components } = d.space;
  return denseOf(lattice, components, d.normal.apply, complexIndices(lattice.dims, components / 2, 'even'));
};

/** How far the two halves of D x = b are from a known x: the right-hand side from A x_e, and the solution that is put together from x_e. */
export const halvesErrors = (
  operator: DiracOperator,
  seed: number,
): { readonly prepared: number; readonly reconstructed: number } => {
  const { space, normal } = operator;
  const x = randomVector(space.lattice, space.components, seed);
  const [b, c, ax, again] = [space.vector(), space.vector(), space.vector(), space.vector()];
  operator.apply(b, x);
  operator.prepare(c, b);
  normal.apply(ax, x);
  const prepared = distance(valuesOf(c, 'even'), valuesOf(ax, 'even'));
  normal.space.copy(x, again);
  operator.reconstruct(again, b);
  return { prepared, reconstructed: distance(valuesOf(again), valuesOf(x)) };
};

/** `termForceError` for an action and a kick that look at the links anew. */
export const diracForceError = (
  gauge: GaugeField,
  value: () => number,
  kick: (momenta: Field) => void,
  links = 4,
): number => termForceError(gauge, { value, kick }, { links, seed: 77, step: 1e-3 });

/** That of S = <x, A x> with x on the even sites, through the vectors of the force. */
export const normalForceError = (operator: DiracOperator, seed = 5, links = 4): number => {
  const { gauge, space, normal } = operator;
  const x = randomVector(space.lattice, space.components, seed, 'even');
  const out = space.vector();
  const error = diracForceError(
    gauge,
    () => {
      operator.refresh();
      normal.apply(out, x);
      return normal.space.dot(x, out).reduce((sum, z) => sum + z.re, 0);
    },
    (momenta) => {
      operator.refresh();
      const { x: right, y: left } = normal.forceVectors(x);
      operator.addToAction(left, right, 2);
      operator.kick(momenta, 1);
    },
    links,
  );
  operator.refresh();
  return error;
};

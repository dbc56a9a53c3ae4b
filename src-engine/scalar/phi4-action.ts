/**
 * The action of phi^4 theory on a scalar field,
 *   S = sum_x [ m^2 phi^2 + lambda phi^4 + sum_mu phi(x) (2 phi(x) - phi(x+mu) - phi(x-mu)) ]     (arXiv:1904.12072),
 * its value and the force -dS/dphi by the adjoint of the same density. Test: test/unit/engine/scalar/phi4-action.test.ts.
 */
import { gradient } from '../kernel/adjoint.ts';
import type { Real, Tracer } from '../kernel/tracer.ts';
import type { Field } from '../lattice/lattice.ts';
import { type Phi4Coupling, phi4Density } from '../learn/target/phi4.ts';
import type { ScalarField } from './scalar-field.ts';

export interface Phi4Action {
  readonly coupling: Phi4Coupling;
  /** Of the field, or of another one on its lattice. */
  value(of?: Field): number;
  /** p <- p + eps F, F = -dS/dphi at the field. */
  kick(momenta: Field, eps: number): void;
}

export const phi4Action = ({ lattice, phi }: ScalarField, coupling: Phi4Coupling): Phi4Action => {
  const params = [coupling.massSquared + 2 * lattice.dims.length, coupling.lambda];
  const coefficients = (k: Tracer) => ({
    square: k.param(),
    quartic: k.param(),
    hopping: k.constant(1),
  });
  const value = lattice.kernel('scalar action', (k) => {
    const field = k.field('phi', 1);
    k.reduce(phi4Density(k, field, k.here, coefficients(k)));
  });
  const kick = lattice.kernel('scalar kick', (k) => {
    const field = k.field('phi', 1);
    const p = k.field('momenta', 1);
    const couplings = coefficients(k);
    const eps = k.param();
    const [slope] = gradient(k, (kk, y) => phi4Density(kk, field, y, couplings), field) as [Real];
    k.store(p, 0, k.sub(k.load(p, k.here, 0), k.mul(eps, slope)));
  });
  return {
    coupling,
    value: (of = phi) => value([of], { params })[0]!,
    kick: (momenta, eps) => {
      kick([phi, momenta], { params: [...params, eps] });
    },
  };
};

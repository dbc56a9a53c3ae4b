/**
 * det(A + mu^2): S = phi^+ (A + mu^2)^-1 phi, phi = B^+ xi with Gaussian xi (D. Weingarten, D. Petcher, Phys. Lett. B99 (1981) 333). That is two
 * flavours of Wilson-like quarks (with mu, their twisted mass), or one staggered field, whose phi lives on the even sites only.
 * Test: test/unit/engine/pseudofermion/two-flavour.test.ts; averages: test/statistics/dynamical-fermions.test.ts.
 */
import type { DiracOperator } from '../dirac/dirac-operator.ts';
import type { Monomial } from '../update/monomial.ts';
import { inverseTerm, type SolveLimits } from './inverse-term.ts';

export interface PseudofermionOptions extends SolveLimits {
  readonly name: string;
  /** Stage of its random numbers within an update. */
  readonly stage: number;
}

/** A term of molecular dynamics with the weight det(A + mu^2); its pseudofermion is zero before the first `refresh`. */
export const twoFlavour = (operator: DiracOperator, mu: number, options: PseudofermionOptions): Monomial => {
  const { normal } = operator;
  const { space, rootSpace } = normal;
  const phi = space.vector();
  const term = inverseTerm(operator, mu, options);
  let drawn = 0;
  // a square B is inverted by (A + mu^2)^-1 = B^-1 B^-1+: S = xi^+ xi; otherwise only the distribution is that of B^+ xi
  const square = rootSpace.dimension === space.dimension;

  return {
    name: options.name,
    refresh: (draw) => {
      operator.refresh();
      term.reset();
      rootSpace.withVectors(1, ([xi]) => {
        const stage = (draw.stage ?? 0) + options.stage;
        rootSpace.gaussian(xi!, { ...draw, purpose: 'pseudofermion', stage });
        drawn = rootSpace.norm2(xi!)[0]!;
        normal.applyRootDagger(phi, xi!, mu);
      });
    },
    ...(square ? { valueAtRefresh: () => drawn } : {}),
    value: () => {
      operator.refresh();
      return term.value(phi);
    },
    kick: (momenta, eps) => {
      operator.refresh();
      term.addForce(phi, 1);
      operator.kick(momenta, eps);
    },
    report: term.log.report,
  };
};

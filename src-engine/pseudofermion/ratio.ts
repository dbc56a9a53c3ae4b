/**
 * Hasenbusch's ratio with twisted masses, det[(A + mu1^2) / (A + mu2^2)] for mu1 < mu2 (M. Hasenbusch, hep-lat/0107019; M. Hasenbusch, K. Jansen,
 * hep-lat/0211042): S = phi^+ (A + mu2^2) (A + mu1^2)^-1 phi = |phi|^2 + (mu2^2 - mu1^2) phi^+ (A + mu1^2)^-1 phi.
 * With A = Q^2 the heat bath is phi = (Q + i mu1) (Q + i mu2)^-1 xi = xi - i (mu2 - mu1) (Q - i mu2) (A + mu2^2)^-1 xi, and S = xi^+ xi.
 * Test: test/unit/engine/pseudofermion/ratio.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import type { DiracOperator } from '../dirac/dirac-operator.ts';
import { conjugateGradient } from '../linear/conjugate-gradient.ts';
import type { Monomial } from '../update/monomial.ts';
import { inverseTerm } from './inverse-term.ts';
import type { PseudofermionOptions } from './two-flavour.ts';

/** The operator has a Hermitian Q. */
export const massRatio = (
  operator: DiracOperator,
  mu1: number,
  mu2: number,
  options: PseudofermionOptions,
): Monomial => {
  const { normal } = operator;
  const { space, hermitian } = normal;
  invariant(hermitian !== undefined, 'twisted masses belong to a Hermitian operator');
  const { tolerance, maxIterations } = options;
  const phi = space.vector();
  const term = inverseTerm(operator, mu1, options);
  const weight = mu2 * mu2 - mu1 * mu1;
  let drawn = 0;

  return {
    name: options.name,
    refresh: (draw) => {
      operator.refresh();
      term.reset();
      space.withVectors(2, ([y, z]) => {
        const stage = (draw.stage ?? 0) + options.stage;
        space.gaussian(phi, { ...draw, purpose: 'pseudofermion', stage });
        drawn = space.norm2(phi)[0]!;
        term.log.solve(() =>
          conjugateGradient(normal, phi, y!, { tolerance, maxIterations, shift: mu2 * mu2 }),
        );
        hermitian(z!, y!, -mu2);
        space.addScaledComplex([{ re: 0, im: mu1 - mu2 }], z!, phi);
      });
    },
    valueAtRefresh: () => drawn,
    value: () => {
      operator.refresh();
      return space.norm2(phi)[0]! + weight * term.value(phi);
    },
    kick: (momenta, eps) => {
      operator.refresh();
      term.addForce(phi, weight);
      operator.kick(momenta, eps);
    },
    report: term.log.report,
  };
};

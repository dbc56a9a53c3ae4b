/**
 * det A(m) / det A(1) of five-dimensional quarks: two flavours of domain-wall fermions over their Pauli-Villars fields (P. M. Vranas,
 * hep-lat/9705023; one pseudofermion for both: Y. Aoki et al., hep-lat/0411006). With A = B^+ B for either mass (B, B1; det D_oo does not know the links):
 *   S = psi^+ A^-1 psi, psi = B1^+ phi;   heat bath psi = B^+ xi, phi = B1^-1+ psi = B1 A1^-1 psi, so S = xi^+ xi
 *   force: X = A^-1 psi, chi = A1^-1 psi (so that B1 chi = phi):   dS = -X^+ dA X + 2 Re phi^+ dB1 X, where the second is 2 Re <y, dD1 x> with
 *   x of the force vectors of X and y of those of chi.
 * Test: test/unit/engine/pseudofermion/pauli-villars.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import type { DiracOperator } from '../dirac/dirac-operator.ts';
import type { Field } from '../lattice/lattice.ts';
import { conjugateGradient } from '../linear/conjugate-gradient.ts';
import type { Monomial } from '../update/monomial.ts';
import { inverseTerm } from './inverse-term.ts';
import type { PseudofermionOptions } from './two-flavour.ts';

/** `heavy` is the operator of mass 1 on the same gauge field. */
export const pauliVillars = (
  operator: DiracOperator,
  heavy: DiracOperator,
  options: PseudofermionOptions,
): Monomial => {
  const { normal } = operator;
  const { space } = normal;
  const { applyRoot } = heavy.normal;
  invariant(applyRoot !== undefined, 'a ratio of determinants needs B of the denominator');
  const { maxIterations } = options;
  const phi = space.vector();
  const psi = space.vector();
  const term = inverseTerm(operator, 0, options);
  let drawn = 0;

  const refreshLinks = (): void => {
    operator.refresh();
    heavy.refresh();
  };
  /** x <- A1^-1 psi */
  const solveHeavy = (x: Field, tolerance: number): void => {
    space.zero(x);
    term.log.solve(() => conjugateGradient(heavy.normal, psi, x, { tolerance, maxIterations }));
  };

  return {
    name: options.name,
    refresh: (draw) => {
      refreshLinks();
      term.reset();
      space.withVectors(1, ([x]) => {
        const stage = (draw.stage ?? 0) + options.stage;
        space.gaussian(x!, { ...draw, purpose: 'pseudofermion', stage });
        drawn = space.norm2(x!)[0]!;
        normal.applyRootDagger(psi, x!, 0);
        solveHeavy(x!, options.tolerance);
        applyRoot(phi, x!);
      });
    },
    valueAtRefresh: () => drawn,
    value: () => {
      refreshLinks();
      heavy.normal.applyRootDagger(psi, phi, 0);
      return term.value(psi);
    },
    kick: (momenta, eps) => {
      refreshLinks();
      heavy.normal.applyRootDagger(psi, phi, 0);
      term.addForce(psi, 1, (x) => {
        heavy.space.withVectors(2, ([chi, y]) => {
          solveHeavy(chi!, options.forceTolerance);
          heavy.space.copy(heavy.normal.forceVectors(chi!).y, y!);
          heavy.addToAction(y!, heavy.normal.forceVectors(x).x, 2);
        });
      });
      operator.kick(momenta, eps);
      heavy.kick(momenta, eps);
    },
    report: term.log.report,
  };
};

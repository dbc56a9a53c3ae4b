/**
 * phi^+ (A + mu^2)^-1 phi as a term of the action, for the A of a Dirac operator on the even sites: what all pseudofermions with one inverse are
 * made of. X = (A + mu^2)^-1 phi gives
 *   value   phi^+ X + X^+ r with r = phi - (A + mu^2) X, whose error is of second order in r
 *   force   -X^+ dA X = -2 Re <y, dD x> (forceVectors of dirac-operator.ts)
 * Test: test/unit/engine/pseudofermion/two-flavour.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import type { DiracOperator } from '../dirac/dirac-operator.ts';
import type { Field } from '../lattice/lattice.ts';
import { conjugateGradient } from '../linear/conjugate-gradient.ts';
import { mixedCg } from '../linear/mixed-precision.ts';
import { type SolverLog, solverLog } from '../update/solver-tally.ts';
import { chronologicalGuesses } from './chronological.ts';

export interface SolveLimits {
  /** |residual| / |phi| of the value and of the heat bath. */
  readonly tolerance: number;
  readonly forceTolerance: number;
  readonly maxIterations: number;
  /** Earlier solutions of a trajectory that make up the first guess for the force. */
  readonly guesses: number;
  /** The operator in single precision, where solvers are to work in it, on the same gauge field or on the `smeared` links; refreshed here. */
  readonly coarse?: DiracOperator | undefined;
}

export interface InverseTerm {
  readonly log: SolverLog;
  /** New pseudofermions: forgets earlier solutions and the log. */
  reset(): void;
  /** On the links at the operator's last refresh. */
  value(phi: Field): number;
  /** Adds weight times the term to the action that the operator collects. Returns what `use` makes of X. */
  addForce(phi: Field, weight: number, use?: (x: Field) => void): void;
}

/** For an operator of one block. A solver that fails throws its FailureError out of `value` and `addForce`. */
export const inverseTerm = (operator: DiracOperator, mu: number, limits: SolveLimits): InverseTerm => {
  const { normal } = operator;
  const { coarse } = limits;
  const { space } = normal;
  invariant(space.blocks === 1, 'a pseudofermion is one vector');
  const shift = mu * mu;
  const guesses = chronologicalGuesses(normal, limits.guesses, shift);
  const log = solverLog();

  const solve = (phi: Field, x: Field, tolerance: number): void => {
    guesses.guess(x, phi);
    log.solve(() => {
      const options = { tolerance, maxIterations: limits.maxIterations, shift };
      if (coarse === undefined) return conjugateGradient(normal, phi, x, options);
      coarse.refresh();
      return mixedCg(normal, coarse.normal, phi, x, options);
    });
  };

  return {
    log,
    reset: () => {
      guesses.forget();
      log.reset();
    },
    value: (phi) =>
      space.withVectors(2, ([x, r]) => {
        solve(phi, x!, limits.tolerance);
        normal.apply(r!, x!);
        space.addScaled([shift], x!, r!);
        // r = (A + mu^2) X for now
        return 2 * space.dot(phi, x!)[0]!.re - space.dot(x!, r!)[0]!.re;
      }),
    addForce: (phi, weight, use) =>
      space.withVectors(1, ([x]) => {
        solve(phi, x!, limits.forceTolerance);
        guesses.remember(x!);
        const force = normal.forceVectors(x!);
        operator.addToAction(force.y, force.x, -2 * weight);
        use?.(x!);
      }),
  };
};

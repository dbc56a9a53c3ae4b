/**
 * Roots of determinants (RHMC: M. A. Clark, A. D. Kennedy, Nucl. Phys. B Proc. Suppl. 129 (2004) 850; Phys. Rev. Lett. 98 (2007) 051601):
 *   S = sum_f phi_f^+ A^(-a / n) phi_f,  integral of exp(-S) = det(A)^a,
 * with n pseudofermions phi_f and A^(-a / n) ~ r(A) = c_0 + sum_i c_i (A + s_i)^-1, all solved in one Krylov space (multi-shift).
 *   refresh  phi = A q(A) xi with q ~ x^(a / 2n - 1): only positive terms, so that no digits are lost, and xi^+ xi ~ phi^+ r(A) phi
 *   force    -sum_i c_i x_i^+ dA x_i, x_i = (A + s_i)^-1 phi, from a shorter approximation: HMC corrects for it
 *
 * r and q hold on an interval that follows from the parameters of D (spectral-bounds.ts). At every refresh it is checked against the largest
 * eigenvalue, and by phi^+ r(A) phi = xi^+ xi, to which every eigenvector contributes: an eigenvalue l outside the interval, at either
 * end, changes it by (l^2 q(l)^2 r(l) - 1) |xi_l|^2, which is the harm it does to dH. Every accepted configuration comes by here. What is
 * found is fermion.spectralBounds, which ends the run; on the way of a trajectory the functions are as good as those of any other
 * Hamiltonian.
 * Test: test/unit/engine/pseudofermion/rational/rational-monomial.test.ts, test/statistics/staggered-tastes.test.ts.
 */
import { invariant } from '../../base/invariant.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import type { DiracOperator } from '../../dirac/dirac-operator.ts';
import type { Field } from '../../lattice/lattice.ts';
import { largestEigenvalue } from '../../linear/largest-eigenvalue.ts';
import type { PositiveOperator } from '../../linear/positive-operator.ts';
import type { Monomial } from '../../update/monomial.ts';
import { solverLog } from '../../update/solver-tally.ts';
import { approximation, type Interval } from './approximation.ts';
import type { RationalFunction, RationalPower } from './rational-function.ts';
import { shiftedSolves } from './shifted-solves.ts';
import { outside, spectralBounds } from './spectral-bounds.ts';

export interface RationalOptions {
  readonly name: string;
  readonly operator: DiracOperator;
  /** a: the weight is det(A)^a. */
  readonly power: number;
  /** n; the smallest number with a / n < 1 when absent. More make the force smaller. */
  readonly fields?: number;
  /** Stage of the random numbers of the first field within an update; the others take the following ones. */
  readonly stage?: number;
  /** |residual| / |source| of the systems behind the action, and of those behind the force. */
  readonly tolerance: number;
  readonly forceTolerance: number;
  readonly maxIterations: number;
  /** In place of spectralBounds. */
  readonly bounds?: Interval;
}

export interface RationalMonomial extends Monomial {
  readonly fields: number;
  readonly bounds: Interval;
  readonly approximations: {
    /** x^(-a/n), of the action and of the force. */
    readonly action: RationalFunction;
    readonly force: RationalFunction;
    /** x^(a/2n - 1) */
    readonly root: RationalFunction;
  };
}

/** Error of the approximations behind the action: its weight is wrong by about this for each eigenvalue. */
const ACTION_ERROR = 1e-13;
/** A force this bad costs acceptance before anything else. */
const WORST_FORCE_ERROR = 1e-3;

/** 128ths are enough for every number of tastes or flavours and every number of fields that is a power of two. */
const fraction = (x: number): RationalPower | undefined => {
  for (let q = 1; q <= 128; q++) {
    const p = Math.round(x * q);
    if (Math.abs(x * q - p) < 1e-12) return { p, q };
  }
  return undefined;
};

/** fermion.unsupported: a power that is no fraction of 128ths, or one whose approximation has too many terms (approximation.ts). */
export const rationalMonomial = (options: RationalOptions): Result<RationalMonomial> => {
  const { name, operator, power, tolerance, forceTolerance, maxIterations } = options;
  const fields = options.fields ?? Math.floor(power) + 1;
  const exponent = fraction(power / fields);
  const half = fraction(power / fields / 2 - 1);
  if (exponent === undefined || half === undefined || !(power > 0 && power < fields)) {
    return fail(
      'fermion.unsupported',
      `A determinant to the power ${power} with ${fields} pseudofermions has no rational approximation here.`,
      'Choose another number of flavours or tastes.',
      { power, fields },
    );
  }
  const bounds = options.bounds ?? spectralBounds(operator.spec, operator.gauge.lattice.dims.length);
  const minus = { p: -exponent.p, q: exponent.q };
  const action = approximation(minus, bounds, ACTION_ERROR);
  if (!action.ok) return action;
  const force = approximation(minus, bounds, Math.min(forceTolerance, WORST_FORCE_ERROR));
  if (!force.ok) return force;
  const root = approximation(half, bounds, ACTION_ERROR);
  if (!root.ok) return root;

  const { normal } = operator;
  const { space } = normal;
  invariant(space.blocks === 1, 'a pseudofermion is one vector');
  const phis = Array.from({ length: fields }, () => space.vector());
  const log = solverLog();

  /** The solutions of all terms of r for one right-hand side, while `use` looks at them. */
  const solved = <T>(r: RationalFunction, b: Field, wanted: number, use: (xs: readonly Field[]) => T): T =>
    space.withVectors(r.terms.length, (xs) => {
      log.solve(() =>
        shiftedSolves(
          normal,
          b,
          r.terms.map((t) => t.shift),
          xs,
          { tolerance: wanted, maxIterations },
        ),
      );
      return use(xs);
    });
  /** phi^+ r(A) phi */
  const quadratic = (phi: Field): number =>
    solved(action.value, phi, tolerance, (xs) =>
      action.value.terms.reduce(
        (sum, { residue }, i) => sum + residue * space.dot(phi, xs[i]!)[0]!.re,
        action.value.constant * space.norm2(phi)[0]!,
      ),
    );
  /** phi <- A q(A) xi */
  const applyRoot = (phi: Field, xi: Field): void =>
    solved(root.value, xi, tolerance, (xs) => {
      space.scale([root.value.constant], xi);
      root.value.terms.forEach(({ residue }, i) => {
        space.addScaled([residue], xs[i]!, xi);
      });
      normal.apply(phi, xi);
    });

  let refreshed = 0;
  return ok({
    name,
    fields,
    bounds,
    approximations: { action: action.value, force: force.value, root: root.value },
    refresh: (draw) => {
      log.reset();
      operator.refresh();
      refreshed = 0;
      checkLargest(name, bounds, normal);
      phis.forEach((phi, f) => {
        space.withVectors(1, ([xi]) => {
          const stage = (draw.stage ?? 0) + (options.stage ?? 0) + f;
          space.gaussian(xi!, { ...draw, purpose: 'pseudofermion', stage });
          const norm = space.norm2(xi!)[0]!;
          applyRoot(phi, xi!);
          const value = quadratic(phi);
          checkIdentity(name, bounds, value / norm - 1, tolerance);
          refreshed += value;
        });
      });
    },
    valueAtRefresh: () => refreshed,
    value: () => {
      operator.refresh();
      return phis.reduce((sum, phi) => sum + quadratic(phi), 0);
    },
    kick: (momenta, eps) => {
      operator.refresh();
      for (const phi of phis) {
        solved(force.value, phi, forceTolerance, (xs) => {
          force.value.terms.forEach(({ residue }, i) => {
            const { x, y } = normal.forceVectors(xs[i]!);
            operator.addToAction(y, x, -2 * residue);
          });
        });
      }
      operator.kick(momenta, eps);
    },
    report: log.report,
  });
};

/** Of the largest eigenvalue when it is measured: a few dozen applications of A. */
const EIGENVALUE_TOLERANCE = 0.05;

const checkLargest = (name: string, bounds: Interval, normal: PositiveOperator): void => {
  const found = largestEigenvalue(normal, { tolerance: EIGENVALUE_TOLERANCE });
  // a lower bound on it: a search that does not converge says nothing
  if (found.ok && found.value.value > bounds.upper)
    throw outside(name, bounds, `the largest one is ${found.value.value.toPrecision(3)}`, {
      largest: found.value.value,
    });
};

/** Allows for the tolerance of the solver, which enters with each of the two functions, and for their errors. */
const checkIdentity = (name: string, bounds: Interval, deviation: number, tolerance: number): void => {
  const allowed = 20 * tolerance + 10 * ACTION_ERROR;
  if (Math.abs(deviation) <= allowed) return;
  throw outside(name, bounds, `phi^+ r(A) phi is off by ${deviation.toExponential(1)}`, {
    deviation,
    allowed,
  });
};

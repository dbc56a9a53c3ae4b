/**
 * An interval that the eigenvalues of A = Dhat^+ Dhat are expected in, from the parameters of D alone: a run that is resumed has the same
 * rational functions as one that was never interrupted. With |U| = 1 the hops in d dimensions have norm 2d (Wilson), d (staggered):
 *   staggered    m^2 <= A <= m^2 + d^2, a theorem (D = m + an anti-Hermitian hop that changes parity)
 *   otherwise    A <= (|D_ee| + |D_eo| |D_oo^-1| |D_oe|)^2, and no lower bound: RANGE of the upper one
 * Measured eigenvalues only check it (rational-monomial.ts). A wider interval costs a few terms, whose systems are the quickly solved ones or as
 * hard as A itself. Test: test/unit/engine/pseudofermion/rational/spectral-bounds.test.ts.
 */
import type { DiracSpec } from '../../api/spec/dirac-spec.ts';
import { unreachable } from '../../base/invariant.ts';
import { FailureError } from '../../base/result.ts';
import type { Interval } from './approximation.ts';

/** Lower over upper end where nothing is known: gaps of Dhat down to 1e-4 of its norm. */
const RANGE = 1e-8;

/** Largest singular values of D_ee and of D_oo^-1, and |D_eo| = |D_oe|. */
interface Norms {
  readonly diagonal: number;
  readonly inverse: number;
  readonly hop: number;
}

const normsOf = (spec: Exclude<DiracSpec, { operator: 'staggered' }>, d: number): Norms => {
  switch (spec.operator) {
    case 'wilson':
      return { diagonal: 1, inverse: 1, hop: 2 * d * spec.kappa };
    case 'wilson-clover': {
      // (kappa c / 2) sigma F has d (d - 1) planes of |sigma F| <= 1; links of a simulation are far from all of them at once: half of that
      const term = (Math.abs(spec.clover) * spec.kappa * d * (d - 1)) / 4;
      return { diagonal: 1 + term, inverse: 1 / Math.max(1 - term, 0.25), hop: 2 * d * spec.kappa };
    }
    case 'domain-wall':
      return fifthDimension(spec.height, 1, 0, d);
    case 'moebius':
      return fifthDimension(spec.height, spec.b, spec.c, d);
    default:
      return unreachable(spec);
  }
};

/** D_5 = (b D_W + 1) - (1 - c D_W) s with a shift |s| = 1; D_W = d - M on a site, hops of norm d. */
const fifthDimension = (height: number, b: number, c: number, d: number): Norms => {
  const site = d - height;
  const [own, shift] = [Math.abs(b * site + 1), Math.abs(1 - c * site)];
  return {
    diagonal: own + shift,
    inverse: 1 / Math.max(own - shift, 0.25),
    hop: d * (Math.abs(b) + Math.abs(c)),
  };
};

/** Of A in units of the lattice, in `dimensions` of space and time (without the fifth). */
export const spectralBounds = (spec: DiracSpec, dimensions: number): Interval => {
  if (spec.operator === 'staggered') {
    const lower = spec.mass ** 2;
    return { lower, upper: lower + dimensions ** 2 };
  }
  const { diagonal, inverse, hop } = normsOf(spec, dimensions);
  const upper = (diagonal + hop * inverse * hop) ** 2;
  return { lower: RANGE * upper, upper };
};

/** What a term throws that has seen eigenvalues outside its interval. */
export const outside = (
  term: string,
  { lower, upper }: Interval,
  sign: string,
  detail: Readonly<Record<string, number>>,
): FailureError =>
  new FailureError({
    code: 'fermion.spectralBounds',
    message: `The rational approximations of ${term} do not hold on the present links: eigenvalues are outside [${lower.toExponential(2)}, ${upper.toExponential(2)}] (${sign}).`,
    remedy:
      'Use heavier quarks, or start again from an earlier configuration with smaller steps: this one is exceptional.',
    detail: { term, lower, upper, ...detail },
  });

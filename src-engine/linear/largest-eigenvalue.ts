/**
 * The largest eigenvalue of a Hermitian positive A by plain Lanczos (C. Lanczos, J. Res. NBS 45 (1950) 255): three vectors, no
 * orthogonalisation, which the ends of the spectrum do not need. Its Ritz values with the weights of the random start vector are also a Gauss
 * quadrature of the density of eigenvalues (L. Lin, Y. Saad, C. Yang, SIAM Rev. 58 (2016) 34). Test: test/unit/engine/linear/lanczos.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import { ok, type Result } from '../base/result.ts';
import { range } from '../kernel/complex.ts';
import type { LinearMap } from './positive-operator.ts';
import { breakdown, notConverged } from './solver-failure.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

export interface ExtremeOptions {
  /** Wanted |A v - l v| / l; 0.01 when absent. */
  readonly tolerance?: number;
  /** Applications of A; 200 when absent. */
  readonly maxIterations?: number;
  /** Not fewer, for the density; 0 when absent. */
  readonly minIterations?: number;
  /** Of the start vector. */
  readonly seed?: number;
}

export interface LargestEigenvalue {
  /** Not above the largest eigenvalue, and within `residual` of some eigenvalue. */
  readonly value: number;
  /** |A v - value v| for the |v| = 1 that Lanczos found. */
  readonly residual: number;
  readonly iterations: number;
  /** About the fraction of all eigenvalues that are not above x. */
  readonly fractionBelow: (x: number) => number;
  /** Ritz values, rising. */
  readonly nodes: readonly number[];
}

const NAME = 'The search for the largest eigenvalue';
/** Steps between looks at the small matrix. */
const LOOK = 5;

/** For an operator of one block. solver.notConverged: maxIterations were not enough; solver.breakdown: a vector is not finite. */
export const largestEigenvalue = (a: LinearMap, options: ExtremeOptions = {}): Result<LargestEigenvalue> => {
  const { tolerance = 0.01, maxIterations = 200, minIterations = 0, seed = 1 } = options;
  const { space } = a;
  invariant(space.blocks === 1, 'eigenvalues of one block at a time');
  return space.withVectors(3, (vectors) => {
    let [before, now, next] = vectors as [(typeof vectors)[0], (typeof vectors)[0], (typeof vectors)[0]];
    const [diagonal, side]: [number[], number[]] = [[], []];
    space.gaussian(now!, { seed, purpose: 'noise', update: 0 });
    space.scale([1 / Math.sqrt(space.norm2(now!)[0]!)], now!);
    for (let n = 1; ; n++) {
      a.apply(next!, now!);
      if (n > 1) space.addScaled([-side.at(-1)!], before!, next!);
      const alpha = space.dot(now!, next!)[0]!.re;
      space.addScaled([-alpha], now!, next!);
      const beta = Math.sqrt(space.norm2(next!)[0]!);
      if (!Number.isFinite(beta)) return breakdown(NAME, n, 'a vector is not finite');
      diagonal.push(alpha);
      side.push(beta);
      const exhausted = beta <= Number.EPSILON * Math.abs(diagonal[0]!) || n >= space.dimension;
      if (exhausted || n >= maxIterations || (n % LOOK === 0 && n >= minIterations)) {
        const { values, vectors: small } = symmetricEigen(
          range(n).map((i) =>
            Float64Array.from(range(n), (j) =>
              i === j ? diagonal[i]! : Math.abs(i - j) === 1 ? side[Math.min(i, j)]! : 0,
            ),
          ),
        );
        const value = values.at(-1)!;
        const residual = exhausted ? 0 : Math.abs(beta * small.at(-1)!.at(-1)!);
        if (residual <= tolerance * value) {
          const weights = small.map((v) => v[0]! ** 2);
          return ok({
            value,
            residual,
            iterations: n,
            nodes: values,
            fractionBelow: (x) => weights.reduce((sum, w, i) => (values[i]! <= x ? sum + w : sum), 0),
          });
        }
        if (exhausted || n >= maxIterations) return notConverged(NAME, n, residual / value);
      }
      space.scale([1 / beta], next!);
      [before, now, next] = [now, next, before];
    }
  });
};

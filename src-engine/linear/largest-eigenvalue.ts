/**
 * The largest eigenvalue of a Hermitian positive A by plain Lanczos (C. Lanczos, J. Res. NBS 45 (1950) 255): three vectors, no
 * orthogonalisation, which the ends of the spectrum do not need. Test: test/unit/engine/linear/lanczos.test.ts.
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
  /** Of the start vector. */
  readonly seed?: number;
}

export interface LargestEigenvalue {
  /** Not above the largest eigenvalue, and within `residual` of some eigenvalue. */
  readonly value: number;
  /** |A v - value v| for the |v| = 1 that Lanczos found. */
  readonly residual: number;
  readonly iterations: number;
}

const NAME = 'The search for the largest eigenvalue';
/** Steps between looks at the small matrix. */
const LOOK = 5;

export const largestEigenvalue = (a: LinearMap, options: ExtremeOptions = {}): Result<LargestEigenvalue> => {
  const { tolerance = 0.01, maxIterations = 200, seed = 1 } = options;
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
      if (exhausted || n % LOOK === 0 || n >= maxIterations) {
        const { values, vectors: small } = symmetricEigen(
          range(n).map((i) =>
            Float64Array.from(range(n), (j) =>
              i === j ? diagonal[i]! : Math.abs(i - j) === 1 ? side[Math.min(i, j)]! : 0,
            ),
          ),
        );
        const value = values.at(-1)!;
        const residual = exhausted ? 0 : Math.abs(beta * small.at(-1)!.at(-1)!);
        if (residual <= tolerance * value) return ok({ value, residual, iterations: n });
        if (exhausted || n >= maxIterations) return notConverged(NAME, n, residual / value);
      }
      space.scale([1 / beta], next!);
      [before, now, next] = [now, next, before];
    }
  });
};

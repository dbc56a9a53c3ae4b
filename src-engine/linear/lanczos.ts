/**
 * Lowest eigenvalues and eigenvectors of a Hermitian positive A by Lanczos with thick restarts (K. Wu, H. Simon, SIAM J. Matrix Anal. Appl.
 * 22 (2000) 602) on a Chebyshev polynomial of A (chebyshev-filter.ts), whose largest eigenvalues they are.
 *
 * One start vector finds one vector of each eigenspace. So the search is repeated in the complement of what was found until nothing is left
 * there below the highest value found: eigenvalues come with their multiplicities. Residuals |A v - l v| are recomputed from A.
 * Test: test/unit/engine/linear/lanczos.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import { attempt, FailureError, type Result, unwrap } from '../base/result.ts';
import type { Field } from '../lattice/lattice.ts';
import { filterValue } from './chebyshev-filter.ts';
import { KrylovSearch, type RitzPair } from './krylov-search.ts';
import { largestEigenvalue } from './largest-eigenvalue.ts';
import type { LinearMap } from './positive-operator.ts';
import { notConverged } from './solver-failure.ts';

export interface EigenOptions {
  /** How many, multiplicities counted. */
  readonly count: number;
  /** Wanted |A v - l v| / |A|. */
  readonly tolerance: number;
  /** Applications of A. */
  readonly maxIterations: number;
  /** Of the start vectors; 1 when absent. */
  readonly seed?: number;
  readonly onStep?: (iterations: number, converged: number) => void;
}

export interface Eigenpairs {
  /** Rising. */
  readonly values: readonly number[];
  /** Orthonormal, in the order of the values; the caller's to release. */
  readonly vectors: readonly Field[];
  /** |A v - l v| */
  readonly residuals: readonly number[];
  /** About |A|. */
  readonly largest: number;
  /** Applications of A. */
  readonly iterations: number;
  release(): void;
}

const NAME = 'The eigenvalue solver';

export const lowestEigenpairs = (a: LinearMap, options: EigenOptions): Result<Eigenpairs> => {
  const { count, tolerance, maxIterations, seed = 1, onStep } = options;
  const { space } = a;
  invariant(space.blocks === 1, 'eigenvalues of one block at a time');
  invariant(count >= 1 && count <= space.dimension, `${count} eigenvalues in ${space.dimension} dimensions`);
  let iterations = 0;
  const counted: LinearMap = {
    space,
    apply(out, x) {
      if (iterations++ >= maxIterations)
        throw new FailureError(notConverged(NAME, maxIterations, worst).error);
      a.apply(out, x);
    },
  };
  let worst = Number.NaN;
  let found: RitzPair[] = [];
  const release = (pairs: readonly RitzPair[]): void => {
    for (const { vector } of pairs) space.lattice.release(vector);
  };
  const done = attempt(() => {
    const { value, residual } = unwrap(largestEigenvalue(counted, { seed }));
    const largest = value + residual;
    // rests of the vectors found so far bound how well their complement can be solved in
    const goal = (tolerance * largest) / (4 * Math.sqrt(count));
    const search = new KrylovSearch(counted, {
      count,
      seed,
      goal,
      onRestart: (converged, r) => {
        worst = r / largest;
        onStep?.(iterations, found.length === 0 ? converged : count);
      },
    });
    try {
      const filter = search.filterFor(largest);
      found = search.lowest(filter, []);
      for (;;) {
        const top = found.at(-1)!.value;
        const missed = search.lowest(filter, found, { value: top, filtered: filterValue(filter, top) });
        if (missed.length === 0) break;
        found = [...found, ...missed].sort((u, v) => u.value - v.value);
        release(found.splice(count));
      }
    } finally {
      search.release();
    }
    return {
      values: found.map((p) => p.value),
      vectors: found.map((p) => p.vector),
      residuals: found.map((p) => p.residual),
      largest,
      iterations,
      release: () => release(found),
    };
  });
  if (!done.ok) release(found);
  return done;
};

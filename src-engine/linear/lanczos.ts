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
import { type FilterRange, filterValue } from './chebyshev-filter.ts';
import { KrylovSearch, type RitzPair, SPARE } from './krylov-search.ts';
import { type LargestEigenvalue, largestEigenvalue } from './largest-eigenvalue.ts';
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
/** Steps of the plain Lanczos process that shows where the eigenvalues lie. */
const DENSITY = 60;
/** Degree of the filter in units of sqrt(upper / cut). */
const STRENGTH = 2;
const MAX_DEGREE = 100;
/** Beyond its range the filter grows as it does below the cut: the range must hold the whole spectrum. */
const MARGIN = 1.05;

/** A number above about that fraction of the eigenvalues: twice as many, for the density is a rough one. */
const cutFor = (end: LargestEigenvalue, fraction: number): number =>
  end.nodes.find((x) => end.fractionBelow(x) >= 2 * fraction) ?? end.value;

/** |p| falls off by about exp(2 STRENGTH) to the cut; where that is far up, degree 1, which falls everywhere. */
const filterFor = (cut: number, largest: number): FilterRange => {
  const upper = MARGIN * largest;
  const degree = cut > upper / 3 ? 1 : Math.min(MAX_DEGREE, Math.ceil(STRENGTH * Math.sqrt(upper / cut)));
  return { cut, upper, degree };
};

/**
 * For an operator of one block. solver.notConverged: maxIterations were not enough; solver.stagnated: rounding allows no residual that small;
 * solver.breakdown: a vector is not finite.
 */
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
    const end = unwrap(largestEigenvalue(counted, { seed, minIterations: DENSITY, maxIterations }));
    const largest = end.value + end.residual;
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
      let cut = cutFor(end, (count + SPARE) / space.dimension);
      let filter = filterFor(cut, largest);
      for (let first: RitzPair[] | undefined; first === undefined; cut *= 1.5) {
        filter = filterFor(cut, largest);
        first = search.lowest(filter, []);
        found = first ?? found;
      }
      for (;;) {
        const top = found.at(-1)!.value;
        const missed = search.lowest(filter, found, { value: top, filtered: filterValue(filter, top) });
        if (!missed?.length) break;
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

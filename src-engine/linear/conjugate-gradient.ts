/**
 * Conjugate gradients (M. Hestenes, E. Stiefel, J. Res. NBS 49 (1952) 409) for (A + shift) x = b with Hermitian positive A; every block
 * has its own alpha and beta, and rests once it has converged. Three passes through memory besides the operator's own:
 * r and |r|^2 are the operator's (`descend`), x += alpha p and p = r + beta p are one sweep.
 *
 * When the iterated residual has reached the tolerance, b - A x is recomputed; if that is above the tolerance the iteration starts again
 * from it. A true residual that does not fall from one start to the next is solver.stagnated.
 * Test: test/unit/engine/linear/conjugate-gradient.test.ts.
 */
import type { Field } from '../lattice/lattice.ts';
import type { PositiveOperator } from './positive-operator.ts';
import { trueResidual, worst } from './residual.ts';
import { shifted } from './shifted-operator.ts';
import { beginSolve, endSolve } from './solve-frame.ts';
import type { Solved, SolveOptions } from './solve-report.ts';
import { breakdown, stagnated } from './solver-failure.ts';
import { cmadd, type VectorSpace } from './vector-space.ts';

export interface CgOptions extends SolveOptions {
  /** Added to A; 0 when absent. */
  readonly shift?: number;
}

const NAME = 'The conjugate gradient solver';
/** How often the iteration starts again from the true residual. */
const MAX_STARTS = 8;
/** Iterations between reports of progress. */
const REPORT = 10;

/** x is the initial guess and becomes the solution; after a failure it is what had been reached. */
export const conjugateGradient = (a: PositiveOperator, b: Field, x: Field, options: CgOptions): Solved =>
  a.space.withVectors(2, ([r, p]) => solve(shifted(a, options.shift ?? 0), b, x, r!, p!, options));

const solve = (
  a: PositiveOperator,
  b: Field,
  x: Field,
  r: Field,
  p: Field,
  options: SolveOptions,
): Solved => {
  const { space } = a;
  const begun = beginSolve(NAME, space, b, x);
  if (!begun.ok) return begun;
  const b2 = begun.value;
  let iterations = 0;
  let iterated: number | undefined;
  let before = Number.POSITIVE_INFINITY;
  for (let start = 0; ; start++) {
    const r2 = trueResidual(a, b, x, r);
    const residual = worst(r2, b2);
    const end = endSolve(NAME, residual, iterations, iterated, options);
    if (end !== undefined) return end;
    if (start >= MAX_STARTS || residual > before / 2) return stagnated(NAME, iterations, residual);
    before = residual;
    // the second time a little further, lest rounding bring it back above the tolerance
    const goal = (start === 0 ? 1 : 0.5) * options.tolerance;
    const done = iterate(a, x, r, p, r2, b2, goal, iterations, options);
    iterations = done.iterations;
    if (done.trouble !== undefined) return breakdown(NAME, iterations, done.trouble);
    iterated = done.residual;
  }
};

interface Descent {
  readonly iterations: number;
  /** Iterated. */
  readonly residual: number;
  readonly trouble?: string;
}

/** Iterates from r = b - A x, |r|^2 = r2, until no block is above the goal. */
const iterate = (
  a: PositiveOperator,
  x: Field,
  r: Field,
  p: Field,
  start: readonly number[],
  b2: readonly number[],
  goal: number,
  first: number,
  { maxIterations, onStep }: SolveOptions,
): Descent => {
  const { space } = a;
  const works = (n: number, i: number): boolean => n > goal ** 2 * b2[i]!;
  let r2 = [...start];
  let iterations = first;
  space.copy(r, p);
  while (r2.some(works) && iterations < maxIterations) {
    const active = r2.map(works);
    const energy = a.energy(p);
    const alpha = energy.map((e, i) => (active[i] ? r2[i]! / e : 0));
    if (energy.some((e, i) => active[i] && !(e > 0)) || !alpha.every(Number.isFinite))
      return {
        iterations,
        residual: worst(r2, b2),
        trouble: 'a search direction p has no positive <p, A p>',
      };
    const next = a.descend(r, p, alpha);
    const beta = next.map((n, i) => (active[i] ? n / r2[i]! : 0));
    cgStep(space, x, p, r, alpha, beta);
    r2 = r2.map((n, i) => (active[i] ? next[i]! : n));
    iterations++;
    const residual = worst(r2, b2);
    if (!Number.isFinite(residual)) return { iterations, residual, trouble: 'the residual is not finite' };
    if (iterations % REPORT === 0) onStep?.(iterations, residual);
  }
  return { iterations, residual: worst(r2, b2) };
};

/** x <- x + alpha p, p <- r + beta p in one sweep. */
export const cgStep = (
  space: VectorSpace,
  x: Field,
  p: Field,
  r: Field,
  alpha: readonly number[],
  beta: readonly number[],
): void =>
  space.sweep('cg step', [x, p, r], [alpha, beta], (k, [vx, vp, vr], [s, t]) => [
    cmadd(k, s!, vp!, vx!),
    cmadd(k, t!, vp!, vr!),
  ]);

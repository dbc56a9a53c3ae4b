/**
 * Conjugate gradients in single precision for a solution in double precision: the iteration runs on `coarse`, and whenever its residual has
 * fallen by DROP the partial solution is added to x and the residual is replaced by the true one, b - A x by `fine` (reliable updates:
 * G. Sleijpen, H. van der Vorst, Computing 56 (1996) 141; M. Clark et al., arXiv:0911.3191). Search directions live on across updates, so
 * hardly any iteration is lost. Single precision sees vectors of norm one.
 *
 * Where single precision gets no further, double precision goes on by itself (conjugate-gradient.ts): slower, with the same answer.
 * Test: test/unit/engine/linear/mixed-precision.test.ts.
 */
import { ok } from '../base/result.ts';
import type { Field } from '../lattice/lattice.ts';
import { convertField } from '../lattice/precision.ts';
import { type CgOptions, cgStep, conjugateGradient } from './conjugate-gradient.ts';
import type { PositiveOperator } from './positive-operator.ts';
import { trueResidual, worst } from './residual.ts';
import { shifted } from './shifted-operator.ts';
import { beginSolve, endSolve } from './solve-frame.ts';
import type { Solved } from './solve-report.ts';

const NAME = 'The mixed-precision solver';
/** Fall of the residual between two updates. */
const DROP = 0.001;
/** Iterations in which the residual should halve; where it does not, the search directions are given up with an update. */
const STALL = 300;
/** Iterations between reports of progress. */
const REPORT = 10;

/** x is the initial guess and becomes the solution; `fine` and `coarse` are one operator in two precisions. */
export const mixedCg = (
  fine: PositiveOperator,
  coarse: PositiveOperator,
  b: Field,
  x: Field,
  options: CgOptions,
): Solved => {
  const { tolerance, maxIterations, shift = 0 } = options;
  const [a, low] = [shifted(fine, shift), shifted(coarse, shift)];
  const { space } = a;
  const begun = beginSolve(NAME, space, b, x);
  if (!begun.ok) return begun;
  const b2 = begun.value;
  let done = 0;
  const solved = space.withVectors(1, ([r]) =>
    low.space.withVectors(3, ([s, p, y]): Solved | undefined => {
      let iterated: number | undefined;
      let before = Number.POSITIVE_INFINITY;
      /** Norms of the residual that single precision sees as one. */
      let scale = b2;
      let beta: readonly number[] | undefined;
      for (;;) {
        const r2 = trueResidual(a, b, x, r!);
        const residual = worst(r2, b2);
        const end = endSolve(NAME, residual, done, iterated, options);
        if (end !== undefined) return end;
        if (residual > before / 2) return undefined;
        before = residual;
        const norms = r2.map(Math.sqrt);
        space.scale(
          norms.map((n) => (n > 0 ? 1 / n : 0)),
          r!,
        );
        convertField(r!, s!);
        const kept = beta?.map((f, i) => (norms[i]! > 0 ? (f * r2[i]!) / scale[i]! / norms[i]! : 0));
        if (kept === undefined) low.space.copy(s!, p!);
        else low.space.scaleAdd(s!, kept, p!);
        scale = norms;
        low.space.zero(y!);
        const goal = b2.map((n, i) => (norms[i]! > 0 ? (tolerance * Math.sqrt(n)) / norms[i]! : 1));
        const run = descend(low, s!, p!, y!, goal, maxIterations - done, (n, left) => {
          if ((done + n) % REPORT === 0)
            options.onStep?.(
              done + n,
              worst(
                left.map((l, i) => l * r2[i]!),
                b2,
              ),
            );
        });
        if (run === undefined) return undefined;
        done += run.iterations;
        iterated = worst(
          run.r2.map((n, i) => n * r2[i]!),
          b2,
        );
        beta = run.stalled ? undefined : run.before.map((n) => 1 / n);
        convertField(y!, r!);
        space.addScaled(scale, r!, x);
      }
    }),
  );
  if (solved !== undefined) return solved;
  const rest = conjugateGradient(fine, b, x, {
    ...options,
    maxIterations: Math.max(1, maxIterations - done),
  });
  return rest.ok ? ok({ ...rest.value, iterations: done + rest.value.iterations }) : rest;
};

interface Descent {
  readonly iterations: number;
  /** |r|^2 at the end, and one iteration earlier (infinite where a block rested). */
  readonly r2: readonly number[];
  readonly before: readonly number[];
  readonly stalled: boolean;
}

/**
 * Iterates from |r| = 1 and the direction p until every block has fallen by DROP or to its goal; y becomes the partial solution. The last
 * direction is left as it was: the next one needs the true residual. Undefined where the iteration breaks down.
 */
const descend = (
  a: PositiveOperator,
  r: Field,
  p: Field,
  y: Field,
  goal: readonly number[],
  maxIterations: number,
  onStep: (iterations: number, r2: readonly number[]) => void,
): Descent | undefined => {
  const { space } = a;
  let r2: readonly number[] = space.norm2(r);
  const limit = goal.map((g) => Math.max(g, DROP) ** 2);
  let [halved, level] = [0, Number.POSITIVE_INFINITY];
  for (let iterations = 1; ; iterations++) {
    const active = r2.map((n, i) => n > goal[i]! ** 2);
    const energy = a.energy(p);
    if (energy.some((e, i) => active[i] && !(e > 0 && Number.isFinite(r2[i]! / e)))) return undefined;
    const alpha = energy.map((e, i) => (active[i] ? r2[i]! / e : 0));
    const next = a.descend(r, p, alpha);
    if (!next.every(Number.isFinite)) return undefined;
    onStep(iterations, next);
    const now = Math.max(...next.filter((_, i) => active[i]));
    if (now < level / 4) [halved, level] = [iterations, now];
    const stalled = iterations - halved >= STALL;
    if (stalled || iterations >= maxIterations || next.every((n, i) => n <= limit[i]!)) {
      space.addScaled(alpha, p, y);
      const before = r2.map((n, i) => (active[i] ? n : Number.POSITIVE_INFINITY));
      return { iterations, r2: next, before, stalled };
    }
    cgStep(
      space,
      y,
      p,
      r,
      alpha,
      next.map((n, i) => (active[i] ? n / r2[i]! : 0)),
    );
    r2 = next;
  }
};

/**
 * D x = b for all blocks of a Dirac operator at once: conjugate gradients on its even-odd normal equation, odd sites from the even ones,
 * then r = b - D x in full. The normal equation's residual is not that of D, so what is above the tolerance is solved for again with r as
 * right-hand side (iterative refinement): the reported residual is the true |b - D x| / |b|.
 * Test: test/unit/engine/hadron/solve-dirac.test.ts.
 */
import { ok } from '../base/result.ts';
import type { DiracOperator } from '../dirac/dirac-operator.ts';
import type { Field } from '../lattice/lattice.ts';
import { conjugateGradient } from '../linear/conjugate-gradient.ts';
import { worst } from '../linear/residual.ts';
import type { Solved, SolveOptions } from '../linear/solve-report.ts';
import { notConverged, stagnated } from '../linear/solver-failure.ts';

const NAME = 'The solver of the Dirac equation';
/** Each solution is asked for a little more than what is wanted of all of them together. */
const MARGIN = 0.5;

/** x <- D^-1 b; nothing of x is used. After a failure x is what had been reached. */
export const solveDirac = (dirac: DiracOperator, x: Field, b: Field, options: SolveOptions): Solved => {
  const { space } = dirac;
  return space.withVectors(3, ([c, y, r]) => {
    const b2 = space.norm2(b);
    space.zero(x!);
    space.copy(b, r!);
    let iterations = 0;
    let iterated = 0;
    for (let residual = 1; ; ) {
      dirac.prepare(c!, r!);
      space.zero(y!);
      const solved = conjugateGradient(dirac.normal, c!, y!, {
        ...options,
        tolerance: Math.min(MARGIN, (MARGIN * options.tolerance) / residual),
        maxIterations: options.maxIterations - iterations,
        onStep: (done, left) => options.onStep?.(iterations + done, residual * left),
      });
      if (!solved.ok) return solved;
      iterations += solved.value.iterations;
      iterated = residual * solved.value.iterated;
      dirac.reconstruct(y!, r!);
      space.addScaled(new Array<number>(space.blocks).fill(1), y!, x);
      dirac.apply(r!, x);
      const now = worst(space.difference(b, r!), b2);
      if (now <= options.tolerance) return ok({ iterations, residual: now, iterated });
      if (iterations >= options.maxIterations) return notConverged(NAME, iterations, now);
      if (!(now < residual / 2)) return stagnated(NAME, iterations, now);
      residual = now;
    }
  });
};

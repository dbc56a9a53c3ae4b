/**
 * Stabilised bi-conjugate gradients (H. van der Vorst, SIAM J. Sci. Stat. Comput. 13 (1992) 631) for A x = b with any A, two applications an
 * iteration; scalars of their own for every block. Convergence is not assured: where a scalar product that is divided by vanishes, the
 * iteration starts again from the true residual, and where that does not help it ends. A Dirac operator is a linear map as it is.
 * Test: test/unit/engine/linear/bicgstab.test.ts; other codes' solutions: test/golden/solvers.test.ts.
 */
import { type Complex, cadd, cfma, cneg, csub } from '../kernel/complex.ts';
import type { Tracer } from '../kernel/tracer.ts';
import type { Field } from '../lattice/lattice.ts';
import type { LinearMap } from './positive-operator.ts';
import { trueResidual, worst } from './residual.ts';
import { beginSolve, endSolve } from './solve-frame.ts';
import type { Solved, SolveOptions } from './solve-report.ts';
import { breakdown, stagnated } from './solver-failure.ts';
import type { ComplexNumber } from './vector-space.ts';

const NAME = 'The BiCGStab solver';
/** How often the iteration starts again without having halved the true residual. */
const PATIENCE = 3;
const REPORT = 10;

interface Vectors {
  readonly x: Field;
  readonly r: Field;
  readonly shadow: Field;
  readonly p: Field;
  readonly v: Field;
  readonly t: Field;
}

/** x is the initial guess and becomes the solution; after a failure it is what had been reached. */
export const bicgstab = (a: LinearMap, b: Field, x: Field, options: SolveOptions): Solved => {
  const { space } = a;
  const begun = beginSolve(NAME, space, b, x);
  if (!begun.ok) return begun;
  const b2 = begun.value;
  return space.withVectors(5, (own) => {
    const [r, shadow, p, v, t] = own as [Field, Field, Field, Field, Field];
    let iterations = 0;
    let iterated: number | undefined;
    let best = Number.POSITIVE_INFINITY;
    let patience = PATIENCE;
    let trouble: string | undefined;
    for (;;) {
      const r2 = trueResidual(a, b, x, r);
      const residual = worst(r2, b2);
      const end = endSolve(NAME, residual, iterations, iterated, options);
      if (end !== undefined) return end;
      patience = residual < best / 2 ? PATIENCE : patience - 1;
      best = Math.min(best, residual);
      if (patience === 0)
        return trouble === undefined
          ? stagnated(NAME, iterations, residual)
          : breakdown(NAME, iterations, trouble);
      const goal = (iterations === 0 ? 1 : 0.5) * options.tolerance;
      const run = iterate(a, { x, r, shadow, p, v, t }, r2, b2, goal, iterations, options);
      iterations = run.iterations;
      iterated = run.residual;
      trouble = run.trouble;
    }
  });
};

interface Run {
  readonly iterations: number;
  readonly residual: number;
  readonly trouble?: string;
}

const iterate = (
  a: LinearMap,
  { x, r, shadow, p, v, t }: Vectors,
  start: readonly number[],
  b2: readonly number[],
  goal: number,
  first: number,
  { maxIterations, onStep }: SolveOptions,
): Run => {
  const { space } = a;
  const works = (n: number, i: number): boolean => n > goal ** 2 * b2[i]!;
  space.copy(r, shadow);
  space.copy(r, p);
  let r2 = [...start];
  let rho: ComplexNumber[] = start.map((n) => ({ re: n, im: 0 }));
  let iterations = first;
  const ended = (trouble?: string): Run => ({
    iterations,
    residual: worst(r2, b2),
    ...(trouble === undefined ? {} : { trouble }),
  });
  while (r2.some(works) && iterations < maxIterations) {
    const active = r2.map(works);
    const resting = (z: ComplexNumber, i: number): ComplexNumber => (active[i] ? z : ZERO);
    const usable = (list: readonly ComplexNumber[]): boolean =>
      list.every((z, i) => !active[i] || Number.isFinite(z.re + z.im));
    a.apply(v, p);
    const onShadow = space.dot(shadow, v);
    const alpha = rho.map((z, i) => resting(over(z, onShadow[i]!), i));
    if (!usable(alpha)) return ended('A p is orthogonal to the shadow residual');
    space.addScaledComplex(alpha.map(minus), v, r);
    a.apply(t, r);
    const sums = space.sums(
      'bicgstab t',
      [t, r],
      [],
      (k, [vt, vs], _, add) => {
        add(0, vt!.re, vs!.re);
        add(0, vt!.im, vs!.im);
        add(1, vt!.re, vs!.im);
        add(1, k.neg(vt!.im), vs!.re);
        add(2, vt!.re, vt!.re);
        add(2, vt!.im, vt!.im);
        return [];
      },
      3,
    );
    // s = 0 is the solution
    const omega = sums.map(([re, im, n], i) => resting(n! > 0 ? { re: re! / n!, im: im! / n! } : ZERO, i));
    if (!usable(omega)) return ended('a vector is not finite');
    const next = space.sums(
      'bicgstab step',
      [x, r, p, t, shadow],
      [alpha.map((z) => z.re), alpha.map((z) => z.im), omega.map((z) => z.re), omega.map((z) => z.im)],
      (k, [vx, vs, vp, vt, vh], [are, aim, ore, oim], add) => {
        const w = { re: ore!, im: oim! };
        const step = cfma(k, w, vs!, cfma(k, { re: are!, im: aim! }, vp!, vx!));
        const rest = csub(k, vs!, cfma(k, w, vt!));
        add(0, rest.re, rest.re);
        add(0, rest.im, rest.im);
        add(1, vh!.re, rest.re);
        add(1, vh!.im, rest.im);
        add(2, vh!.re, rest.im);
        add(2, k.neg(vh!.im), rest.re);
        return [step, rest];
      },
      3,
    );
    r2 = next.map(([n], i) => (active[i] ? n! : r2[i]!));
    iterations++;
    const residual = worst(r2, b2);
    if (!Number.isFinite(residual)) return ended('the residual is not finite');
    if (iterations % REPORT === 0) onStep?.(iterations, residual);
    const rhoNext = next.map(([, re, im]) => ({ re: re!, im: im! }));
    const beta = rhoNext.map((z, i) =>
      works(r2[i]!, i) ? resting(times(over(z, rho[i]!), over(alpha[i]!, omega[i]!)), i) : ZERO,
    );
    if (!usable(beta) || beta.some((z, i) => works(r2[i]!, i) && z.re === 0 && z.im === 0))
      return ended('the residual is orthogonal to the shadow residual');
    space.sweep(
      'bicgstab p',
      [p, r, v],
      [beta.map((z) => z.re), beta.map((z) => z.im), omega.map((z) => z.re), omega.map((z) => z.im)],
      (k, [vp, vr, vv], [bre, bim, ore, oim]) => [
        direction(k, vp!, vr!, vv!, { re: bre!, im: bim! }, { re: ore!, im: oim! }),
      ],
    );
    rho = rhoNext;
  }
  return ended();
};

/** r + beta (p - omega v) */
const direction = (k: Tracer, p: Complex, r: Complex, v: Complex, beta: Complex, omega: Complex): Complex =>
  cfma(k, beta, cadd(k, p, cneg(k, cfma(k, omega, v))), r);

const ZERO: ComplexNumber = { re: 0, im: 0 };
const minus = ({ re, im }: ComplexNumber): ComplexNumber => ({ re: -re, im: -im });
const times = (a: ComplexNumber, b: ComplexNumber): ComplexNumber => ({
  re: a.re * b.re - a.im * b.im,
  im: a.re * b.im + a.im * b.re,
});
const over = (a: ComplexNumber, b: ComplexNumber): ComplexNumber => {
  const n = b.re ** 2 + b.im ** 2;
  return { re: (a.re * b.re + a.im * b.im) / n, im: (a.im * b.re - a.re * b.im) / n };
};

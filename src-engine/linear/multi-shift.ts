/**
 * Conjugate gradients for (A + sigma_s) x_s = b, all shifts at the cost of one in applications of A (B. Jegerlehner, hep-lat/9612014):
 * the residuals of all shifts are parallel, r_s = zeta_s r. The smallest shift is iterated; with delta_s = sigma_s - sigma_0,
 *   rho_n = zeta_{n+1} / zeta_n = 1 / (1 + delta_s alpha_n + alpha_n (beta_{n-1} / alpha_{n-1}) (1 - rho_{n-1}))
 *   x_s += rho_n alpha_n p_s,   p_s = zeta_{n+1} r + rho_n^2 beta_n p_s.
 * A shift that has converged drops out. True residuals are recomputed for every shift; one above its tolerance is finished by conjugate
 * gradients of its own. Test: test/unit/engine/linear/multi-shift.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import { ok, type Result } from '../base/result.ts';
import { cscale, range } from '../kernel/complex.ts';
import type { Field } from '../lattice/lattice.ts';
import { cgStep, conjugateGradient } from './conjugate-gradient.ts';
import type { PositiveOperator } from './positive-operator.ts';
import { trueResidual, worst } from './residual.ts';
import { shifted } from './shifted-operator.ts';
import type { SolveOptions, SolveReport } from './solve-report.ts';
import { breakdown, notConverged } from './solver-failure.ts';
import { cmadd, type VectorSpace } from './vector-space.ts';

export interface MultiShiftOptions extends SolveOptions {
  /** One per shift; `tolerance` for all when absent. */
  readonly tolerances?: readonly number[];
}

export interface MultiShiftReport {
  /** Of all shifts together: about the number of applications of A. */
  readonly iterations: number;
  /** In the order of the shifts. */
  readonly shifts: readonly SolveReport[];
}

const NAME = 'The multi-shift solver';
/** Shifts updated in one sweep: enough to share the load of r, few enough streams for the memory. */
const TOGETHER = 4;
const REPORT = 10;

/** The x_s are overwritten; their earlier values are not used. */
export const multiShiftCg = (
  a: PositiveOperator,
  b: Field,
  shifts: readonly number[],
  xs: readonly Field[],
  options: MultiShiftOptions,
): Result<MultiShiftReport> => {
  invariant(
    shifts.length > 0 && shifts.length === xs.length,
    `${shifts.length} shifts, ${xs.length} solutions`,
  );
  const tolerances = options.tolerances ?? shifts.map(() => options.tolerance);
  invariant(tolerances.length === shifts.length, `${shifts.length} shifts, ${tolerances.length} tolerances`);
  const { space } = a;
  const b2 = space.norm2(b);
  if (!b2.every(Number.isFinite)) return breakdown(NAME, 0, 'the right-hand side is not finite');
  const base = shifts.indexOf(Math.min(...shifts));
  return space.withVectors(shifts.length + 1, ([r, p, ...directions]) => {
    const lines = shifts.map((shift, s) => ({
      delta: shift - shifts[base]!,
      tolerance: tolerances[s]!,
      x: xs[s]!,
      p: s === base ? p! : directions[s < base ? s : s - 1]!,
      rho: b2.map(() => 1),
      zeta: b2.map(() => 1),
      iterations: 0,
      done: false,
    }));
    for (const { x, p: d } of lines) {
      space.zero(x);
      space.copy(b, d);
    }
    const trouble = iterate(shifted(a, shifts[base]!), b, b2, r!, lines, lines[base]!, options);
    if (trouble !== undefined) return trouble;
    return finish(a, b, b2, shifts, lines, r!, options);
  });
};

/** One shift: its vectors, where its recurrence stands in each block, and its answer. */
interface Line {
  readonly delta: number;
  readonly tolerance: number;
  readonly x: Field;
  readonly p: Field;
  rho: number[];
  zeta: number[];
  iterations: number;
  done: boolean;
  /** Relative, worst block, when the shift dropped out. */
  iterated?: number;
}

const iterate = (
  a: PositiveOperator,
  b: Field,
  b2: readonly number[],
  r: Field,
  lines: readonly Line[],
  base: Line,
  { maxIterations, onStep }: SolveOptions,
): ReturnType<typeof breakdown> | undefined => {
  const { space } = a;
  space.copy(b, r);
  let r2 = [...b2];
  let alphaBefore = b2.map(() => 1);
  let betaBefore = b2.map(() => 0);
  const size = (line: Line): number =>
    worst(
      r2.map((n, i) => n * line.zeta[i]! ** 2),
      b2,
    );
  for (let iterations = 0; ; iterations++) {
    for (const line of lines) {
      if (line.done) continue;
      line.iterated = size(line);
      line.iterations = iterations;
      line.done = line.iterated <= line.tolerance;
    }
    const open = lines.filter((line) => !line.done);
    if (open.length === 0) return undefined;
    const residual = Math.max(...open.map((line) => line.iterated!));
    if (!Number.isFinite(residual)) return breakdown(NAME, iterations, 'the residual is not finite');
    if (iterations >= maxIterations) return notConverged(NAME, iterations, residual);
    if (iterations % REPORT === 0 && iterations > 0) onStep?.(iterations, residual);
    // a block rests when it has converged for every shift
    const active = r2.map((n, i) =>
      open.some((line) => n * line.zeta[i]! ** 2 > line.tolerance ** 2 * b2[i]!),
    );
    const energy = a.energy(base.p);
    if (energy.some((e, i) => active[i] && !(e > 0 && Number.isFinite(r2[i]! / e))))
      return breakdown(NAME, iterations, 'a search direction p has no positive <p, A p>');
    const alpha = energy.map((e, i) => (active[i] ? r2[i]! / e : 0));
    const next = a.descend(r, base.p, alpha);
    const beta = next.map((n, i) => (active[i] ? n / r2[i]! : 0));
    for (const line of open) {
      line.rho = line.rho.map((before, i) =>
        active[i]
          ? 1 / (1 + line.delta * alpha[i]! + (alpha[i]! * betaBefore[i]! * (1 - before)) / alphaBefore[i]!)
          : 1,
      );
      line.zeta = line.zeta.map((z, i) => z * line.rho[i]!);
    }
    cgStep(space, base.x, base.p, r, alpha, beta);
    const others = open.filter((line) => line !== base);
    for (let i = 0; i < others.length; i += TOGETHER)
      update(space, r, others.slice(i, i + TOGETHER), alpha, beta);
    r2 = r2.map((n, i) => (active[i] ? next[i]! : n));
    alphaBefore = alpha.map((s, i) => (active[i] ? s : 1));
    betaBefore = beta;
  }
};

/** x_s += rho alpha p_s, p_s = zeta r + rho^2 beta p_s for some shifts in one sweep. */
const update = (
  space: VectorSpace,
  r: Field,
  lines: readonly Line[],
  alpha: readonly number[],
  beta: readonly number[],
): void => {
  const params = lines.flatMap(({ rho, zeta }) => [
    alpha.map((s, i) => s * rho[i]!),
    beta.map((s, i) => s * rho[i]! ** 2),
    zeta,
  ]);
  space.sweep(
    `multi-shift step ${lines.length}`,
    [r, ...lines.flatMap(({ x, p }) => [x, p])],
    params,
    (k, [vr, ...v], s) => [
      undefined,
      ...range(lines.length).flatMap((l) => [
        cmadd(k, s[3 * l]!, v[2 * l + 1]!, v[2 * l]!),
        cmadd(k, s[3 * l + 1]!, v[2 * l + 1]!, cscale(k, s[3 * l + 2]!, vr!)),
      ]),
    ],
  );
};

/** True residuals; what is above its tolerance is polished. */
const finish = (
  a: PositiveOperator,
  b: Field,
  b2: readonly number[],
  shifts: readonly number[],
  lines: readonly Line[],
  r: Field,
  options: SolveOptions,
): Result<MultiShiftReport> => {
  const reports: SolveReport[] = [];
  let total = Math.max(...lines.map((line) => line.iterations));
  for (const [s, line] of lines.entries()) {
    const shift = shifts[s]!;
    const residual = worst(trueResidual(shifted(a, shift), b, line.x, r), b2);
    if (residual <= line.tolerance) {
      reports.push({ iterations: line.iterations, residual, iterated: line.iterated! });
      continue;
    }
    const maxIterations = Math.max(1, options.maxIterations - total);
    const polished = conjugateGradient(a, b, line.x, { shift, tolerance: line.tolerance, maxIterations });
    if (!polished.ok) return polished;
    total += polished.value.iterations;
    reports.push({ ...polished.value, iterations: line.iterations + polished.value.iterations });
  }
  return ok({ iterations: total, shifts: reports });
};

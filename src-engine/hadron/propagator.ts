/**
 * S(x, source) for every spin and index of a source, on the host in plain site order: contractions are sums over sites that cost little
 * beside the solutions. Several columns are solved for at once where the quark has blocks. Test: test/unit/engine/hadron/mesons.test.ts.
 */
import { ok, type Result } from '../base/result.ts';
import { range } from '../kernel/complex.ts';
import type { SolveReport } from '../linear/solve-report.ts';
import type { Quark } from './quark.ts';
import type { Column, QuarkSource } from './source.ts';

/** Solutions behind one result. Residuals are true ones, |b - D x| / |b|. */
export interface SolverTotals {
  readonly solves: number;
  readonly iterations: number;
  readonly residual: number;
}

export interface PropagatorColumn extends Column {
  /** q at site x: values[x * stride + offset + 2 (spin * colours + colour)], re then im. */
  readonly values: Float64Array;
  readonly stride: number;
  readonly offset: number;
}

export interface Propagator {
  readonly quark: Quark;
  readonly source: QuarkSource;
  /** Index running fastest: column [spin * indices + index]. */
  readonly columns: readonly PropagatorColumn[];
  /** Domain walls: sum over columns and each time slice (from the source on) of |midpoint|^2. */
  readonly midpoint?: readonly number[];
  readonly solver: SolverTotals;
}

/** Fraction done, and words. */
export type Progress = (fraction: number, step: string) => void;

export const NO_SOLVES: SolverTotals = { solves: 0, iterations: 0, residual: 0 };

/** Residuals: the worst. */
export const addReport = (totals: SolverTotals, { iterations, residual }: SolveReport): SolverTotals => ({
  solves: totals.solves + 1,
  iterations: totals.iterations + iterations,
  residual: Math.max(totals.residual, residual),
});

/** All columns of `source`, spins x indices of them. Errors of the quark's solver. */
export const makePropagator = (quark: Quark, source: QuarkSource, onStep?: Progress): Result<Propagator> => {
  const { space, spins, colours } = quark;
  const { lattice, blocks } = space;
  const wanted: Column[] = range(spins).flatMap((spin) =>
    range(source.indices).map((index) => ({ spin, index })),
  );
  const columns: PropagatorColumn[] = [];
  const midpoint = quark.midpoint && new Array<number>(lattice.dims.at(-1)!).fill(0);
  let solver = NO_SOLVES;
  return space.withVectors(2, ([eta, q]) => {
    for (let first = 0; first < wanted.length; first += blocks) {
      const together = wanted.slice(first, first + blocks);
      space.zero(eta!);
      together.forEach((column, block) => source.fill(eta!, block, column));
      const solved = quark.solve(q!, eta!, (iterations, residual) =>
        onStep?.(
          first / wanted.length,
          `column ${first + 1} of ${wanted.length}, iteration ${iterations}, residual ${residual.toExponential(1)}`,
        ),
      );
      if (!solved.ok) return solved;
      solver = addReport(solver, solved.value);
      const values = lattice.read(q!);
      together.forEach((column, block) =>
        columns.push({ ...column, values, stride: space.components, offset: block * 2 * spins * colours }),
      );
      if (quark.midpoint) {
        quark.midpoint(q!);
        addSquares(lattice.read(q!), source.origin.at(-1)!, midpoint!);
      }
      onStep?.(
        Math.min(1, (first + blocks) / wanted.length),
        `column ${first + together.length} of ${wanted.length}`,
      );
    }
    return ok({ quark, source, columns, solver, ...(midpoint ? { midpoint } : {}) });
  });
};

/** Adds |v|^2 of each time slice, counted from t0. */
const addSquares = (values: Float64Array, t0: number, sums: number[]): void => {
  const slice = values.length / sums.length;
  for (let t = 0; t < sums.length; t++) {
    let sum = 0;
    for (let i = t * slice; i < (t + 1) * slice; i++) sum += values[i]! ** 2;
    sums[(t - t0 + sums.length) % sums.length]! += sum;
  }
};

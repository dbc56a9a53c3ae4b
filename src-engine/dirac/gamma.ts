/**
 * Gamma matrices: Hermitian, g_mu g_nu + g_nu g_mu = 2 delta, each with one phase per row, g_mu psi = (phase[s] psi[column[s]])_s.
 *
 * 4 dimensions: the chiral basis of JuliaQCD (LatticeDiracOperators.jl), gamma_5 = diag(-1, -1, 1, 1) = g_1 g_2 g_3 g_4.
 * 2 dimensions: sigma_1, sigma_2, gamma_5 = sigma_3 = diag(1, -1) = -i g_1 g_2.
 * Every g_mu exchanges the first half of the spins (one chirality) with the second. Test: test/unit/engine/dirac/gamma.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import type { Complex } from '../kernel/complex.ts';
import type { Tracer } from '../kernel/tracer.ts';

/** n of i^n. */
export type Quarter = 0 | 1 | 2 | 3;

/** One phase per row: row s is i^phase[s] in column[s]. */
export interface SpinMatrix {
  readonly column: readonly number[];
  readonly phase: readonly Quarter[];
}

export interface GammaBasis {
  readonly spins: number;
  /** One for each direction, time last. */
  readonly gamma: readonly SpinMatrix[];
  readonly gamma5: SpinMatrix;
  /** Diagonal of gamma_5. */
  readonly chirality: readonly (1 | -1)[];
}

const BASES: Readonly<Record<number, GammaBasis>> = {
  2: {
    spins: 2,
    gamma: [
      { column: [1, 0], phase: [0, 0] },
      { column: [1, 0], phase: [3, 1] },
    ],
    gamma5: { column: [0, 1], phase: [0, 2] },
    chirality: [1, -1],
  },
  4: {
    spins: 4,
    gamma: [
      { column: [3, 2, 1, 0], phase: [3, 3, 1, 1] },
      { column: [3, 2, 1, 0], phase: [2, 0, 0, 2] },
      { column: [2, 3, 0, 1], phase: [3, 1, 1, 3] },
      { column: [2, 3, 0, 1], phase: [2, 2, 2, 2] },
    ],
    gamma5: { column: [0, 1, 2, 3], phase: [2, 2, 0, 0] },
    chirality: [-1, -1, 1, 1],
  },
};

/** In 2 and 4 dimensions. */
export const hasSpin = (dimensions: number): boolean => dimensions in BASES;

/** In 2 or 4 dimensions. */
export const gammaBasis = (dimensions: number): GammaBasis => {
  const basis = BASES[dimensions];
  invariant(basis !== undefined, `gamma matrices in ${dimensions} dimensions`);
  return basis;
};

/** a b */
export const spinProduct = (a: SpinMatrix, b: SpinMatrix): SpinMatrix => ({
  column: a.column.map((c) => b.column[c]!),
  phase: a.column.map((c, s) => ((a.phase[s]! + b.phase[c]!) % 4) as Quarter),
});

export const spinIdentity = (spins: number): SpinMatrix => ({
  column: Array.from({ length: spins }, (_, s) => s),
  phase: new Array<Quarter>(spins).fill(0),
});

/** i^n z, at no cost. */
export const timesPhase = (k: Tracer, n: Quarter, z: Complex): Complex => {
  if (n === 0) return z;
  if (n === 1) return { re: k.neg(z.im), im: z.re };
  if (n === 2) return { re: k.neg(z.re), im: k.neg(z.im) };
  return { re: z.im, im: k.neg(z.re) };
};

/** i^-n z */
export const conjugatePhase = (n: Quarter): Quarter => ((4 - n) % 4) as Quarter;

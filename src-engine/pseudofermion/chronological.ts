/**
 * First guesses for a solver from its last solutions: the x in their span that minimises x^+ M x - 2 Re x^+ b, which makes b - M x orthogonal
 * to that span (R. C. Brower, T. Ivanenko, A. R. Levi, K. N. Orginos, hep-lat/9509012), M = A + shift. One application of A for each solution.
 * A trajectory that starts its solvers from its own past is reversible only to the solvers' tolerance; forgetting everything at the refresh of
 * the pseudofermions keeps it a function of where it starts.
 * Test: test/unit/engine/pseudofermion/chronological.test.ts.
 */
import type { Field } from '../lattice/lattice.ts';
import type { PositiveOperator } from '../linear/positive-operator.ts';
import type { ComplexNumber } from '../linear/vector-space.ts';

export interface Guesses {
  /** x <- the best combination of the remembered solutions for the right-hand side b; zero without any. */
  guess(x: Field, b: Field): void;
  remember(x: Field): void;
  forget(): void;
  release(): void;
}

/** Directions whose part outside the span of newer ones has a smaller square than this are left out. */
const DEPENDENT = 1e-20;

/** For vectors in one block. */
export const chronologicalGuesses = (a: PositiveOperator, count: number, shift: number): Guesses => {
  const { space } = a;
  /** Newest first. */
  let history: Field[] = [];
  const one = (z: readonly ComplexNumber[]): ComplexNumber => z[0]!;
  const minus = ({ re, im }: ComplexNumber): readonly ComplexNumber[] => [{ re: -re, im: -im }];
  const forget = (): void => {
    for (const v of history) space.lattice.release(v);
    history = [];
  };

  /** Orthonormal vectors of the same span, in `basis`; returns how many. */
  const orthonormal = (basis: readonly Field[]): number => {
    let n = 0;
    for (const v of history) {
      const next = basis[n]!;
      space.copy(v, next);
      const before = space.norm2(next)[0]!;
      // twice is enough for orthogonality to rounding
      for (let pass = 0; pass < 2; pass++)
        for (const q of basis.slice(0, n)) space.addScaledComplex(minus(one(space.dot(q, next))), q, next);
      const norm = space.norm2(next)[0]!;
      if (!(norm > DEPENDENT * before)) continue;
      space.scale([1 / Math.sqrt(norm)], next);
      n++;
    }
    return n;
  };

  return {
    guess: (x, b) => {
      space.zero(x);
      if (history.length === 0) return;
      space.withVectors(history.length + 1, ([image, ...basis]) => {
        const used = basis.slice(0, orthonormal(basis));
        const matrix = used.map(() => [] as ComplexNumber[]);
        for (const q of used) {
          a.apply(image!, q);
          space.addScaled([shift], q, image!);
          used.forEach((p, i) => {
            matrix[i]!.push(one(space.dot(p, image!)));
          });
        }
        const right = used.map((q) => one(space.dot(q, b)));
        solvePositive(matrix, right).forEach((c, i) => {
          space.addScaledComplex([c], used[i]!, x);
        });
      });
    },
    remember: (x) => {
      if (count === 0) return;
      const copy = history.length < count ? space.vector() : history.pop()!;
      space.copy(x, copy);
      history.unshift(copy);
    },
    forget,
    release: forget,
  };
};

/** m^-1 b for a Hermitian positive matrix, by elimination without pivots. */
const solvePositive = (
  m: readonly (readonly ComplexNumber[])[],
  b: readonly ComplexNumber[],
): ComplexNumber[] => {
  const n = b.length;
  const rows = m.map((row, i) => [...row, b[i]!]);
  for (let p = 0; p < n; p++) {
    const pivot = rows[p]![p]!.re;
    for (let i = p + 1; i < n; i++) {
      const { re, im } = rows[i]![p]!;
      rows[i] = rows[i]!.map((z, j) => minusProduct(z, { re: re / pivot, im: im / pivot }, rows[p]![j]!));
    }
  }
  const x = new Array<ComplexNumber>(n);
  for (let p = n - 1; p >= 0; p--) {
    let sum = rows[p]![n]!;
    for (let j = p + 1; j < n; j++) sum = minusProduct(sum, rows[p]![j]!, x[j]!);
    const pivot = rows[p]![p]!.re;
    x[p] = { re: sum.re / pivot, im: sum.im / pivot };
  }
  return x;
};

/** z - a b */
const minusProduct = (z: ComplexNumber, a: ComplexNumber, b: ComplexNumber): ComplexNumber => ({
  re: z.re - a.re * b.re + a.im * b.im,
  im: z.im - a.re * b.im - a.im * b.re,
});

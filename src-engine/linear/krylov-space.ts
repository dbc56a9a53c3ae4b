/**
 * Orthonormal vectors v_0, v_1, .. of the Krylov space of a Hermitian B, orthogonal to vectors that are locked, cut back to Ritz vectors when it
 * is full. The projected matrix <v_i, B v_j> is kept as it is measured; with full orthogonalisation it is tridiagonal but for the row and the
 * column of the vector after a restart (K. Wu, H. Simon, SIAM J. Matrix Anal. Appl. 22 (2000) 602).
 */
import { FailureError } from '../base/result.ts';
import { range } from '../kernel/complex.ts';
import type { Field } from '../lattice/lattice.ts';
import { combine, orthogonalise } from './orthogonal-basis.ts';
import type { LinearMap } from './positive-operator.ts';
import { breakdown } from './solver-failure.ts';
import { type SymmetricEigen, symmetricEigen } from './symmetric-eigen.ts';

/** |B v| for |B| = 1 below which the space is taken to be invariant. */
const NOTHING = 1e-13;

export class KrylovSpace {
  private readonly b: LinearMap;
  private readonly locked: readonly Field[];
  private readonly size: number;
  private readonly randomise: (x: Field) => void;
  private readonly projected: number[][] = [];
  /** The last one is the direction in which the space would grow, unless it is complete. */
  private basis: Field[] = [];
  /** |B v - projection| of the last vector; 0 when the space is complete. */
  private rest = 0;
  /** Ritz vectors of the last restart. */
  private kept = 0;
  /** Whether the space is all there is beside the locked vectors. */
  complete = false;

  /** `start` is copied; a random vector when undefined. */
  constructor(
    b: LinearMap,
    locked: readonly Field[],
    size: number,
    randomise: (x: Field) => void,
    start: Field | undefined,
  ) {
    this.b = b;
    this.locked = locked;
    this.size = size;
    this.randomise = randomise;
    const v = b.space.vector();
    this.basis.push(v);
    if (start !== undefined) b.space.copy(start, v);
    if (start === undefined || !this.normalise(v)) this.fresh(v);
  }

  release(): void {
    for (const v of this.basis) this.b.space.lattice.release(v);
    this.basis = [];
  }

  /** Vectors whose image is known. */
  get dimension(): number {
    return this.complete ? this.basis.length : this.basis.length - 1;
  }

  /** Fills the space; Ritz values of B, rising. */
  grow(): SymmetricEigen {
    const { space } = this.b;
    while (!this.complete && this.dimension < this.size) {
      const w = space.vector();
      try {
        if (this.extend(w)) continue;
      } catch (error) {
        space.lattice.release(w);
        throw error;
      }
      space.lattice.release(w);
      this.complete = true;
      this.rest = 0;
    }
    const n = this.dimension;
    return symmetricEigen(
      range(n).map((i) =>
        Float64Array.from(range(n), (j) => this.projected[Math.max(i, j)]![Math.min(i, j)]!),
      ),
    );
  }

  /** Makes w the next vector of the basis; false if there is no next one. */
  private extend(w: Field): boolean {
    const { space } = this.b;
    this.b.apply(w, this.basis.at(-1)!);
    const known = [...this.locked, ...this.basis];
    // B v has large products with the last two vectors only, but for the first step after a restart
    const local = this.dimension === this.kept ? known.length : 2;
    this.projected.push(orthogonalise(space, w, known, local).slice(this.locked.length));
    this.rest = Math.sqrt(space.norm2(w)[0]!);
    if (!Number.isFinite(this.rest))
      throw new FailureError(breakdown('The eigenvalue solver', 0, 'a vector is not finite').error);
    if (known.length >= space.dimension) return false;
    if (this.rest > NOTHING) space.scale([1 / this.rest], w);
    else this.fresh(w);
    this.basis.push(w);
    return true;
  }

  /** What a Ritz vector given by its coefficients misses: |B v - theta v|. */
  restOf(coefficients: ArrayLike<number>): number {
    return Math.abs(this.rest * coefficients[coefficients.length - 1]!);
  }

  /** Goes on from these Ritz pairs and the direction of growth; the Ritz vectors stay the property of the space. */
  restart(values: readonly number[], coefficients: readonly ArrayLike<number>[]): readonly Field[] {
    const { space } = this.b;
    const kept = coefficients.map((s) => {
      const v = space.vector();
      combine(space, v, this.basis.slice(0, this.dimension), s);
      return v;
    });
    const old = this.basis.splice(0, this.dimension);
    for (const v of old) space.lattice.release(v);
    this.basis.unshift(...kept);
    this.kept = kept.length;
    this.projected.splice(
      0,
      this.projected.length,
      ...values.map((t, i) => [...new Array<number>(i).fill(0), t]),
    );
    return kept;
  }

  /** A random direction orthogonal to everything known but itself. */
  private fresh(v: Field): void {
    do this.randomise(v);
    while (!this.normalise(v));
  }

  private normalise(v: Field): boolean {
    const { space } = this.b;
    const before = Math.sqrt(space.norm2(v)[0]!);
    orthogonalise(space, v, [...this.locked, ...this.basis.filter((u) => u !== v)]);
    const norm = Math.sqrt(space.norm2(v)[0]!);
    if (!(norm > 1e-10 * before)) return false;
    space.scale([1 / norm], v);
    // what rounding left of the others in a vector that was nearly one of them
    orthogonalise(space, v, [...this.locked, ...this.basis.filter((u) => u !== v)]);
    space.scale([1 / Math.sqrt(space.norm2(v)[0]!)], v);
    return true;
  }
}

/**
 * Low modes out of a linear system: with eigenpairs A v_i = l_i v_i, x <- x + sum_i v_i <v_i, b - A x> / (l_i + shift) has a residual without
 * them, as far as the vectors are exact, and conjugate gradients from there see the rest of the spectrum only.
 * b may be several right-hand sides side by side. Test: test/unit/engine/linear/deflation.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import { cfma, range } from '../kernel/complex.ts';
import type { Field, Kernel } from '../lattice/lattice.ts';
import type { Eigenpairs } from './lanczos.ts';
import type { LinearMap } from './positive-operator.ts';
import { trueResidual } from './residual.ts';
import { shiftedMap } from './shifted-operator.ts';
import type { ComplexNumber, VectorSpace } from './vector-space.ts';

export interface DeflationOptions {
  /** As in the system that is to be solved; 0 when absent. */
  readonly shift?: number;
}

/** Adds to x what the eigenpairs know of the solution of (A + shift) x = b. */
export const deflatedGuess = (
  a: LinearMap,
  pairs: Pick<Eigenpairs, 'values' | 'vectors'>,
  b: Field,
  x: Field,
  { shift = 0 }: DeflationOptions = {},
): void => {
  const { space } = a;
  invariant(
    pairs.vectors.every((v) => v.components * space.blocks === space.components),
    'eigenvectors of one block each',
  );
  space.withVectors(1, ([r]) => {
    trueResidual(shiftedMap(a, shift), b, x, r!);
    pairs.vectors.forEach((v, i) => {
      const weight = 1 / (pairs.values[i]! + shift);
      add(
        space,
        x,
        v,
        project(space, v, r!).map((z) => ({ re: weight * z.re, im: weight * z.im })),
      );
    });
  });
};

/** <v, r> for every block of r. */
const project = (space: VectorSpace, v: Field, r: Field): ComplexNumber[] => {
  const { blocks } = space;
  const size = space.components / blocks;
  const kernel: Kernel = space.lattice.kernel(`project ${space.components} ${blocks} on one vector`, (k) => {
    const [fv, fr] = [k.field('v', size), k.field('r', space.components)];
    for (const block of range(blocks)) {
      let re: ReturnType<typeof k.constant> | undefined;
      let im: ReturnType<typeof k.constant> | undefined;
      for (let i = 0; i < size; i += 2) {
        const [a, b] = [k.load(fv, k.here, i), k.load(fv, k.here, i + 1)];
        const [c, d] = [k.load(fr, k.here, block * size + i), k.load(fr, k.here, block * size + i + 1)];
        re = k.fma(b, d, k.fma(a, c, re));
        im = k.fma(k.neg(b), c, k.fma(a, d, im));
      }
      k.reduce(re!);
      k.reduce(im!);
    }
  });
  const sums = kernel([v, r], space.options([]));
  return range(blocks).map((block) => ({ re: sums[2 * block]!, im: sums[2 * block + 1]! }));
};

/** x <- x + v z, z one number for each block of x. */
const add = (space: VectorSpace, x: Field, v: Field, z: readonly ComplexNumber[]): void => {
  const { blocks } = space;
  const size = space.components / blocks;
  const kernel = space.lattice.kernel(`add one vector to ${space.components} ${blocks}`, (k) => {
    const [fx, fv] = [k.field('x', space.components), k.field('v', size)];
    for (const block of range(blocks)) {
      const factor = { re: k.param(), im: k.param() };
      for (let i = 0; i < size; i += 2) {
        const at = block * size + i;
        const old = { re: k.load(fx, k.here, at), im: k.load(fx, k.here, at + 1) };
        const sum = cfma(k, factor, { re: k.load(fv, k.here, i), im: k.load(fv, k.here, i + 1) }, old);
        k.store(fx, at, sum.re);
        k.store(fx, at + 1, sum.im);
      }
    }
  });
  kernel([x, v], space.options(z.flatMap(({ re, im }) => [re, im])));
};

/**
 * Orthonormal vectors on the lattice, eight of them to a sweep: Gram-Schmidt against all of them (twice, which is enough: L. Giraud et al.,
 * Numer. Math. 101 (2005) 87) and real linear combinations. Spaces of one block. Test: test/unit/engine/linear/lanczos.test.ts.
 */
import { type Complex, cfma, cneg, cscale, range } from '../kernel/complex.ts';
import type { Field } from '../lattice/lattice.ts';
import { cmadd, type VectorSpace } from './vector-space.ts';

const TOGETHER = 8;

const chunks = <T>(list: readonly T[]): T[][] =>
  range(Math.ceil(list.length / TOGETHER)).map((i) => list.slice(i * TOGETHER, (i + 1) * TOGETHER));

/** w <- w - sum_j v_j <v_j, w>; returns the real parts of <v_j, w>. Where only the last `local` products are large the first pass is theirs. */
export const orthogonalise = (
  space: VectorSpace,
  w: Field,
  basis: readonly Field[],
  local = basis.length,
): number[] => {
  const skipped = Math.max(0, basis.length - local);
  const found = subtractProjections(space, w, basis.slice(skipped));
  return subtractProjections(space, w, basis).map((c, j) => c + (found[j - skipped] ?? 0));
};

const subtractProjections = (space: VectorSpace, w: Field, basis: readonly Field[]): number[] => {
  const projections = chunks(basis).map((part) => {
    const [sums] = space.sums(
      `project on ${part.length}`,
      [w, ...part],
      [],
      (k, [vw, ...v], _, add) => {
        v.forEach((x, j) => {
          add(2 * j, x.re, vw!.re);
          add(2 * j, x.im, vw!.im);
          add(2 * j + 1, x.re, vw!.im);
          add(2 * j + 1, k.neg(x.im), vw!.re);
        });
        return [];
      },
      2 * part.length,
    );
    return { part, sums: sums! };
  });
  for (const { part, sums } of projections)
    space.sweep(
      `subtract ${part.length}`,
      [w, ...part],
      sums.map((s) => [s]),
      (k, [vw, ...v], s) => [
        v.reduce((y: Complex, x, j) => cfma(k, cneg(k, { re: s[2 * j]!, im: s[2 * j + 1]! }), x, y), vw!),
      ],
    );
  return projections.flatMap(({ part, sums }) => part.map((_, j) => sums[2 * j]!));
};

/** out <- sum_j s_j v_j */
export const combine = (
  space: VectorSpace,
  out: Field,
  basis: readonly Field[],
  s: ArrayLike<number>,
): void => {
  chunks(basis).forEach((part, c) => {
    space.sweep(
      `combine ${part.length} ${c === 0 ? 'anew' : 'further'}`,
      [out, ...part],
      part.map((_, j) => [s[c * TOGETHER + j]!]),
      (k, [before, ...v], a) => {
        const first = c === 0 ? cscale(k, a[0]!, v[0]!) : cmadd(k, a[0]!, v[0]!, before!);
        return [v.slice(1).reduce((y: Complex, x, j) => cmadd(k, a[j + 1]!, x, y), first)];
      },
    );
  });
};

/**
 * The difference of neighbours in the staggered operator, H psi(x) = sum_mu [V_mu(x) psi(x + mu) - V_mu(x - mu)^+ psi(x - mu)], inside a kernel.
 * V are dressed links: the phases eta_mu and the signs of the boundary are in them, so that D = m + H/2 (J. Kogut, L. Susskind, Phys. Rev.
 * D11 (1975) 395). H is anti-Hermitian and connects even sites with odd ones. Vectors side by side share the links that are loaded.
 * Test: test/unit/engine/dirac/staggered.test.ts.
 */
import {
  type Complex,
  cfma,
  conj,
  csub,
  loadMatrix,
  type Matrix,
  range,
} from '../../kernel/complex.ts';
import type { Site } from '../../kernel/graph.ts';
import type { Real, Tracer } from '../../kernel/tracer.ts';

export type ColourVector = readonly Complex[];

export interface StaggeredShape {
  readonly colours: number;
  readonly blocks: number;
}

/** The vectors at a site, in its frame. */
export const loadVectors = (
  k: Tracer,
  field: number,
  site: Site,
  { colours, blocks }: StaggeredShape,
): ColourVector[] =>
  range(blocks).map((b) =>
    range(colours).map((c) => ({
      re: k.load(field, site, 2 * (b * colours + c)),
      im: k.load(field, site, 2 * (b * colours + c) + 1),
    })),
  );

/** The same vectors in the frame of `to`: one test for all of them. */
const moveVectors = (k: Tracer, vectors: readonly ColourVector[], to: Site): ColourVector[] => {
  const moved = k.move(
    vectors.flatMap((v) => v.flatMap((z) => [z.re, z.im])),
    to,
  );
  let at = 0;
  return vectors.map((v) => v.map(() => ({ re: moved[at++]!, im: moved[at++]! })));
};

/** U v + w; a missing w is zero. */
const multiplyAdd = (k: Tracer, u: Matrix, v: ColourVector, w?: ColourVector): ColourVector =>
  u.map((row, i) => {
    let sum = w?.[i];
    row.forEach((x, j) => {
      sum = cfma(k, x, v[j]!, sum);
    });
    return sum!;
  });

/** U^+ v */
const multiplyAdjoint = (k: Tracer, u: Matrix, v: ColourVector): ColourVector =>
  v.map((_, j) => {
    let sum: Complex | undefined;
    u.forEach((row, i) => {
      sum = cfma(k, conj(k, row[j]!), v[i]!, sum);
    });
    return sum!;
  });

/** H psi at `x`, of the given directions only where some are given. */
export const hop = (
  k: Tracer,
  { links, from }: { readonly links: number; readonly from: number },
  x: Site,
  shape: StaggeredShape,
  directions = range(k.dimensions),
): ColourVector[] => {
  const n = shape.colours;
  let sums: ColourVector[] | undefined;
  for (const mu of directions) {
    const offset = mu * 2 * n * n;
    const ahead = k.shift(x, mu);
    const forward = moveVectors(k, loadVectors(k, from, ahead, shape), x);
    const u = loadMatrix(k, links, x, offset, n);
    const before = sums;
    const half = forward.map((v, b) => multiplyAdd(k, u, v, before?.[b]));
    const behind = k.shift(x, mu, -1);
    const w = loadMatrix(k, links, behind, offset, n);
    const back = loadVectors(k, from, behind, shape).map((v) => multiplyAdjoint(k, w, v));
    const backward = moveVectors(k, back, x);
    sums = half.map((v, b) => v.map((z, c) => csub(k, z, backward[b]![c]!)));
  }
  return sums!;
};

/** sum Re(conj(a) b) over all vectors. */
export const realProduct = (k: Tracer, a: readonly ColourVector[], b: readonly ColourVector[]): Real => {
  let sum: Real | undefined;
  a.forEach((v, block) => {
    v.forEach((z, c) => {
      const w = b[block]![c]!;
      sum = k.fma(z.im, w.im, k.fma(z.re, w.re, sum));
    });
  });
  return sum!;
};

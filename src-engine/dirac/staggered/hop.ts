/**
 * The difference of neighbours in the staggered operator, H psi(x) = sum_mu [V_mu(x) psi(x + mu) - V_mu(x - mu)^+ psi(x - mu)], inside a kernel.
 * V are dressed links: the phases eta_mu and the signs of the boundary are in them, so that D = m + H/2 (J. Kogut, L. Susskind, Phys. Rev.
 * D11 (1975) 395). H is anti-Hermitian and connects even sites with odd ones. Vectors side by side share the links that are loaded: they are
 * written as the "spins" of spinor.ts. Test: test/unit/engine/dirac/staggered.test.ts.
 */
import { csub, type Matrix, range } from '../../kernel/complex.ts';
import type { Site } from '../../kernel/graph.ts';
import type { Tracer } from '../../kernel/tracer.ts';
import { loadSpinor, moveSpinor, type Spinor, timesAdjointColour, timesColour } from '../spinor.ts';

export interface HopSource {
  readonly colours: number;
  readonly blocks: number;
  /** psi */
  readonly field: number;
  /** V_mu at a site, in its frame. */
  readonly link: (k: Tracer, site: Site, mu: number) => Matrix;
}

/** H psi at `x`, of the given directions only where some are given. */
export const hop = (
  k: Tracer,
  { colours, blocks, field, link }: HopSource,
  x: Site,
  directions = range(k.dimensions),
): Spinor => {
  let sum: Spinor | undefined;
  for (const mu of directions) {
    const ahead = moveSpinor(k, loadSpinor(k, field, k.shift(x, mu), 0, blocks, colours), x);
    const forward = timesColour(k, link(k, x, mu), ahead, sum);
    const behind = k.shift(x, mu, -1);
    const back = timesAdjointColour(k, link(k, behind, mu), loadSpinor(k, field, behind, 0, blocks, colours));
    const backward = moveSpinor(k, back, x);
    sum = forward.map((v, b) => v.map((z, c) => csub(k, z, backward[b]![c]!)));
  }
  return sum!;
};

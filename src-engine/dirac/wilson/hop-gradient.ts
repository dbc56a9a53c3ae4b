/**
 * The derivative of Re <y, H x> by the links. With half spinors h of 1 -+ g_mu (spinor.ts) the hop over one link contributes
 *   Re sum_s [h-_s(y(n))^+ U h-_s(x(n + mu)) + h+_s(x(n))^+ U h+_s(y(n + mu))],
 * linear in U, so that dS/d Re U_ij + i dS/d Im U_ij = sum_s a_i conj(b_j) of each term a^+ U b.
 * Test: test/unit/engine/dirac/wilson/wilson-force.test.ts (numerical derivatives).
 */
import { type Complex, cfma, conj, range } from '../../kernel/complex.ts';
import type { Site } from '../../kernel/graph.ts';
import type { Real, Tracer } from '../../kernel/tracer.ts';
import type { Field } from '../../lattice/lattice.ts';
import type { DressedLinks } from '../dressed-links.ts';
import { gammaBasis } from '../gamma.ts';
import { loadSpinor, moveSpinor, project, type Spinor } from '../spinor.ts';

/** Adds weight * d Re <y, H x> / dU to the gradient of the dressed links; x and y on all sites, `spinors` of them side by side. */
export const addHopGradient = (
  dressed: DressedLinks,
  y: Field,
  x: Field,
  weight: number,
  spinors: number,
): void => {
  const { lattice, group } = dressed;
  const d = lattice.dims.length;
  const n = group.colours;
  const { spins, gamma } = gammaBasis(d);
  const gradient = dressed.gradient();
  const kernel = lattice.kernel(`wilson gradient ${group.name} ${spinors}`, (k) => {
    const g = k.field('gradient', gradient.components);
    const [fy, fx] = [k.field('y', y.components), k.field('x', x.components)];
    const w = k.param();
    for (const i of range(spinors)) {
      if (i > 0) k.nextPass();
      const at = (field: number, site: Site): Spinor =>
        moveSpinor(k, loadSpinor(k, field, site, 2 * i * spins * n, spins, n), k.here);
      for (const mu of range(d)) {
        const ahead = k.shift(k.here, mu);
        const half = (sign: 1 | -1, field: number, site: Site): Spinor =>
          project(k, gamma[mu]!, sign, at(field, site));
        const left = [...half(-1, fy, k.here), ...half(1, fx, k.here)];
        const right = [...half(-1, fx, ahead), ...half(1, fy, ahead)];
        addOuter(k, g, mu * group.linkComponents, w, left, right);
      }
    }
  });
  kernel([gradient, y, x], { params: [weight] });
};

/** g_ij += w sum_s a_s,i conj(b_s,j) */
const addOuter = (k: Tracer, g: number, offset: number, w: Real, a: Spinor, b: Spinor): void => {
  const n = a[0]!.length;
  for (const i of range(n)) {
    for (const j of range(n)) {
      let sum: Complex | undefined;
      a.forEach((v, s) => {
        sum = cfma(k, v[i]!, conj(k, b[s]![j]!), sum);
      });
      const at = offset + 2 * (i * n + j);
      k.store(g, at, k.fma(w, sum!.re, k.load(g, k.here, at)));
      k.store(g, at + 1, k.fma(w, sum!.im, k.load(g, k.here, at + 1)));
    }
  }
};

/**
 * Kernels of the staggered operator on dressed links (hop.ts). H connects the two parities only, so that every one of them can run over the sites of one.
 * Test: test/unit/engine/dirac/staggered.test.ts.
 */
import type { Group } from '../../group/group.ts';
import { gradient } from '../../kernel/adjoint.ts';
import { cnorm2, cscale, range } from '../../kernel/complex.ts';
import type { Real, Tracer } from '../../kernel/tracer.ts';
import type { Field, Lattice, SiteList } from '../../lattice/lattice.ts';
import { type ColourVector, hop, loadVectors, realProduct, type StaggeredShape } from './hop.ts';

export interface StaggeredKernels {
  /** out <- a x + b H y on `sites` (all when absent). */
  combine(out: Field, a: number, x: Field, b: number, y: Field, sites?: SiteList): void;
  /** out <- b H y on `sites`; returns |out|^2 there, one per block. */
  hopNorm(out: Field, b: number, y: Field, sites: SiteList): number[];
  /** r <- r - alpha (a p + b H y) on `sites`; returns |r|^2 there, one per block. */
  descend(
    r: Field,
    alpha: readonly number[],
    a: number,
    p: Field,
    b: number,
    y: Field,
    sites: SiteList,
  ): number[];
  /** g <- g + weight d/dV Re <y, H x> / 2, the real derivatives by the components of the links V; y, x on all sites. */
  addGradient(g: Field, y: Field, x: Field, weight: number): void;
}

export const staggeredKernels = (
  lattice: Lattice,
  group: Group,
  links: Field,
  blocks: number,
): StaggeredKernels => {
  const shape: StaggeredShape = { colours: group.colours, blocks };
  const vector = 2 * group.colours * blocks;
  const name = (what: string): string => `staggered ${what} ${group.name} ${blocks}`;
  const on = (sites: SiteList | undefined, params: readonly number[]) =>
    sites === undefined ? { params } : { params, sites };
  const store = (k: Tracer, field: number, vectors: readonly ColourVector[]): void =>
    vectors.flat().forEach((z, i) => {
      k.store(field, 2 * i, z.re);
      k.store(field, 2 * i + 1, z.im);
    });
  const reduceNorms = (k: Tracer, vectors: readonly ColourVector[]): void => {
    for (const v of vectors) k.reduce(v.map((z) => cnorm2(k, z)).reduce((s, x) => k.add(s, x)));
  };
  /** a x + b h */
  const sum = (k: Tracer, a: Real, x: ColourVector, b: Real, h: ColourVector): ColourVector =>
    x.map((z, c) => ({ re: k.fma(b, h[c]!.re, k.mul(a, z.re)), im: k.fma(b, h[c]!.im, k.mul(a, z.im)) }));

  const combine = lattice.kernel(name('combination'), (k) => {
    const u = k.field('links', links.components);
    const [out, x, y] = [k.field('out', vector), k.field('x', vector), k.field('y', vector)];
    const [a, b] = [k.param(), k.param()];
    const h = hop(k, { links: u, from: y }, k.here, shape);
    store(
      k,
      out,
      loadVectors(k, x, k.here, shape).map((v, i) => sum(k, a, v, b, h[i]!)),
    );
  });
  const hopNorm = lattice.kernel(name('hop'), (k) => {
    const u = k.field('links', links.components);
    const [out, y] = [k.field('out', vector), k.field('y', vector)];
    const b = k.param();
    const h = hop(k, { links: u, from: y }, k.here, shape).map((v) => v.map((z) => cscale(k, b, z)));
    store(k, out, h);
    reduceNorms(k, h);
  });
  const descend = lattice.kernel(name('descent'), (k) => {
    const u = k.field('links', links.components);
    const [r, p, y] = [k.field('r', vector), k.field('p', vector), k.field('y', vector)];
    const [a, b] = [k.param(), k.param()];
    const alpha = range(blocks).map(() => k.param());
    const h = hop(k, { links: u, from: y }, k.here, shape);
    const old = loadVectors(k, r, k.here, shape);
    const rest = loadVectors(k, p, k.here, shape).map((v, i) => {
      const step = k.neg(alpha[i]!);
      return sum(k, a, v, b, h[i]!).map((z, c) => ({
        re: k.fma(step, z.re, old[i]![c]!.re),
        im: k.fma(step, z.im, old[i]![c]!.im),
      }));
    });
    store(k, r, rest);
    reduceNorms(k, rest);
  });
  const addGradient = lattice.kernel(name('gradient'), (k) => {
    const u = k.field('links', links.components);
    const [g, y, x] = [k.field('gradient', links.components), k.field('y', vector), k.field('x', vector)];
    const weight = k.mul(k.constant(0.5), k.param());
    for (const mu of range(k.dimensions)) {
      if (mu > 0) k.nextPass();
      const derivative = gradient(
        k,
        (t, site) =>
          realProduct(t, loadVectors(t, y, site, shape), hop(t, { links: u, from: x }, site, shape, [mu])),
        u,
      );
      for (const i of range(group.linkComponents)) {
        const at = mu * group.linkComponents + i;
        k.store(g, at, k.fma(weight, derivative[at]!, k.load(g, k.here, at)));
      }
    }
  });

  return {
    combine: (out, a, x, b, y, sites) => {
      combine([links, out, x, y], on(sites, [a, b]));
    },
    hopNorm: (out, b, y, sites) => [...hopNorm([links, out, y], on(sites, [b]))],
    descend: (r, alpha, a, p, b, y, sites) => [...descend([links, r, p, y], on(sites, [a, b, ...alpha]))],
    addGradient: (g, y, x, weight) => {
      addGradient([links, g, y, x], { params: [weight] });
    },
  };
};

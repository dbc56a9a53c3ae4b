/**
 * Kernels of the staggered operator on dressed links (hop.ts). H connects the two parities only, so that every one of them can run over the
 * sites of one. Test: test/unit/engine/dirac/staggered.test.ts.
 */
import { gradient } from '../../kernel/adjoint.ts';
import { cnorm2, cscale, loadMatrix, range } from '../../kernel/complex.ts';
import type { Real, Tracer } from '../../kernel/tracer.ts';
import type { Field, SiteList } from '../../lattice/lattice.ts';
import type { DressedLinks } from '../dressed-links.ts';
import { type ColourVector, loadSpinor, type Spinor, storeSpinor } from '../spinor.ts';
import { hop } from './hop.ts';

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
  /** Adds weight Re <y, H x> to the action whose gradient is collected; y, x on all sites. */
  addGradient(y: Field, x: Field, weight: number): void;
}

export const staggeredKernels = (dressed: DressedLinks, blocks: number): StaggeredKernels => {
  const { lattice, group, links, storage } = dressed;
  const { colours } = group;
  const vector = 2 * colours * blocks;
  const name = (what: string): string => `staggered ${what} ${storage.key} ${blocks}`;
  const on = (sites: SiteList | undefined, params: readonly number[]) =>
    sites === undefined ? { params } : { params, sites };
  const load = (k: Tracer, field: number): Spinor => loadSpinor(k, field, k.here, 0, blocks, colours);
  const differences = (k: Tracer, links: number, field: number): Spinor => {
    const link = (t: Tracer, site: typeof k.here, mu: number) => storage.load(t, links, site, mu);
    return hop(k, { colours, blocks, field, link }, k.here);
  };
  const reduceNorms = (k: Tracer, vectors: Spinor): void => {
    for (const v of vectors) k.reduce(v.map((z) => cnorm2(k, z)).reduce((s, x) => k.add(s, x)));
  };
  /** a x + b h */
  const sum = (k: Tracer, a: Real, x: ColourVector, b: Real, h: ColourVector): ColourVector =>
    x.map((z, c) => ({ re: k.fma(b, h[c]!.re, k.mul(a, z.re)), im: k.fma(b, h[c]!.im, k.mul(a, z.im)) }));

  const combine = lattice.kernel(name('combination'), (k) => {
    const u = k.field('links', links.components);
    const [out, x, y] = [k.field('out', vector), k.field('x', vector), k.field('y', vector)];
    const [a, b] = [k.param(), k.param()];
    const h = differences(k, u, y);
    const values = load(k, x).map((v, i) => sum(k, a, v, b, h[i]!));
    storeSpinor(k, out, 0, values);
  });
  const hopNorm = lattice.kernel(name('hop'), (k) => {
    const u = k.field('links', links.components);
    const [out, y] = [k.field('out', vector), k.field('y', vector)];
    const b = k.param();
    const h = differences(k, u, y).map((v) => v.map((z) => cscale(k, b, z)));
    storeSpinor(k, out, 0, h);
    reduceNorms(k, h);
  });
  const descend = lattice.kernel(name('descent'), (k) => {
    const u = k.field('links', links.components);
    const [r, p, y] = [k.field('r', vector), k.field('p', vector), k.field('y', vector)];
    const [a, b] = [k.param(), k.param()];
    const alpha = range(blocks).map(() => k.param());
    const h = differences(k, u, y);
    const old = load(k, r);
    const rest = load(k, p).map((v, i) => {
      const step = k.neg(alpha[i]!);
      return sum(k, a, v, b, h[i]!).map((z, c) => ({
        re: k.fma(step, z.re, old[i]![c]!.re),
        im: k.fma(step, z.im, old[i]![c]!.im),
      }));
    });
    storeSpinor(k, r, 0, rest);
    reduceNorms(k, rest);
  });
  const addGradient = lattice.kernel(name('gradient'), (k) => {
    const n2 = group.linkComponents;
    const g = k.field('gradient', k.dimensions * n2);
    const [y, x] = [k.field('y', vector), k.field('x', vector)];
    const weight = k.param();
    // <y, H x> is linear in V: its derivative contains no links, and the field that collects it stands for them
    const source = {
      colours,
      blocks,
      field: x,
      link: (t: Tracer, site: typeof k.here, mu: number) => loadMatrix(t, g, site, mu * n2, colours),
    };
    for (const mu of range(k.dimensions)) {
      if (mu > 0) k.nextPass();
      const derivative = gradient(
        k,
        (t, site) => realProduct(t, loadSpinor(t, y, site, 0, blocks, colours), hop(t, source, site, [mu])),
        g,
      );
      for (const at of range(n2).map((i) => mu * n2 + i))
        k.store(g, at, k.fma(weight, derivative[at]!, k.load(g, k.here, at)));
    }
  });

  return {
    combine: (out, a, x, b, y, sites) => {
      combine([links, out, x, y], on(sites, [a, b]));
    },
    hopNorm: (out, b, y, sites) => [...hopNorm([links, out, y], on(sites, [b]))],
    descend: (r, alpha, a, p, b, y, sites) => [...descend([links, r, p, y], on(sites, [a, b, ...alpha]))],
    addGradient: (y, x, weight) => {
      addGradient([dressed.gradient(), y, x], { params: [weight] });
    },
  };
};

/** sum Re(conj(a) b) over all vectors. */
const realProduct = (k: Tracer, a: Spinor, b: Spinor): Real => {
  let sum: Real | undefined;
  a.forEach((v, block) => {
    v.forEach((z, c) => {
      const w = b[block]![c]!;
      sum = k.fma(z.im, w.im, k.fma(z.re, w.re, sum));
    });
  });
  return sum!;
};

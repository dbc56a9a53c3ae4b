/**
 * Positive operators with a spectrum in closed form, for tests of solvers. With H x(n) = sum_mu [e^{i theta_mu} x(n + mu) + h.c.],
 * whose eigenvalues are h = 2 sum_mu cos(p_mu + theta_mu):
 *   all sites:   A = m^2 + 2 d - H       (minus the covariant Laplacian)
 *   even sites:  A = m^2 + (2 d)^2 - H_eo H_oe, eigenvalues m^2 + (2 d)^2 - h^2, one for each pair (p, p + pi)
 */
import { type Complex, cfma, range } from '../../src-engine/kernel/complex.ts';
import type { Field, Lattice, SiteList } from '../../src-engine/lattice/lattice.ts';
import type { LinearMap, PositiveOperator } from '../../src-engine/linear/positive-operator.ts';
import { cmadd, VectorSpace } from '../../src-engine/linear/vector-space.ts';
import { type DenseMatrix, zeroMatrix } from './dense.ts';
import { freshName, moveSite, someNumbers } from './kernel-lab.ts';

export interface TestOperatorOptions {
  /** m^2 */
  readonly mass2: number;
  /** theta_mu; zeros when absent. */
  readonly angles?: readonly number[];
  /** Complex numbers per site and block; 1 when absent. */
  readonly width?: number;
  readonly blocks?: number;
  readonly even?: boolean;
}

export const siteParity = (dims: readonly number[], site: number): number => {
  let rest = site;
  let sum = 0;
  for (const n of dims) {
    sum += rest % n;
    rest = Math.floor(rest / n);
  }
  return sum % 2;
};

export const sitesOfParity = (dims: readonly number[], wanted: number): number[] =>
  range(dims.reduce((a, b) => a * b, 1)).filter((site) => siteParity(dims, site) === wanted);

export interface TestOperator extends PositiveOperator {
  /** Applications of A so far. */
  readonly applied: () => number;
}

export const testOperator = (lattice: Lattice, options: TestOperatorOptions): TestOperator => {
  const { mass2, angles = lattice.dims.map(() => 0), width = 1, blocks = 1, even = false } = options;
  const components = 2 * width * blocks;
  const d = lattice.dims.length;
  const lists = even ? [0, 1].map((p) => lattice.siteList(sitesOfParity(lattice.dims, p))) : [];
  const space = new VectorSpace(lattice, components, lists[0], blocks);
  const [product, odd] = [space.vector(), space.vector()];
  let applied = 0;
  // out <- a x + b H y
  const hop = lattice.kernel(freshName(), (k) => {
    const [fo, fx, fy] = ['out', 'x', 'y'].map((name) => k.field(name, components)) as [
      number,
      number,
      number,
    ];
    const [a, b] = [k.param(), k.param()];
    const phase = range(d).map((): Complex => ({ re: k.param(), im: k.param() }));
    for (let i = 0; i < components; i += 2) {
      let sum: Complex | undefined;
      for (const mu of range(d)) {
        for (const sign of [1, -1]) {
          const site = k.shift(k.here, mu, sign);
          const [re, im] = k.move([k.load(fy, site, i), k.load(fy, site, i + 1)], k.here) as [
            Complex['re'],
            Complex['im'],
          ];
          const z = phase[mu]!;
          sum = cfma(k, sign > 0 ? z : { re: z.re, im: k.neg(z.im) }, { re, im }, sum);
        }
      }
      const x = { re: k.load(fx, k.here, i), im: k.load(fx, k.here, i + 1) };
      const out = cmadd(k, b, sum!, { re: k.mul(a, x.re), im: k.mul(a, x.im) });
      k.store(fo, i, out.re);
      k.store(fo, i + 1, out.im);
    }
  });
  const phases = angles.flatMap((t) => [Math.cos(t), Math.sin(t)]);
  const run = (out: Field, a: number, x: Field, b: number, y: Field, sites?: SiteList): void => {
    hop([out, x, y], { params: [a, b, ...phases], ...(sites === undefined ? {} : { sites }) });
  };
  const apply = (out: Field, x: Field): void => {
    applied++;
    if (even) {
      run(odd, 0, x, 1, x, lists[1]!);
      run(out, mass2 + 4 * d * d, x, -1, odd, lists[0]!);
    } else run(out, mass2 + 2 * d, x, -1, x);
  };
  return {
    space,
    apply,
    energy(p) {
      apply(product, p);
      return space.dot(p, product).map((z) => z.re);
    },
    descend(r, _, alpha) {
      space.addScaled(
        alpha.map((s) => -s),
        product,
        r,
      );
      return space.norm2(r);
    },
    applied: () => applied,
  };
};

/** Eigenvalues of one block of width 1, rising, with their multiplicities. */
export const testSpectrum = (dims: readonly number[], options: TestOperatorOptions): number[] => {
  const d = dims.length;
  const { mass2, angles = dims.map(() => 0), even = false } = options;
  const values = range(dims.reduce((a, b) => a * b, 1)).map((index) => {
    let rest = index;
    let h = 0;
    dims.forEach((n, mu) => {
      h += 2 * Math.cos((2 * Math.PI * (rest % n)) / n + angles[mu]!);
      rest = Math.floor(rest / n);
    });
    return even ? mass2 + 4 * d * d - h * h : mass2 + 2 * d - h;
  });
  values.sort((a, b) => a - b);
  return even ? values.filter((_, i) => i % 2 === 0) : values;
};

/** The matrix of H on all sites (width 1), from its definition. */
export const hoppingMatrix = (dims: readonly number[], angles: readonly number[]): DenseMatrix => {
  const volume = dims.reduce((a, b) => a * b, 1);
  const m = zeroMatrix(volume);
  for (const site of range(volume)) {
    dims.forEach((_, mu) => {
      for (const sign of [1, -1]) {
        const on = moveSite(
          dims,
          site,
          dims.map((__, nu) => (nu === mu ? sign : 0)),
        );
        m.re[site * volume + on]! += Math.cos(angles[mu]!);
        m.im[site * volume + on]! += sign * Math.sin(angles[mu]!);
      }
    });
  }
  return m;
};

/** A vector of numbers in (-1, 1), on all sites. */
export const randomVector = ({ space }: LinearMap, seed = 1): Field => {
  const b = space.vector();
  space.lattice.write(b, someNumbers(space.lattice.volume * space.components, seed));
  return b;
};

/** |b - (A + shift) x| / |b| over all blocks, from plain arrays. */
export const trueRelative = (
  a: LinearMap,
  b: Field,
  x: Field,
  sites = range(a.space.lattice.volume),
  shift = 0,
): number => {
  const y = a.space.vector();
  a.apply(y, x);
  const { lattice, components } = a.space;
  const [u, v, w] = [lattice.read(b), lattice.read(y), lattice.read(x)];
  const at = sites.flatMap((s) => range(components).map((c) => s * components + c));
  return Math.hypot(...at.map((i) => u[i]! - v[i]! - shift * w[i]!)) / Math.hypot(...at.map((i) => u[i]!));
};

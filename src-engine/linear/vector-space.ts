/**
 * Complex vectors that live on the sites of a lattice, or on some of them: a field whose components are (re, im) pairs, `blocks` vectors
 * side by side (right-hand sides, or slices of a fifth dimension that is treated as several vectors). Values on other sites are left alone.
 * Scalars are given and come back one per block. Test: test/unit/engine/linear/vector-space.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import { range } from '../kernel/complex.ts';
import type { Real, Tracer } from '../kernel/tracer.ts';
import type { Field, Kernel, Lattice, LaunchOptions, SiteList } from '../lattice/lattice.ts';
import { type DrawAddress, gaussians, openStream, streamParams } from '../random/stream.ts';

export interface ComplexNumber {
  readonly re: number;
  readonly im: number;
}

export class VectorSpace {
  readonly lattice: Lattice;
  /** Reals per site, all blocks together. */
  readonly components: number;
  readonly blocks: number;
  /** All sites when undefined. */
  readonly sites: SiteList | undefined;

  constructor(lattice: Lattice, components: number, sites?: SiteList, blocks = 1) {
    invariant(components % (2 * blocks) === 0, `${components} reals per site in ${blocks} blocks`);
    this.lattice = lattice;
    this.components = components;
    this.blocks = blocks;
    this.sites = sites;
  }

  /** Complex dimension of one block. */
  get dimension(): number {
    return ((this.sites?.sites ?? this.lattice.volume) * this.components) / (2 * this.blocks);
  }

  /** A new vector of zeros. */
  vector(): Field {
    return this.lattice.field(this.components);
  }

  /** y <- x */
  copy(x: Field, y: Field): void {
    this.run('copy', [x, y], (_, [a]) => [undefined, a!]);
  }

  zero(x: Field): void {
    this.run('zero', [x], (k) => [k.constant(0)]);
  }

  /** x <- a x */
  scale(a: readonly number[], x: Field): void {
    this.run('scale', [x], (k, [v], [s]) => [k.mul(s!, v!)], a);
  }

  /** y <- a x + y */
  addScaled(a: readonly number[], x: Field, y: Field): void {
    this.run('add scaled', [x, y], (k, [v, w], [s]) => [undefined, k.fma(s!, v!, w!)], a);
  }

  /** y <- x + a y */
  scaleAdd(x: Field, a: readonly number[], y: Field): void {
    this.run('scale and add', [x, y], (k, [v, w], [s]) => [undefined, k.fma(s!, w!, v!)], a);
  }

  /** |x|^2 of each block. */
  norm2(x: Field): number[] {
    const { components, blocks } = this;
    const kernel = this.kernel('norm', (k) => {
      const f = k.field('x', components);
      for (const b of range(blocks)) {
        let sum: Real | undefined;
        for (const i of this.ofBlock(b)) {
          const v = k.load(f, k.here, i);
          sum = k.fma(v, v, sum);
        }
        k.reduce(sum!);
      }
    });
    return [...kernel([x], this.options([]))];
  }

  /** x^+ y of each block. */
  dot(x: Field, y: Field): ComplexNumber[] {
    const { components, blocks } = this;
    const kernel = this.kernel('dot', (k) => {
      const fx = k.field('x', components);
      const fy = k.field('y', components);
      for (const b of range(blocks)) {
        let re: Real | undefined;
        let im: Real | undefined;
        for (const i of this.ofBlock(b).filter((n) => n % 2 === 0)) {
          const [a, c] = [k.load(fx, k.here, i), k.load(fx, k.here, i + 1)];
          const [d, e] = [k.load(fy, k.here, i), k.load(fy, k.here, i + 1)];
          re = k.fma(c, e, k.fma(a, d, re));
          im = k.fma(k.neg(c), d, k.fma(a, e, im));
        }
        k.reduce(re!);
        k.reduce(im!);
      }
    });
    const sums = kernel([x, y], this.options([]));
    return range(blocks).map((b) => ({ re: sums[2 * b]!, im: sums[2 * b + 1]! }));
  }

  /** Complex Gaussian numbers with <|x_i|^2> = 1: the weight is exp(-x^+ x). */
  gaussian(x: Field, draw: DrawAddress): void {
    const kernel = this.kernel('gaussian', (k) => {
      const f = k.field('x', this.components);
      const numbers = gaussians(k, openStream(k), this.components);
      numbers.forEach((v, i) => k.store(f, i, k.mul(k.constant(Math.SQRT1_2), v)));
    });
    kernel([x], { ...this.options([]), uparams: streamParams(draw) });
  }

  /** Launch options that restrict a kernel to the sites of this space. */
  options(params: readonly number[]): LaunchOptions {
    return this.sites === undefined ? { params } : { params, sites: this.sites };
  }

  private ofBlock(block: number): number[] {
    const n = this.components / this.blocks;
    return range(n).map((i) => block * n + i);
  }

  private kernel(name: string, body: (k: Tracer) => void): Kernel {
    return this.lattice.kernel(`vector ${name} ${this.components} ${this.blocks}`, body);
  }

  /** One component at a time: new values of the fields, from their values and the parameters of their block. */
  private run(
    name: string,
    fields: readonly Field[],
    body: (k: Tracer, values: readonly Real[], params: readonly Real[]) => readonly (Real | undefined)[],
    a: readonly number[] = [],
  ): void {
    const kernel = this.kernel(name, (k) => {
      const ids = fields.map((_, i) => k.field(`v${i}`, this.components));
      const params = a.map(() => k.param());
      for (const b of range(this.blocks)) {
        for (const i of this.ofBlock(b)) {
          const values = ids.map((f) => k.load(f, k.here, i));
          body(k, values, params.length === 0 ? [] : [params[b]!]).forEach((v, f) => {
            if (v !== undefined) k.store(ids[f]!, i, v);
          });
        }
      }
    });
    kernel(fields, this.options(a));
  }
}

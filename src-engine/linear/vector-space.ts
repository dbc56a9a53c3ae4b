/**
 * Complex vectors that live on the sites of a lattice, or on some of them: a field whose components are (re, im) pairs, `blocks` vectors
 * side by side (right-hand sides, or slices of a fifth dimension that is treated as several vectors). Values on other sites are left alone.
 * Scalars are given and come back one per block. Test: test/unit/engine/linear/vector-space.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import { type Complex, cadd, cfma, cneg, complex, cscale, range } from '../kernel/complex.ts';
import type { Real, Tracer } from '../kernel/tracer.ts';
import type { Field, Kernel, Lattice, LaunchOptions, SiteList } from '../lattice/lattice.ts';
import { type DrawAddress, gaussians, openStream, streamParams } from '../random/stream.ts';

export interface ComplexNumber {
  readonly re: number;
  readonly im: number;
}

/** What a sweep does to one complex number of every vector: the new values, in their order; undefined leaves one as it is. */
export type SweepBody = (
  k: Tracer,
  values: readonly Complex[],
  /** Those of the block, in the order in which they were given. */
  params: readonly Real[],
  /** Adds a b to a sum over the block. */
  add: (sum: number, a: Real, b: Real) => void,
) => readonly (Complex | undefined)[];

/** Complex numbers of all vectors that one pass of a sweep handles: larger code no longer fits the instruction cache. */
const PASS = 1024;

export class VectorSpace {
  readonly lattice: Lattice;
  /** Reals per site, all blocks together. */
  readonly components: number;
  readonly blocks: number;
  /** All sites when undefined. */
  readonly sites: SiteList | undefined;
  private readonly kernels = new Map<string, Kernel>();

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

  /** What `work` gives for `count` new vectors, which are given back when it ends. */
  withVectors<T>(count: number, work: (vectors: readonly Field[]) => T): T {
    const vectors = range(count).map(() => this.vector());
    try {
      return work(vectors);
    } finally {
      for (const v of vectors) this.lattice.release(v);
    }
  }

  /** y <- x */
  copy(x: Field, y: Field): void {
    this.sweep('copy', [x, y], [], (_, [a]) => [undefined, a]);
  }

  zero(x: Field): void {
    this.sweep('zero', [x], [], (k) => [complex(k, 0)]);
  }

  /** x <- 0 in the blocks where `clear` is 1, whatever was there. */
  clear(x: Field, clear: readonly number[]): void {
    this.sweep('clear', [x], [clear], (k, [v], [c]) => {
      const m = k.lt(k.constant(0.5), c!);
      const zero = k.constant(0);
      return [{ re: k.select(m, zero, v!.re), im: k.select(m, zero, v!.im) }];
    });
  }

  /** x <- a x */
  scale(a: readonly number[], x: Field): void {
    this.sweep('scale', [x], [a], (k, [v], [s]) => [cscale(k, s!, v!)]);
  }

  /** y <- a x + y */
  addScaled(a: readonly number[], x: Field, y: Field): void {
    this.sweep('add scaled', [x, y], [a], (k, [v, w], [s]) => [undefined, cmadd(k, s!, v!, w!)]);
  }

  /** y <- x + a y */
  scaleAdd(x: Field, a: readonly number[], y: Field): void {
    this.sweep('scale and add', [x, y], [a], (k, [v, w], [s]) => [undefined, cmadd(k, s!, w!, v!)]);
  }

  /** y <- a x + y with complex a. */
  addScaledComplex(a: readonly ComplexNumber[], x: Field, y: Field): void {
    const params = [a.map((z) => z.re), a.map((z) => z.im)];
    this.sweep('add scaled complex', [x, y], params, (k, [v, w], [re, im]) => [
      undefined,
      cfma(k, { re: re!, im: im! }, v!, w!),
    ]);
  }

  /** y <- x - y; returns |y|^2. */
  difference(x: Field, y: Field): number[] {
    return this.sums(
      'difference',
      [x, y],
      [],
      (k, [v, w], _, add) => {
        const d = cadd(k, v!, cneg(k, w!));
        add(0, d.re, d.re);
        add(0, d.im, d.im);
        return [undefined, d];
      },
      1,
    ).map(([n]) => n!);
  }

  /** |x|^2 of each block. */
  norm2(x: Field): number[] {
    return this.sums(
      'norm',
      [x],
      [],
      (_, [v], __, add) => {
        add(0, v!.re, v!.re);
        add(0, v!.im, v!.im);
        return [];
      },
      1,
    ).map(([n]) => n!);
  }

  /** x^+ y of each block. */
  dot(x: Field, y: Field): ComplexNumber[] {
    return this.sums(
      'dot',
      [x, y],
      [],
      (k, [v, w], _, add) => {
        add(0, v!.re, w!.re);
        add(0, v!.im, w!.im);
        add(1, v!.re, w!.im);
        add(1, k.neg(v!.im), w!.re);
        return [];
      },
      2,
    ).map(([re, im]) => ({ re: re!, im: im! }));
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

  /** One pass through memory over all `vectors`: `body` at every complex number. `name` must say everything that the body depends on. */
  sweep(
    name: string,
    vectors: readonly Field[],
    params: readonly (readonly number[])[],
    body: SweepBody,
  ): void {
    this.sums(name, vectors, params, body, 0);
  }

  /** The same, with `count` sums over each block: out[block][sum]. */
  sums(
    name: string,
    vectors: readonly Field[],
    params: readonly (readonly number[])[],
    body: SweepBody,
    count: number,
  ): number[][] {
    const passes = this.passes(vectors.length);
    const kernel = this.kernel(name, (k) => {
      const fields = vectors.map((_, i) => k.field(`v${i}`, this.components));
      const numbers = params.map(() => range(this.blocks).map(() => k.param()));
      passes.forEach(({ block, begin, end, fresh }) => {
        if (fresh) k.nextPass();
        const sums: (Real | undefined)[] = range(count).map(() => undefined);
        for (let i = begin; i < end; i += 2) {
          const values = fields.map((f) => ({ re: k.load(f, k.here, i), im: k.load(f, k.here, i + 1) }));
          const mine = numbers.map((n) => n[block]!);
          const next = body(k, values, mine, (sum, a, b) => {
            sums[sum] = k.fma(a, b, sums[sum]);
          });
          next.forEach((v, f) => {
            if (v === undefined) return;
            k.store(fields[f]!, i, v.re);
            k.store(fields[f]!, i + 1, v.im);
          });
        }
        for (const s of sums) k.reduce(s!);
      });
    });
    const found = kernel(vectors, this.options(params.flat()));
    const out = range(this.blocks).map(() => new Array<number>(count).fill(0));
    passes.forEach(({ block }, i) => {
      for (let s = 0; s < count; s++) out[block]![s]! += found[i * count + s]!;
    });
    return out;
  }

  /** The components in pieces of one block each, `fresh` where code of another pass begins. */
  private passes(vectors: number): { block: number; begin: number; end: number; fresh: boolean }[] {
    const size = this.components / this.blocks;
    const limit = Math.max(2, 2 * Math.floor(PASS / vectors));
    const out: { block: number; begin: number; end: number; fresh: boolean }[] = [];
    let used = 0;
    for (const block of range(this.blocks)) {
      for (let at = 0; at < size; at += limit) {
        const length = Math.min(limit, size - at);
        const fresh = used + length > limit;
        used = fresh ? length : used + length;
        const begin = block * size + at;
        out.push({ block, begin, end: begin + length, fresh });
      }
    }
    return out;
  }

  private kernel(name: string, body: (k: Tracer) => void): Kernel {
    const seen = this.kernels.get(name);
    if (seen) return seen;
    const kernel = this.lattice.kernel(`vector ${name} ${this.components} ${this.blocks}`, body);
    this.kernels.set(name, kernel);
    return kernel;
  }
}

/** s x + y with real s. */
export const cmadd = (k: Tracer, s: Real, x: Complex, y: Complex): Complex => ({
  re: k.fma(s, x.re, y.re),
  im: k.fma(s, x.im, y.im),
});

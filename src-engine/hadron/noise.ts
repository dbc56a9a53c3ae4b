/**
 * Random sources: independent numbers eta of mean 0 with <eta_i^* eta_j> = delta_ij and, but for Gaussian ones, |eta_i| = 1. They are
 * functions of (seed, update, hit, site): the same for any number of threads and however vectors are put side by side.
 *   z2: +-1   z4: powers of i (multiples of pi/2)   gaussian: (g1 + i g2) / sqrt 2
 * Test: test/unit/engine/hadron/source.test.ts.
 */
import { unreachable } from '../base/invariant.ts';
import { type Complex, range } from '../kernel/complex.ts';
import type { Tracer } from '../kernel/tracer.ts';
import type { Field, SiteList } from '../lattice/lattice.ts';
import {
  type DrawAddress,
  gaussians,
  type KernelStream,
  openStream,
  streamParams,
  uniforms,
} from '../random/stream.ts';

export type NoiseKind = 'z2' | 'z4' | 'gaussian';

const numbers = (k: Tracer, stream: KernelStream, kind: NoiseKind, n: number): Complex[] => {
  switch (kind) {
    case 'gaussian': {
      const half = k.constant(Math.SQRT1_2);
      const g = gaussians(k, stream, 2 * n).map((x) => k.mul(half, x));
      return range(n).map((i) => ({ re: g[2 * i]!, im: g[2 * i + 1]! }));
    }
    case 'z2':
      return uniforms(k, stream, n).map((u) => ({
        re: k.select(k.lt(u, k.constant(0.5)), k.constant(1), k.constant(-1)),
        im: k.constant(0),
      }));
    case 'z4':
      return uniforms(k, stream, n).map((u) => {
        const [one, minus, zero] = [k.constant(1), k.constant(-1), k.constant(0)];
        const below = (x: number) => k.lt(u, k.constant(x));
        return {
          re: k.select(below(0.25), one, k.select(below(0.5), zero, k.select(below(0.75), minus, zero))),
          im: k.select(below(0.25), zero, k.select(below(0.5), one, k.select(below(0.75), zero, minus))),
        };
      });
    default:
      return unreachable(kind);
  }
};

export interface NoiseWanted {
  readonly kind: NoiseKind;
  /** Numbers drawn at each site. */
  readonly draws: number;
  /** Where they go: complex component of the field for each draw; undefined for nowhere. */
  readonly component: readonly (number | undefined)[];
  readonly sites?: SiteList;
}

/** Sets those components on those sites. */
export const setNoise = (x: Field, wanted: NoiseWanted, draw: DrawAddress): void => {
  const { kind, draws, component, sites } = wanted;
  const name = `noise ${kind} ${draws} ${component.map((c) => c ?? '-').join()} ${x.components}`;
  const kernel = x.lattice.kernel(name, (k) => {
    const f = k.field('noise', x.components);
    numbers(k, openStream(k), kind, draws).forEach((z, i) => {
      const c = component[i];
      if (c === undefined) return;
      k.store(f, 2 * c, z.re);
      k.store(f, 2 * c + 1, z.im);
    });
  });
  const uparams = streamParams(draw);
  kernel([x], sites === undefined ? { uparams } : { uparams, sites });
};

/**
 * Launches of the hop with what follows it at the site, so that no intermediate vector is written that need not be:
 *   hop        out <- b A H y
 *   combine    out <- M x + b A H y
 *   norm       the same, and |out|^2
 *   descend    out <- out - alpha (M x + b A H y), and |out|^2
 *   hermitian  out <- g_5 R (M x + b A H y) + i mu x
 * with M and A site parts (1 when absent; several of A one after the other). H or H^+. Fields on different sites may be one field; x and out may not.
 *
 * Vectors side by side and slices get a loop of their own each (Tracer.nextPass): one hop fills most of an instruction cache. What mixes slices comes
 * in a last loop, from a scratch vector. Test: test/unit/engine/dirac/wilson.
 */
import { type Complex, cnorm2, range } from '../../kernel/complex.ts';
import type { Real, Tracer } from '../../kernel/tracer.ts';
import type { Field, Kernel, SiteList } from '../../lattice/lattice.ts';
import type { DressedLinks } from '../dressed-links.ts';
import { gammaBasis } from '../gamma.ts';
import { loadSpinor, type Spinor, storeSpinor, timesGamma5 } from '../spinor.ts';
import { type Direction, hop } from './hop.ts';
import type { SitePart, SiteVector } from './site-part.ts';

/**
 * Bytes of links and two vectors from which even-odd sweeps ask for what comes next. Measured on SU(3), GFlop/s without and with: 8^3 x 16 f32 40 and 35,
 * 12^4 f32 38 and 34, 16^4 f64 2.3 and 4.6 (beside other programs).
 */
const CACHE = 24e6;

export type HopForm = 'hop' | 'combine' | 'norm' | 'descend' | 'hermitian';

export interface HopLaunch {
  readonly form: HopForm;
  readonly direction: Direction;
  readonly out: Field;
  /** Not for `hop`. */
  readonly x?: Field;
  readonly y: Field;
  /** M */
  readonly diagonal?: SitePart | undefined;
  /** A, the first applied first. */
  readonly after?: readonly SitePart[];
  readonly b: number;
  /** One per block. */
  readonly alpha?: readonly number[];
  readonly mu?: number;
  readonly sites?: SiteList | undefined;
}

export interface HopKernels {
  /** Reals of a vector at a site. */
  readonly components: number;
  /** Returns the norms, one per block, of those forms that have any. */
  launch(what: HopLaunch): number[];
  /** out <- parts x, without a hop. */
  site(out: Field, x: Field, parts: readonly SitePart[], sites?: SiteList): void;
  release(): void;
}

export interface WilsonShape {
  readonly slices: number;
  readonly blocks: number;
  readonly hermitian?: 'gamma5' | 'reversed' | undefined;
}

const mapVector = (v: SiteVector, f: (z: Complex, s: number, a: number, c: number) => Complex): SiteVector =>
  v.map((psi, s) => psi.map((row, a) => row.map((z, c) => f(z, s, a, c))));

const normOf = (k: Tracer, v: SiteVector): Real => {
  let sum: Real | undefined;
  for (const z of v.flat(2))
    sum = sum === undefined ? cnorm2(k, z) : k.fma(z.im, z.im, k.fma(z.re, z.re, sum));
  return sum!;
};

export const hopKernels = (dressed: DressedLinks, { slices, blocks, hermitian }: WilsonShape): HopKernels => {
  const { lattice, storage, group, links } = dressed;
  const { spins, chirality } = gammaBasis(lattice.dims.length);
  const spinor = 2 * spins * group.colours;
  const components = blocks * slices * spinor;
  const offset = (block: number, slice: number): number => (block * slices + slice) * spinor;
  const load = (k: Tracer, field: number, block: number): SiteVector =>
    range(slices).map((s) => loadSpinor(k, field, k.here, offset(block, s), spins, group.colours));
  const store = (k: Tracer, field: number, block: number, v: SiteVector): void =>
    v.forEach((psi, s) => storeSpinor(k, field, offset(block, s), psi));
  const scratch = slices > 1 ? lattice.field(components) : undefined;
  const touch = lattice.layout.outerVolume * 16 * (storage.components + 2 * components) > CACHE;
  const kernels = new Map<string, Kernel>();
  const cached = (name: string, body: (k: Tracer) => void): Kernel => {
    const full = `wilson ${storage.key} ${slices} ${blocks} ${hermitian ?? ''} ${name}`;
    const made = kernels.get(full) ?? lattice.kernel(full, body, { touch });
    kernels.set(full, made);
    return made;
  };
  const gamma5 = (k: Tracer, v: SiteVector): SiteVector => {
    const turned = v.map((psi) => timesGamma5(k, chirality, psi));
    return hermitian === 'reversed' ? turned.reverse() : turned;
  };

  const body = (k: Tracer, { form, direction, diagonal, after = [] }: HopLaunch): void => {
    const out = k.field('out', components);
    const x = form === 'hop' ? -1 : k.field('x', components);
    const from = k.field('y', components);
    const u = k.field('links', storage.components);
    const held = scratch ? k.field('scratch', components) : -1;
    const b = k.param();
    const alpha = form === 'descend' ? range(blocks).map(() => k.param()) : [];
    const mu = form === 'hermitian' ? k.param() : undefined;
    const m = diagonal?.declare(k);
    const a = after.map((part) => part.declare(k));

    const finish = (block: number, hopped: SiteVector): void => {
      const v = a.reduce((w, part) => part(w), hopped);
      if (form === 'hop') {
        store(
          k,
          out,
          block,
          mapVector(v, (z) => ({ re: k.mul(b, z.re), im: k.mul(b, z.im) })),
        );
        return;
      }
      const own = load(k, x, block);
      const base = m ? m(own) : own;
      const sum = mapVector(v, (z, s, i, c) => {
        const w = base[s]![i]![c]!;
        return { re: k.fma(b, z.re, w.re), im: k.fma(b, z.im, w.im) };
      });
      let result = sum;
      if (form === 'descend') {
        const before = load(k, out, block);
        const step = k.neg(alpha[block]!);
        result = mapVector(sum, (z, s, i, c) => {
          const w = before[s]![i]![c]!;
          return { re: k.fma(step, z.re, w.re), im: k.fma(step, z.im, w.im) };
        });
      }
      if (mu) {
        result = mapVector(gamma5(k, sum), (z, s, i, c) => {
          const w = own[s]![i]![c]!;
          return { re: k.fma(k.neg(mu), w.im, z.re), im: k.fma(mu, w.re, z.im) };
        });
      }
      store(k, out, block, result);
      if (form === 'norm' || form === 'descend') k.reduce(normOf(k, result));
    };

    const fields = { links: u, storage, colours: group.colours, from };
    const at = (block: number, slice: number): Spinor => hop(k, fields, offset(block, slice), direction);
    let begun = false;
    const pass = (): void => {
      if (begun) k.nextPass();
      begun = true;
    };
    for (const block of range(blocks)) {
      if (scratch) {
        for (const s of range(slices)) {
          pass();
          storeSpinor(k, held, offset(block, s), at(block, s));
        }
      }
      pass();
      finish(block, scratch ? load(k, held, block) : [at(block, 0)]);
    }
  };

  return {
    components,
    launch: (what) => {
      const { form, direction, out, x, y, diagonal, after = [], b, alpha = [], mu = 0, sites } = what;
      const parts = [...(diagonal ? [diagonal] : []), ...after];
      const name = `${form} ${direction}; ${diagonal?.key ?? ''}; ${after.map((p) => p.key).join(', ')}`;
      const kernel = cached(name, (k) => body(k, what));
      const fields = [out, ...(x ? [x] : []), y, links, ...(scratch ? [scratch] : [])];
      const params = [b, ...alpha, ...(form === 'hermitian' ? [mu] : [])];
      const options = { params: [...params, ...parts.flatMap((p) => p.params)] };
      return [
        ...kernel([...fields, ...parts.flatMap((p) => p.fields)], sites ? { ...options, sites } : options),
      ];
    },
    site: (out, x, parts, sites) => {
      const kernel = cached(`site; ${parts.map((p) => p.key).join(', ')}`, (k) => {
        const [to, from] = [k.field('out', components), k.field('x', components)];
        const maps = parts.map((part) => part.declare(k));
        for (const block of range(blocks)) {
          if (block > 0) k.nextPass();
          store(
            k,
            to,
            block,
            maps.reduce((w, part) => part(w), load(k, from, block)),
          );
        }
      });
      const options = { params: parts.flatMap((p) => p.params) };
      kernel([out, x, ...parts.flatMap((p) => p.fields)], sites ? { ...options, sites } : options);
    },
    release: () => {
      if (scratch) lattice.release(scratch);
    },
  };
};

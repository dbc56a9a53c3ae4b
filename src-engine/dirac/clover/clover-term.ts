/**
 * The site-diagonal part of clover fermions, A(x) = 1 - kappa c sum_{mu<nu} sigma_mu,nu F_mu,nu(x), sigma_mu,nu = (i/2) [g_mu, g_nu] = i g_mu g_nu. It is
 * Hermitian and does not mix chiralities: two packed matrices (hermitian.ts) of n = N spins / 2 rows, row index (spin, colour), first half of the spins
 * first. And what the action knows of it: the cotangents M of the leaves (leaf-field.ts) for Re <y, A x> and for log |det A|.
 * Test: test/unit/engine/dirac/clover/clover-term.test.ts.
 */
import { type Complex, cadd, cmul, conj, cscale, type Matrix, range } from '../../kernel/complex.ts';
import { log } from '../../kernel/math.ts';
import type { Real, Tracer } from '../../kernel/tracer.ts';
import type { GaugeField } from '../../lattice/gauge-field.ts';
import type { Field, Lattice, SiteList } from '../../lattice/lattice.ts';
import { planesOf } from '../../observable/planes.ts';
import { gammaBasis, type Quarter, type SpinMatrix, spinProduct, timesPhase } from '../gamma.ts';
import { loadSpinor, type Spinor } from '../spinor.ts';
import {
  elementOf,
  type Hermitian,
  hermitianPart,
  invertHermitian,
  loadHermitian,
  storeHermitian,
} from './hermitian.ts';

/** sigma of every plane. */
const sigmas = (dimensions: number): SpinMatrix[] =>
  planesOf(dimensions).map(({ mu, nu }) => {
    const { gamma } = gammaBasis(dimensions);
    const product = spinProduct(gamma[mu]!, gamma[nu]!);
    return { column: product.column, phase: product.phase.map((n) => ((n + 1) % 4) as Quarter) };
  });

export interface CloverShape {
  readonly dimensions: number;
  readonly colours: number;
  /** Rows of one block. */
  readonly rows: number;
  /** Reals of both blocks. */
  readonly components: number;
  readonly key: string;
}

export const cloverShape = ({ lattice, group }: GaugeField): CloverShape => {
  const dimensions = lattice.dims.length;
  const rows = (gammaBasis(dimensions).spins / 2) * group.colours;
  return {
    dimensions,
    colours: group.colours,
    rows,
    components: 2 * rows * rows,
    key: `${dimensions} ${group.name}`,
  };
};

/** The packed block of chirality `half` (0: first half of the spins) from the leaves. */
const blockOf = (
  k: Tracer,
  shape: CloverShape,
  half: number,
  leaves: readonly Hermitian[],
  scale: Real,
): Hermitian => {
  const { colours: n, rows, dimensions } = shape;
  const spin = sigmas(dimensions);
  const first = (half * gammaBasis(dimensions).spins) / 2;
  const element = (row: number, column: number): Complex | undefined => {
    const [s, a, t, b] = [Math.floor(row / n), row % n, Math.floor(column / n), column % n];
    let sum: Complex | undefined;
    leaves.forEach((f, plane) => {
      const sigma = spin[plane]!;
      if (sigma.column[first + s] !== first + t) return;
      const term = timesPhase(k, sigma.phase[first + s]!, elementOf(k, f, n, a, b));
      sum = sum === undefined ? term : cadd(k, sum, term);
    });
    return sum;
  };
  const out: Real[] = range(rows).map((i) => {
    const sum = element(i, i);
    return sum === undefined ? k.constant(1) : k.fma(scale, sum.re, k.constant(1));
  });
  for (const i of range(rows))
    for (let j = i + 1; j < rows; j++) {
      const sum = element(i, j);
      const z = sum === undefined ? { re: k.constant(0), im: k.constant(0) } : cscale(k, scale, sum);
      out.push(z.re, z.im);
    }
  return out;
};

/** term <- A with scale = -kappa c; leaves and term on one lattice. */
export const computeTerm = (
  lattice: Lattice,
  shape: CloverShape,
  leaves: Field,
  term: Field,
  scale: number,
): void => {
  const { colours: n, rows, dimensions } = shape;
  const kernel = lattice.kernel(`clover term ${shape.key}`, (k) => {
    const f = k.field('leaves', leaves.components);
    const out = k.field('term', term.components);
    const factor = k.param();
    for (const half of [0, 1]) {
      const all = planesOf(dimensions).map((_, i) => loadHermitian(k, f, k.here, i * n * n, n));
      storeHermitian(k, out, half * rows * rows, blockOf(k, shape, half, all, factor));
      k.nextPass();
    }
  });
  kernel([leaves, term], { params: [scale] });
};

/** inverse <- A^-1 on the sites, and sum over them of log |det A|. */
export const invertTerm = (
  lattice: Lattice,
  shape: CloverShape,
  term: Field,
  inverse: Field,
  sites: SiteList,
): number => {
  const { rows } = shape;
  const kernel = lattice.kernel(`clover inverse ${shape.key}`, (k) => {
    const from = k.field('term', term.components);
    const to = k.field('inverse', inverse.components);
    for (const half of [0, 1]) {
      const at = half * rows * rows;
      const result = invertHermitian(k, loadHermitian(k, from, k.here, at, rows), rows);
      storeHermitian(k, to, at, result.inverse);
      k.reduce(log(k, k.abs(result.determinant)));
      k.nextPass();
    }
  });
  const [first, second] = kernel([term, inverse], { sites });
  return first! + second!;
};

/** (A psi) of one spinor, A packed at component 0 of `field`, in the frame of `here`. */
export const timesTerm = (k: Tracer, shape: CloverShape, field: number, psi: Spinor): Spinor => {
  const { colours: n, rows } = shape;
  const half = psi.length / 2;
  const out: Complex[][] = psi.map(() => []);
  for (const chirality of [0, 1]) {
    const block = loadHermitian(k, field, k.here, chirality * rows * rows, rows);
    const input = (j: number): Complex => psi[chirality * half + Math.floor(j / n)]![j % n]!;
    for (const i of range(rows)) {
      let re: Real = k.mul(block[i]!, input(i).re);
      let im: Real = k.mul(block[i]!, input(i).im);
      for (const j of range(rows)) {
        if (j === i) continue;
        const a = elementOf(k, block, rows, i, j);
        const z = input(j);
        re = k.fma(k.neg(a.im), z.im, k.fma(a.re, z.re, re));
        im = k.fma(a.im, z.re, k.fma(a.re, z.im, im));
      }
      out[chirality * half + Math.floor(i / n)]![i % n] = { re, im };
    }
  }
  return out;
};

/** Adds to the cotangent of a plane's leaves: M_ba += w sum_{s,t} sigma_st Z_(t b),(s a), its Hermitian part, Z any spin-colour matrix. */
const addCotangent = (
  k: Tracer,
  shape: CloverShape,
  m: number,
  weight: Real,
  z: (t: number, b: number, s: number, a: number) => Complex | undefined,
): void => {
  const { colours: n, dimensions } = shape;
  sigmas(dimensions).forEach((sigma, plane) => {
    const matrix: Matrix = range(n).map((b) =>
      range(n).map((a) => {
        let sum: Complex = { re: k.constant(0), im: k.constant(0) };
        sigma.column.forEach((t, s) => {
          const element = z(t, b, s, a);
          if (element !== undefined) sum = cadd(k, sum, timesPhase(k, sigma.phase[s]!, element));
        });
        return sum;
      }),
    );
    const at = plane * n * n;
    hermitianPart(k, matrix).forEach((x, i) => {
      k.store(m, at + i, k.fma(weight, x, k.load(m, k.here, at + i)));
    });
  });
};

/** Cotangents of scale Re <y, (A - 1) x> / scale: M += weight tr_spin sigma x y^+, weight = -kappa c times that of the action. */
export const addBilinearCotangent = (
  { lattice }: GaugeField,
  shape: CloverShape,
  { y, x, m }: { readonly y: Field; readonly x: Field; readonly m: Field },
  weight: number,
): void => {
  const { spins } = gammaBasis(shape.dimensions);
  const kernel = lattice.kernel(`clover cotangent ${shape.key} ${x.components}`, (k) => {
    const [fy, fx, fm] = [k.field('y', y.components), k.field('x', x.components), k.field('m', m.components)];
    const factor = k.param();
    for (const block of range(x.components / (2 * spins * shape.colours))) {
      const at = block * 2 * spins * shape.colours;
      const bra = loadSpinor(k, fy, k.here, at, spins, shape.colours);
      const ket = loadSpinor(k, fx, k.here, at, spins, shape.colours);
      addCotangent(k, shape, fm, factor, (t, b, s, a) => cmul(k, ket[t]![b]!, conj(k, bra[s]![a]!)));
    }
  });
  kernel([y, x, m], { params: [weight] });
};

/** Cotangents of log |det A| on the sites: M += weight tr_spin sigma A^-1, weight = -kappa c times that of the action. */
export const addDeterminantCotangent = (
  { lattice }: GaugeField,
  shape: CloverShape,
  inverse: Field,
  m: Field,
  weight: number,
  sites: SiteList,
): void => {
  const { colours: n, rows, dimensions } = shape;
  const half = gammaBasis(dimensions).spins / 2;
  const kernel = lattice.kernel(`clover determinant cotangent ${shape.key}`, (k) => {
    const [from, fm] = [k.field('inverse', inverse.components), k.field('m', m.components)];
    const factor = k.param();
    const blocks = [0, 1].map((c) => loadHermitian(k, from, k.here, c * rows * rows, rows));
    addCotangent(k, shape, fm, factor, (t, b, s, a) => {
      const chirality = t < half ? 0 : 1;
      if (s < half !== t < half) return undefined;
      const index = (spin: number, colour: number): number => (spin - chirality * half) * n + colour;
      return elementOf(k, blocks[chirality]!, rows, index(t, b), index(s, a));
    });
  });
  kernel([inverse, m], { params: [weight], sites });
};

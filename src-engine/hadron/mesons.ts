/**
 * Mesons of a quark and an antiquark of another flavour and equal mass, O = qbar_1 Gamma q_2 at one site:
 *   C(t) = sum_x <O(x) O(0)^bar> = - sum_x tr[Gamma S(x, 0) Gammabar g5 S(x, 0)^+ g5],   Gammabar = g_t Gamma^+ g_t,
 * real and, with reflection positivity, positive; the pion is sum |S|^2. No volume factor (I. Montvay, G. Muenster, Quantum Fields on a
 * Lattice, 1994, ch. 5). Staggered quarks: the local bilinear of spin x taste Gamma x Gamma^*, d the sink's distance from the source,
 *   C(t) = sum_x phi(d) eps(d) sum |S|^2,   eps = (-1)^{d_x + d_y + d_z + d_t},  Gamma_d Gamma Gamma_d^+ = phi(d) Gamma, Gamma_d = prod g_mu^{d_mu},
 * (M. Golterman, Nucl. Phys. B 273 (1986) 663): the pion is the one of the exact axial symmetry, and a state of the other parity appears
 * in most channels with (-1)^t. Test: test/unit/engine/hadron/mesons.test.ts, test/golden/hadron.test.ts.
 */
import type { MesonChannel } from '../api/spec/hadron-spec.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { type GammaBasis, gammaBasis, type SpinMatrix, spinProduct } from '../dirac/gamma.ts';
import { range } from '../kernel/complex.ts';
import { channelMatrix, directionOf, factorsOf } from './channels.ts';
import type { Propagator } from './propagator.ts';
import type { Quark } from './quark.ts';
import type { QuarkSource } from './source.ts';
import { type SpinGram, spinGram } from './spin-gram.ts';

/** Whether the channels can be had from such a source. */
export const checkMesons = (
  { spins }: Quark,
  { spec }: QuarkSource,
  channels: readonly MesonChannel[],
): Result<null> =>
  spins > 1 || spec.source === 'point' || channels.every((c) => c === 'g5')
    ? ok(null)
    : fail(
        'fermion.unsupported',
        'Staggered mesons other than the pion carry phases at the source, which only a point source has here.',
        'Choose a point source, or the channel g5.',
      );

/** C(t) of every channel asked for, from the source on. */
export const mesonCorrelators = (propagator: Propagator, channels: readonly MesonChannel[]): number[][] => {
  const dimensions = propagator.quark.gauge.lattice.dims.length;
  if (propagator.quark.spins === 1) return channels.map((c) => staggeredMeson(propagator, c));
  const gram = spinGram(propagator);
  const basis = gammaBasis(dimensions);
  return channels.map((c) => {
    const gamma = channelMatrix(c, basis);
    const { a, b } = mesonMatrices(gamma, gamma, basis);
    return spinTrace(gram, a, b).map((x) => -x);
  });
};

/** Sum over x of |S|^2: the pion of any operator. */
export const pionCorrelator = (propagator: Propagator): number[] => mesonCorrelators(propagator, ['g5'])[0]!;

/** A = g5 Gamma and B = Gammabar' g5 of -<O_Gamma O_Gamma'^bar> = sum tr[A S B S^+]. */
export const mesonMatrices = (
  sink: SpinMatrix,
  source: SpinMatrix,
  { gamma, gamma5 }: GammaBasis,
): { readonly a: SpinMatrix; readonly b: SpinMatrix } => {
  const time = gamma.at(-1)!;
  const bar = spinProduct(spinProduct(time, spinAdjoint(source)), time);
  return { a: spinProduct(gamma5, sink), b: spinProduct(bar, gamma5) };
};

/** The adjoint matrix. */
export const spinAdjoint = ({ column, phase }: SpinMatrix): SpinMatrix => {
  const row = range(column.length).map((c) => column.indexOf(c));
  return { column: row, phase: row.map((r) => ((4 - phase[r]!) % 4) as 0 | 1 | 2 | 3) };
};

/** Re sum tr[A S B S^+] at each t. */
export const spinTrace = ({ spins, matrix }: SpinGram, a: SpinMatrix, b: SpinMatrix): number[] => {
  const rows = spins * spins;
  return matrix.map((g) => {
    let sum = 0;
    for (let s = 0; s < spins; s++) {
      for (let beta = 0; beta < spins; beta++) {
        const at = 2 * ((a.column[s]! * spins + beta) * rows + s * spins + b.column[beta]!);
        const [re, im] = [g[at]!, g[at + 1]!];
        sum += [re, -im, -re, im][(a.phase[s]! + b.phase[beta]!) % 4]!;
      }
    }
    return sum;
  });
};

/** +1 or -1 of a site at distance d: each factor g_mu of Gamma anticommutes with every other g_nu of Gamma_d, g5 with all of them. */
const staggeredSign = (channel: MesonChannel, dimensions: number): ((d: readonly number[]) => 1 | -1) => {
  const weights = range(dimensions).map((nu) => {
    const signs = factorsOf(channel).filter((f) => f === 5 || directionOf(f, dimensions) !== nu);
    // one more for eps
    return signs.length + 1;
  });
  return (d) => (d.reduce((sum, x, nu) => sum + x * weights[nu]!, 0) % 2 === 0 ? 1 : -1);
};

const staggeredMeson = ({ quark, source, columns }: Propagator, channel: MesonChannel): number[] => {
  const { dims, volume } = quark.space.lattice;
  const extent = dims.at(-1)!;
  const sign = staggeredSign(channel, dims.length);
  const width = 2 * quark.colours;
  const out = new Array<number>(extent).fill(0);
  for (let site = 0; site < volume; site++) {
    let sum = 0;
    for (const { values, stride, offset } of columns) {
      const at = site * stride + offset;
      for (let c = 0; c < width; c++) sum += values[at + c]! ** 2;
    }
    const d = distance(dims, site, source.origin);
    out[d.at(-1)!]! += sign(d) * source.weight * sum;
  }
  return out;
};

/** Coordinates of a site counted from the origin, from 0 to the extent less one. */
const distance = (dims: readonly number[], site: number, origin: readonly number[]): number[] => {
  let rest = site;
  return dims.map((n, mu) => {
    const x = rest % n;
    rest = Math.floor(rest / n);
    return (x - origin[mu]! + n) % n;
  });
};

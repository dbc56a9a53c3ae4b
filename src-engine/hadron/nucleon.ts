/**
 * Nucleon of two flavours of equal mass, N = eps_abc (u_a^T C g5 d_b) u_c, Nbar = N^+ g_t, C g_mu C^-1 = - g_mu^T:
 *   C(t) = Re sum_x tr[P <N(x) Nbar(0)>],  P = (1 + g_t) / 2, with G = C g5, Gbar = g_t G^+ g_t^T, T^{bb'} = G S^{bb'} Gbar:
 *   <N Nbar>_{al be} = eps_abc eps_a'b'c' T^{bb'}_{rs} [ S^{cc'}_{al be} S^{aa'}_{rs} - S^{ca'}_{al s} S^{ac'}_{r be} ]
 * (I. Montvay, G. Muenster, Quantum Fields on a Lattice, 1994, ch. 5). Forward in t the nucleon, backward its partner of negative parity.
 * Three quarks see an antiperiodic boundary as one does: C(t) is multiplied by -1 where the way from source to sink crosses it, so that
 * it is what a source at t = 0 gives. Test: test/unit/engine/hadron/nucleon.test.ts (against the contraction written out).
 */
import { fail, ok, type Result } from '../base/result.ts';
import { gammaBasis, type SpinMatrix, spinProduct } from '../dirac/gamma.ts';
import { range } from '../kernel/complex.ts';
import { spinAdjoint } from './mesons.ts';
import type { Propagator } from './propagator.ts';
import type { Quark } from './quark.ts';
import type { QuarkSource } from './source.ts';

const SPINS = 4;
const COLOURS = 3;
const ELEMENTS = (SPINS * COLOURS) ** 2;
const EPSILON = [
  [0, 1, 2, 1],
  [1, 2, 0, 1],
  [2, 0, 1, 1],
  [0, 2, 1, -1],
  [2, 1, 0, -1],
  [1, 0, 2, -1],
] as const;

/** fermion.unsupported: quarks other than those with four spins and three colours; spec.conflict: a source without colours (noise). */
export const checkNucleon = (quark: Quark, source: QuarkSource): Result<null> => {
  const { name } = quark.gauge.group;
  if (quark.spins !== SPINS || quark.colours !== COLOURS)
    return fail(
      'fermion.unsupported',
      `The nucleon is measured with SU(3) and quarks of four spin components, not with ${quark.spec.operator} quarks of ${name}.`,
      'Choose Wilson or domain wall quarks of SU(3) in four dimensions, or leave the nucleon out.',
    );
  if (!source.coloured)
    return fail(
      'spec.conflict',
      'The nucleon needs a source for each colour: noise does not keep three quarks together.',
      'Choose a point or wall source.',
    );
  return ok(null);
};

/** C of the basis: product of the gammas that are equal to their transposes. */
export const chargeConjugation = (gamma: readonly SpinMatrix[]): SpinMatrix =>
  gamma.filter(({ column, phase }) => column.every((c, s) => phase[c] === phase[s])).reduce(spinProduct);

const transpose = (m: SpinMatrix): SpinMatrix => {
  const { column, phase } = spinAdjoint(m);
  return { column, phase: phase.map((p) => ((4 - p) % 4) as 0 | 1 | 2 | 3) };
};

/** S of one site: element [colour of the sink][of the source][spin of the sink][of the source], and G S Gbar in the same order. */
interface SiteQuark {
  readonly s: Float64Array;
  readonly t: Float64Array;
}

const at = (a: number, b: number, sink: number, source: number): number =>
  2 * (((a * COLOURS + b) * SPINS + sink) * SPINS + source);

/** C(t), t counted from the source, one number for each time slice; for what checkNucleon allows. */
export const nucleonCorrelator = (propagator: Propagator): number[] => {
  const { quark, source, columns } = propagator;
  const { lattice } = quark.gauge;
  const { gamma, gamma5 } = gammaBasis(lattice.dims.length);
  const time = gamma.at(-1)!;
  const left = spinProduct(chargeConjugation(gamma), gamma5);
  const right = spinProduct(spinProduct(time, spinAdjoint(left)), transpose(time));
  const extent = lattice.dims.at(-1)!;
  const slice = lattice.volume / extent;
  const t0 = source.origin.at(-1)!;
  const site: SiteQuark = { s: new Float64Array(2 * ELEMENTS), t: new Float64Array(2 * ELEMENTS) };
  return range(extent).map((t) => {
    const first = ((t + t0) % extent) * slice;
    let sum = 0;
    for (let x = first; x < first + slice; x++) {
      for (const { spin, index, values, stride, offset } of columns) {
        for (let s = 0; s < SPINS; s++) {
          for (let a = 0; a < COLOURS; a++) {
            const from = x * stride + offset + 2 * (s * COLOURS + a);
            site.s.set(values.subarray(from, from + 2), at(a, index, s, spin));
          }
        }
      }
      sandwich(left, site, right);
      sum += contract(site, time);
    }
    const crossed = t + t0 >= extent && quark.spec.boundary === 'antiperiodic';
    return crossed ? -sum : sum;
  });
};

/** T <- G S Gbar, for every pair of colours. */
const sandwich = (left: SpinMatrix, { s, t }: SiteQuark, right: SpinMatrix): void => {
  for (let colours = 0; colours < COLOURS ** 2; colours++) {
    const base = 2 * colours * SPINS ** 2;
    for (let r = 0; r < SPINS; r++) {
      const sigma = left.column[r]!;
      for (let q = 0; q < SPINS; q++) {
        const from = base + 2 * (sigma * SPINS + q);
        const to = base + 2 * (r * SPINS + right.column[q]!);
        const [re, im] = [s[from]!, s[from + 1]!];
        const n = (left.phase[r]! + right.phase[q]!) % 4;
        t[to] = [re, -im, -re, im][n]!;
        t[to + 1] = [im, re, -im, -re][n]!;
      }
    }
  }
};

/** Re tr[P <N Nbar>] of one site, P = (1 + g_t) / 2. */
const contract = ({ s, t }: SiteQuark, time: SpinMatrix): number => {
  let total = 0;
  for (const [a, b, c, sign] of EPSILON) {
    for (const [a1, b1, c1, sign1] of EPSILON) {
      const weight = (sign * sign1) / 2;
      // sum_rs T_rs S^{aa'}_rs
      let re = 0;
      let im = 0;
      for (let i = 0; i < SPINS ** 2; i++) {
        const p = at(b, b1, 0, 0) + 2 * i;
        const q = at(a, a1, 0, 0) + 2 * i;
        re += t[p]! * s[q]! - t[p + 1]! * s[q + 1]!;
        im += t[p]! * s[q + 1]! + t[p + 1]! * s[q]!;
      }
      for (let be = 0; be < SPINS; be++) {
        // row of P: delta_{be al} + g_t
        for (const [al, n] of [[be, 0] as const, [time.column[be]!, time.phase[be]!] as const]) {
          const p = at(c, c1, al, be);
          let x = re * s[p]! - im * s[p + 1]!;
          let y = re * s[p + 1]! + im * s[p]!;
          for (let r = 0; r < SPINS; r++) {
            const right = at(a, c1, r, be);
            for (let q = 0; q < SPINS; q++) {
              const l = at(c, a1, al, q);
              const m = at(b, b1, r, q);
              const u = s[l]! * t[m]! - s[l + 1]! * t[m + 1]!;
              const v = s[l]! * t[m + 1]! + s[l + 1]! * t[m]!;
              x -= u * s[right]! - v * s[right + 1]!;
              y -= u * s[right + 1]! + v * s[right]!;
            }
          }
          total += weight * [x, -y, -x, y][n]!;
        }
      }
    }
  }
  return total;
};

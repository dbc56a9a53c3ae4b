/**
 * Wilson's Dirac operator in plain loops, with gamma matrices written out as numbers: shares no code with the engine's operators.
 * Vectors: [site][spin][colour][re, im], site = x + X (y + Y (z + Z t)).
 */
import type { GaugeConfiguration } from '../../src-engine/lattice/gauge-configuration.ts';
import { dagger, everySite, linkOf, type PlainMatrix } from './plain-gauge.ts';

type SpinRows = readonly (readonly (readonly [number, number])[])[];

const O = [0, 0] as const;
const P = [1, 0] as const;
const M = [-1, 0] as const;
const I = [0, 1] as const;
const J = [0, -1] as const;

/** gamma_mu by rows; JuliaQCD's basis in four dimensions, Pauli's matrices in two. */
export const plainGammas = (dimensions: number): readonly SpinRows[] =>
  dimensions === 2
    ? [
        [
          [O, P],
          [P, O],
        ],
        [
          [O, J],
          [I, O],
        ],
      ]
    : [
        [
          [O, O, O, J],
          [O, O, J, O],
          [O, I, O, O],
          [I, O, O, O],
        ],
        [
          [O, O, O, M],
          [O, O, P, O],
          [O, P, O, O],
          [M, O, O, O],
        ],
        [
          [O, O, J, O],
          [O, O, O, I],
          [I, O, O, O],
          [O, J, O, O],
        ],
        [
          [O, O, M, O],
          [O, O, O, M],
          [M, O, O, O],
          [O, M, O, O],
        ],
      ];

export const plainGamma5 = (dimensions: number): readonly number[] =>
  dimensions === 2 ? [1, -1] : [-1, -1, 1, 1];

interface PlainOptions {
  readonly kappa: number;
  readonly boundary: 'periodic' | 'antiperiodic';
  readonly dagger?: boolean;
}

/** D psi (D^dagger psi: gammas with the other sign). */
export const plainWilson = (
  c: GaugeConfiguration,
  psi: Float64Array,
  { kappa, boundary, dagger: adjoint = false }: PlainOptions,
): Float64Array => {
  const { dims, colours: n } = c;
  const d = dims.length;
  const gammas = plainGammas(d);
  const spins = gammas[0]!.length;
  const block = 2 * spins * n;
  const out = psi.slice();
  const siteOf = (x: readonly number[]): number => x.reduceRight((s, xi, i) => s * dims[i]! + xi, 0);
  for (const x of everySite(dims)) {
    for (let mu = 0; mu < d; mu++) {
      for (const step of [1, -1]) {
        const there = x.map((xi, i) => (i === mu ? (xi + step + dims[i]!) % dims[i]! : xi));
        const u: PlainMatrix = step > 0 ? linkOf(c, x, mu) : dagger(linkOf(c, there, mu), n);
        const wraps = step > 0 ? x[mu] === dims[mu]! - 1 : x[mu] === 0;
        const factor = -kappa * (boundary === 'antiperiodic' && mu === d - 1 && wraps ? -1 : 1);
        const sign = -step * (adjoint ? -1 : 1);
        for (let s = 0; s < spins; s++) {
          for (let r = 0; r < spins; r++) {
            const [gr, gi] = gammas[mu]![s]![r]!;
            const [pr, pi] = [(s === r ? 1 : 0) + sign * gr, sign * gi];
            if (pr === 0 && pi === 0) continue;
            for (let a = 0; a < n; a++) {
              for (let b = 0; b < n; b++) {
                const [ur, ui] = [u[2 * (a * n + b)]!, u[2 * (a * n + b) + 1]!];
                const at = siteOf(there) * block + 2 * (r * n + b);
                const [vr, vi] = [psi[at]!, psi[at + 1]!];
                const [wr, wi] = [ur * vr - ui * vi, ur * vi + ui * vr];
                const to = siteOf(x) * block + 2 * (s * n + a);
                out[to]! += factor * (pr * wr - pi * wi);
                out[to + 1]! += factor * (pr * wi + pi * wr);
              }
            }
          }
        }
      }
    }
  }
  return out;
};

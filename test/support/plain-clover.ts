/**
 * The clover term in plain loops, on the plain Wilson operator: -(kappa c / 2) sum_{mu,nu} sigma_mu,nu F_mu,nu with sigma = (i/2) [g_mu, g_nu] as full
 * matrices and F = -(i/8) (Q - Q^+), Q the four plaquettes around the site.
 */
import type { GaugeConfiguration } from '../../src-engine/lattice/gauge-configuration.ts';
import { everySite, productAlong } from './plain-gauge.ts';
import { plainGammas, plainWilson } from './plain-wilson.ts';

type Z = readonly [number, number];
const times = ([a, b]: Z, [c, d]: Z): Z => [a * c - b * d, a * d + b * c];
const plus = ([a, b]: Z, [c, d]: Z): Z => [a + c, b + d];

const matrixProduct = (a: readonly (readonly Z[])[], b: readonly (readonly Z[])[]): Z[][] =>
  a.map((row) => b[0]!.map((_, j) => row.reduce<Z>((s, x, l) => plus(s, times(x, b[l]![j]!)), [0, 0])));

/** (i/2) (g_mu g_nu - g_nu g_mu) */
const sigma = (dimensions: number, mu: number, nu: number): Z[][] => {
  const g = plainGammas(dimensions);
  const ab = matrixProduct(g[mu]!, g[nu]!);
  const ba = matrixProduct(g[nu]!, g[mu]!);
  return ab.map((row, i) => row.map((x, j) => times([0, 0.5], plus(x, times([-1, 0], ba[i]![j]!)))));
};

/** F_mu,nu(x) as rows. */
const leaves = (c: GaugeConfiguration, x: readonly number[], mu: number, nu: number): Z[][] => {
  const n = c.colours;
  const [a, b] = [mu + 1, nu + 1];
  const q = new Float64Array(2 * n * n);
  for (const [p, r] of [
    [a, b],
    [b, -a],
    [-a, -b],
    [-b, a],
  ] as const)
    productAlong(c, x, [p, r, -p, -r]).forEach((v, i) => {
      q[i]! += v;
    });
  const at = (i: number, j: number): Z => [q[2 * (i * n + j)]!, q[2 * (i * n + j) + 1]!];
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_unused, j) => {
      const [re, im] = at(j, i);
      return times([0, -1 / 8], plus(at(i, j), [-re, im]));
    }),
  );
};

interface PlainCloverOptions {
  readonly kappa: number;
  readonly clover: number;
  readonly boundary: 'periodic' | 'antiperiodic';
  readonly dagger?: boolean;
}

export const plainClover = (
  c: GaugeConfiguration,
  psi: Float64Array,
  { clover, ...options }: PlainCloverOptions,
): Float64Array => {
  const out = plainWilson(c, psi, options);
  const d = c.dims.length;
  const n = c.colours;
  const spins = plainGammas(d)[0]!.length;
  everySite(c.dims).forEach((x, site) => {
    for (let mu = 0; mu < d; mu++)
      for (let nu = 0; nu < d; nu++) {
        if (mu === nu) continue;
        const f = leaves(c, x, mu, nu);
        const s = sigma(d, mu, nu);
        for (let r = 0; r < spins; r++)
          for (let t = 0; t < spins; t++)
            for (let i = 0; i < n; i++)
              for (let j = 0; j < n; j++) {
                const from = 2 * ((site * spins + t) * n + j);
                const to = 2 * ((site * spins + r) * n + i);
                const [re, im] = times(times(s[r]![t]!, f[i]![j]!), [psi[from]!, psi[from + 1]!]);
                out[to]! -= 0.5 * options.kappa * clover * re;
                out[to + 1]! -= 0.5 * options.kappa * clover * im;
              }
      }
  });
  return out;
};

/**
 * Hybrid (Hamiltonian) Monte Carlo: S. Duane, A. D. Kennedy, B. J. Pendleton, D. Roweth, Phys. Lett. B195 (1987) 216.
 *
 * A trajectory draws Gaussian momenta, integrates Hamilton's equations with a reversible, volume-preserving scheme, and accepts the end
 * with probability min(1, exp(-dH)), dH in double precision. Exact for any step size; <exp(-dH)> = 1 (M. Creutz, Phys. Rev. D38 (1988)
 * 1228). Tests: test/unit/engine/update/hmc.test.ts, test/statistics/hmc.test.ts.
 */
import type { GaugeField } from '../lattice/gauge-field.ts';
import { HostStream } from '../random/host-stream.ts';
import { integrate, type Scheme } from './integrator/index.ts';
import { maxLinkDifference } from './link-difference.ts';
import { makeMomenta } from './momenta.ts';
import type { Monomial } from './monomial.ts';

export interface HmcLevel {
  readonly scheme: Scheme;
  readonly steps: number;
  readonly monomials: readonly Monomial[];
}

export interface HmcOptions {
  /** Trajectory length in molecular-dynamics time. */
  readonly length: number;
  /** Outermost (largest steps) first. */
  readonly levels: readonly HmcLevel[];
}

export interface Trajectory {
  readonly accepted: boolean;
  readonly deltaH: number;
  /** Largest change of a link element after integrating forward and back, when it was asked for. */
  readonly reversibility?: number;
}

export interface HmcDraw {
  readonly seed: number;
  /** Number of the trajectory in the run. */
  readonly update: number;
}

export interface Hmc {
  trajectory(draw: HmcDraw, check?: { readonly reversibility: boolean }): Trajectory;
}

export const makeHmc = (gauge: GaugeField, { length, levels }: HmcOptions): Hmc => {
  const { lattice, links } = gauge;
  const momenta = makeMomenta(gauge);
  const start = lattice.field(links.components);
  const difference = maxLinkDifference(lattice, links.components);
  const monomials = levels.flatMap((l) => l.monomials);
  const hamiltonian = (): number => momenta.kineticEnergy() + monomials.reduce((s, m) => s + m.value(), 0);
  const nested = levels.map(({ scheme, steps, monomials: own }) => ({
    scheme,
    steps,
    kick: (eps: number) => {
      for (const m of own) m.kick(momenta.field, eps);
    },
  }));
  const evolve = (): void => integrate(nested, momenta.drift, length);

  /** Integrates back from the current end point, which is left as it was. */
  const goBack = (): number => {
    const end = lattice.field(links.components);
    lattice.copy(links, end);
    momenta.flip();
    evolve();
    const distance = difference(links, start);
    lattice.copy(end, links);
    lattice.release(end);
    return distance;
  };

  return {
    trajectory: (draw, check) => {
      momenta.refresh(draw);
      for (const m of monomials) m.refresh?.(draw);
      lattice.copy(links, start);
      const before = hamiltonian();
      evolve();
      const deltaH = hamiltonian() - before;
      const accepted = new HostStream({ ...draw, purpose: 'accept' }).uniform() < Math.exp(-deltaH);
      const reversibility = check?.reversibility ? goBack() : undefined;
      if (!accepted) lattice.copy(start, links);
      return reversibility === undefined ? { accepted, deltaH } : { accepted, deltaH, reversibility };
    },
  };
};

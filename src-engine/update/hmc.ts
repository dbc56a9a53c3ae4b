/**
 * Hybrid (Hamiltonian) Monte Carlo: S. Duane, A. D. Kennedy, B. J. Pendleton, D. Roweth, Phys. Lett. B195 (1987) 216.
 *
 * A trajectory draws Gaussian momenta, integrates Hamilton's equations with a reversible, volume-preserving scheme, and accepts the end
 * with probability min(1, exp(-dH)), dH in double precision. Exact for any step size; <exp(-dH)> = 1 (M. Creutz, Phys. Rev. D38 (1988)
 * 1228). A term whose solver fails throws its FailureError out of the trajectory; the links are then those of its beginning.
 * Tests: test/unit/engine/update/hmc.test.ts, hmc-terms.test.ts, test/statistics/hmc.test.ts.
 */
import type { GaugeField } from '../lattice/gauge-field.ts';
import { HostStream } from '../random/host-stream.ts';
import { withDisplacedLinks } from './displaced-links.ts';
import { forceMeter } from './force-size.ts';
import { integrate, type Level, type Scheme } from './integrator/index.ts';
import { maxLinkDifference } from './link-difference.ts';
import { type MomentumField, makeMomenta } from './momenta.ts';
import type { Monomial } from './monomial.ts';
import { addTallies, type SolverTally } from './solver-tally.ts';

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

export interface TermOfTrajectory {
  readonly name: string;
  /** Its part of dH. */
  readonly deltaH: number;
  /** Root of the mean over links of sum_a (F^a)^2, at the last kick. */
  readonly force: number;
}

export interface Trajectory {
  readonly accepted: boolean;
  readonly deltaH: number;
  /** Part of dH of the momenta. */
  readonly deltaKinetic: number;
  /** In the order of the levels and their monomials. */
  readonly terms: readonly TermOfTrajectory[];
  /** Where terms have solvers: all of them together, on the way there (not back). */
  readonly solver?: SolverTally;
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
  const measured = forceMeter(gauge, momenta.field);
  const monomials = levels.flatMap((l) => l.monomials);
  const sizes = new Map<Monomial, number>();
  const needsDisplacement = levels.some(({ scheme }) => scheme.displacements?.some((d) => d !== 0));
  const displaced = needsDisplacement ? withDisplacedLinks(gauge) : undefined;

  const nested = levels.map(({ scheme, steps, monomials: own }): Level => {
    const kick = (field: MomentumField, eps: number): void => {
      for (const m of own) m.kick(field, eps);
    };
    return {
      scheme,
      steps,
      kick: (eps, last) => {
        if (!last) return kick(momenta.field, eps);
        for (const m of own)
          sizes.set(
            m,
            measured(() => m.kick(momenta.field, eps), eps),
          );
      },
      ...(displaced && {
        displacedKick: (eps: number, displacement: number) =>
          displaced(
            (force) => kick(force, 1),
            displacement,
            () => kick(momenta.field, eps),
          ),
      }),
    };
  });
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

  const run = (draw: HmcDraw, check?: { readonly reversibility: boolean }): Trajectory => {
    momenta.refresh(draw);
    for (const m of monomials) m.refresh?.(draw);
    const before = hamiltonian(
      momenta.kineticEnergy(),
      monomials.map((m) => m.valueAtRefresh?.() ?? m.value()),
    );
    evolve();
    const after = hamiltonian(
      momenta.kineticEnergy(),
      monomials.map((m) => m.value()),
    );
    const deltaH = after.total - before.total;
    const accepted = new HostStream({ ...draw, purpose: 'accept' }).uniform() < Math.exp(-deltaH);
    const terms = monomials.map((m, i) => ({
      name: m.name,
      deltaH: after.values[i]! - before.values[i]!,
      force: sizes.get(m)!,
    }));
    const tallies = monomials.flatMap((m) => m.report?.() ?? []);
    const reversibility = check?.reversibility ? goBack() : undefined;
    if (!accepted) lattice.copy(start, links);
    return {
      accepted,
      deltaH,
      deltaKinetic: after.kinetic - before.kinetic,
      terms,
      ...(tallies.length > 0 && { solver: tallies.reduce(addTallies) }),
      ...(reversibility !== undefined && { reversibility }),
    };
  };

  return {
    trajectory: (draw, check) => {
      lattice.copy(links, start);
      try {
        return run(draw, check);
      } catch (error) {
        lattice.copy(start, links);
        throw error;
      }
    },
  };
};

interface Hamiltonian {
  readonly kinetic: number;
  readonly values: readonly number[];
  readonly total: number;
}

const hamiltonian = (kinetic: number, values: readonly number[]): Hamiltonian => ({
  kinetic,
  values,
  total: kinetic + values.reduce((s, v) => s + v, 0),
});

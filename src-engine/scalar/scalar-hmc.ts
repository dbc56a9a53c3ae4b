/**
 * Hybrid Monte Carlo of a scalar field: H = sum p^2 / 2 + S, momenta normal of variance 1, one of the schemes of update/integrator, acceptance min(1, exp(-dH)) in
 * double precision (S. Duane et al., Phys. Lett. B195 (1987) 216). Exact for every step size.
 * Tests: test/unit/engine/scalar/scalar-hmc.test.ts, test/statistics/scalar.test.ts.
 */
import type { Field } from '../lattice/lattice.ts';
import { HostStream } from '../random/host-stream.ts';
import { gaussians, openStream, streamParams } from '../random/stream.ts';
import { integrate, type Level, type Scheme } from '../update/integrator/index.ts';
import type { Phi4Action } from './phi4-action.ts';
import type { ScalarField } from './scalar-field.ts';

export interface ScalarHmcOptions {
  /** Molecular-dynamics time of a trajectory. */
  readonly length: number;
  readonly steps: number;
  readonly scheme: Scheme;
}

export interface ScalarTrajectory {
  readonly accepted: boolean;
  readonly deltaH: number;
  /** Largest change of the field after integrating forth and back, when it was asked for. */
  readonly reversibility?: number;
}

export interface ScalarDraw {
  readonly seed: number;
  readonly update: number;
  readonly stage?: number;
}

export interface ScalarHmc {
  trajectory(draw: ScalarDraw, check?: { readonly reversibility: boolean }): ScalarTrajectory;
}

export const scalarHmc = (
  { lattice, phi }: ScalarField,
  action: Phi4Action,
  { length, steps, scheme }: ScalarHmcOptions,
): ScalarHmc => {
  const momenta = lattice.field(1);
  const start = lattice.field(1);
  const needsDisplacement = scheme.displacements?.some((d) => d !== 0) === true;
  const aside = needsDisplacement ? { phi: lattice.field(1), force: lattice.field(1) } : undefined;

  const refresh = lattice.kernel('scalar momenta', (k) => {
    const p = k.field('momenta', 1);
    k.store(p, 0, gaussians(k, openStream(k), 1)[0]!);
  });
  const kinetic = lattice.kernel('scalar kinetic energy', (k) => {
    const p = k.load(k.field('momenta', 1), k.here, 0);
    k.reduce(k.mul(k.constant(0.5), k.mul(p, p)));
  });
  /** to <- to + a from. */
  const axpy = lattice.kernel('scalar axpy', (k) => {
    const from = k.field('from', 1);
    const to = k.field('to', 1);
    k.store(to, 0, k.fma(k.param(), k.load(from, k.here, 0), k.load(to, k.here, 0)));
  });
  const scale = lattice.kernel('scalar scale', (k) => {
    const field = k.field('field', 1);
    k.store(field, 0, k.mul(k.param(), k.load(field, k.here, 0)));
  });
  const distance = lattice.kernel('scalar distance', (k) => {
    const a = k.load(k.field('a', 1), k.here, 0);
    const b = k.load(k.field('b', 1), k.here, 0);
    k.reduce(k.abs(k.sub(a, b)), 'max');
  });

  const move = (from: Field, to: Field, a: number): void => {
    axpy([from, to], { params: [a] });
  };
  const level: Level = {
    scheme,
    steps,
    kick: (eps) => action.kick(momenta, eps),
    ...(aside && {
      displacedKick: (eps: number, displacement: number) => {
        lattice.copy(phi, aside.phi);
        scale([aside.force], { params: [0] });
        action.kick(aside.force, displacement);
        move(aside.force, phi, 1);
        action.kick(momenta, eps);
        lattice.copy(aside.phi, phi);
      },
    }),
  };
  const evolve = (): void => integrate([level], (eps) => move(momenta, phi, eps), length);
  const energy = (): number => kinetic([momenta])[0]! + action.value();

  /** Integrates back from the end point, which is left as it was. */
  const goBack = (): number => {
    const end = lattice.field(1);
    lattice.copy(phi, end);
    scale([momenta], { params: [-1] });
    evolve();
    const away = distance([phi, start])[0]!;
    lattice.copy(end, phi);
    lattice.release(end);
    return away;
  };

  return {
    trajectory: (draw, check) => {
      lattice.copy(phi, start);
      refresh([momenta], { uparams: streamParams({ ...draw, purpose: 'momentum' }) });
      const before = energy();
      evolve();
      const deltaH = energy() - before;
      const accepted = new HostStream({ ...draw, purpose: 'accept' }).uniform() < Math.exp(-deltaH);
      const reversibility = check?.reversibility ? goBack() : undefined;
      if (!accepted) lattice.copy(start, phi);
      return { accepted, deltaH, ...(reversibility !== undefined && { reversibility }) };
    },
  };
};

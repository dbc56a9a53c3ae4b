/**
 * HMC of a specification: terms of the action on the levels of the integrator, and the numbers of a trajectory by metric name.
 * The gauge action is on the innermost level, each pseudofermion where its quark puts it. Runs with quarks record dH and force by term
 * (`delta-h.quark1.heavy1`, `force.gauge`) and what the solvers did; `seconds.solver` is the only number that does not repeat.
 * Test: test/unit/engine/run/hmc-updater.test.ts.
 */
import type { HmcUpdate } from '../api/spec/run-spec.ts';
import { invariant } from '../base/invariant.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { SeaTerm } from '../pseudofermion/sea-monomials.ts';
import { type HmcLevel, makeHmc, type Trajectory } from '../update/hmc.ts';
import { SCHEMES, type Scheme } from '../update/integrator/index.ts';
import type { Monomial } from '../update/monomial.ts';
import type { Updater } from './updater.ts';

/** What molecular dynamics integrates: one action and the sea, shared by all HMC updates of a run. */
export interface Terms {
  readonly gauge: Monomial;
  readonly sea: readonly SeaTerm[];
}

const scheme = (name: string): Scheme => {
  const found = SCHEMES[name];
  invariant(found !== undefined, `integrator ${name}`);
  return found;
};

/** Outermost first. */
export const hmcLevels = (spec: HmcUpdate, { gauge, sea }: Terms): readonly HmcLevel[] => {
  const inner = spec.innerSteps ?? [];
  return [spec.steps, ...inner].map((steps, level) => ({
    scheme: scheme(level === 0 ? spec.integrator : (spec.innerIntegrator ?? spec.integrator)),
    steps,
    monomials: [
      ...sea.filter((term) => term.level === level).map(({ monomial }) => monomial),
      ...(level === inner.length ? [gauge] : []),
    ],
  }));
};

/** Metrics of a trajectory; those by term only where there are several. */
export const trajectoryMetrics = (t: Trajectory): Record<string, number> => {
  const values: Record<string, number> = { 'delta-h': t.deltaH, accepted: t.accepted ? 1 : 0 };
  if (t.reversibility !== undefined) values.reversibility = t.reversibility;
  if (t.terms.length < 2) return values;
  values['delta-h.kinetic'] = t.deltaKinetic;
  for (const { name, deltaH, force } of t.terms) {
    values[`delta-h.${name}`] = deltaH;
    values[`force.${name}`] = force;
  }
  if (t.solver === undefined) return values;
  values['solver.iterations'] = t.solver.iterations;
  values['solver.residual'] = t.solver.residual;
  values['seconds.solver'] = t.solver.seconds;
  return values;
};

export const hmcUpdater = (spec: HmcUpdate, terms: Terms, field: GaugeField): Updater => {
  const hmc = makeHmc(field, { length: spec.length, levels: hmcLevels(spec, terms) });
  const every = spec.reversibilityCheckEvery;
  return {
    name: 'hmc',
    apply: (draw) =>
      trajectoryMetrics(hmc.trajectory(draw, { reversibility: every > 0 && draw.update % every === 0 })),
  };
};

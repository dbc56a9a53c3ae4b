import { describe, expect, it } from 'vitest';
import type { HmcUpdate } from '../../../../src-engine/api/spec/run-spec.ts';
import { hmcLevels, trajectoryMetrics } from '../../../../src-engine/run/hmc-updater.ts';
import type { Monomial } from '../../../../src-engine/update/monomial.ts';

const term = (name: string): Monomial => ({ name, value: () => 0, kick: () => undefined });
const update: HmcUpdate = {
  algorithm: 'hmc',
  length: 1,
  steps: 4,
  integrator: 'omelyan-4',
  reversibilityCheckEvery: 0,
};
const namesOf = (spec: HmcUpdate, sea: readonly (readonly [string, number])[]) =>
  hmcLevels(spec, {
    gauge: term('gauge'),
    sea: sea.map(([name, level]) => ({ monomial: term(name), level })),
  }).map(({ scheme, steps, monomials }) => [scheme.name, steps, monomials.map(({ name }) => name)]);

describe('levels', () => {
  it('are one for all terms without inner steps', () => {
    expect(namesOf(update, [['quark1', 0]])).toEqual([['omelyan-4', 4, ['quark1', 'gauge']]]);
  });

  it('have the gauge action innermost, and pseudofermions where they were put', () => {
    const nested: HmcUpdate = { ...update, innerSteps: [2, 3], innerIntegrator: 'leapfrog' };
    expect(
      namesOf(nested, [
        ['quark1', 0],
        ['quark1.heavy1', 2],
        ['quark2', 1],
      ]),
    ).toEqual([
      ['omelyan-4', 4, ['quark1']],
      ['leapfrog', 2, ['quark2']],
      ['leapfrog', 3, ['quark1.heavy1', 'gauge']],
    ]);
  });
});

describe('numbers of a trajectory', () => {
  const gauge = { name: 'gauge', deltaH: 0.5, force: 2 };

  it('are dH and acceptance alone where there is one term', () => {
    const metrics = trajectoryMetrics({ accepted: false, deltaH: 0.75, deltaKinetic: 0.25, terms: [gauge] });
    expect(metrics).toEqual({ 'delta-h': 0.75, accepted: 0 });
  });

  it('are by term, with what the solvers did, where there are several', () => {
    expect(
      trajectoryMetrics({
        accepted: true,
        deltaH: 1,
        deltaKinetic: 0.25,
        terms: [{ name: 'quark1', deltaH: 0.25, force: 1 }, gauge],
        solver: { iterations: 12, residual: 1e-9, seconds: 0.5 },
        reversibility: 1e-14,
      }),
    ).toEqual({
      'delta-h': 1,
      accepted: 1,
      reversibility: 1e-14,
      'delta-h.kinetic': 0.25,
      'delta-h.quark1': 0.25,
      'force.quark1': 1,
      'delta-h.gauge': 0.5,
      'force.gauge': 2,
      'solver.iterations': 12,
      'solver.residual': 1e-9,
      'seconds.solver': 0.5,
    });
  });
});

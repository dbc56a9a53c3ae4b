import { describe, expect, it } from 'vitest';
import type { HmcUpdate, UpdateSpec } from '../../../../src-engine/api/spec/run-spec.ts';
import { groupOfColours } from '../../../../src-engine/group/group.ts';
import { operationsPerUpdate } from '../../../../src-engine/run/operation-count.ts';
import { makeHmc } from '../../../../src-engine/update/hmc.ts';
import { SCHEMES } from '../../../../src-engine/update/integrator/index.ts';
import { hmcLab } from '../../../support/hmc-lab.ts';

const spec = (update: readonly UpdateSpec[]) => ({
  lattice: { dims: [4, 4], group: 'U(1)' } as const,
  fermion: [],
  phase: [{ name: 'production', updates: 1, update }],
});

const hmc = (change: Partial<HmcUpdate>): HmcUpdate => ({
  algorithm: 'hmc',
  length: 1,
  steps: 3,
  integrator: 'leapfrog',
  reversibilityCheckEvery: 0,
  ...change,
});

/** Kicks of one trajectory of a real HMC. */
const kicksOf = ({ steps, integrator, length }: HmcUpdate): number => {
  const lab = hmcLab({ group: groupOfColours(1), dims: [4, 4], actions: ['plaquette: 2'], steps: [steps] });
  const gauge = lab.monomial(0);
  let kicks = 0;
  const counted = {
    ...gauge,
    name: gauge.name,
    value: () => gauge.value(),
    kick: (...args: Parameters<typeof gauge.kick>) => {
      kicks++;
      gauge.kick(...args);
    },
  };
  const made = makeHmc(lab.field, {
    length,
    levels: [{ scheme: SCHEMES[integrator]!, steps, monomials: [counted] }],
  });
  made.trajectory({ seed: 1, update: 1 });
  return kicks;
};

describe('operations of an update', () => {
  it.each(['leapfrog', 'omelyan-2', 'omelyan-4', 'force-gradient'] as const)(
    'has as many forces as %s evaluates',
    (integrator) => {
      const update = hmc({ integrator });
      expect(operationsPerUpdate(spec([update])).forces).toBe(kicksOf(update));
    },
  );

  it('counts links that have got a force, were drawn, reflected or proposed, of all items of the list', () => {
    const links = 2 * 16;
    expect(operationsPerUpdate(spec([hmc({})])).linkUpdates).toBe(4 * links);
    expect(
      operationsPerUpdate(
        spec([
          { algorithm: 'heat-bath', sweeps: 1 },
          { algorithm: 'over-relaxation', sweeps: 4 },
          { algorithm: 'metropolis', sweeps: 2, hits: 5, stepSize: 0.5 },
        ]),
      ),
    ).toEqual({ forces: 0, seaForces: 0, linkUpdates: 7 * links, networkEvaluations: 0 });
  });

  it('counts sites of a scalar field, and samples that go through a flow', () => {
    const scalar = {
      ...spec([{ algorithm: 'cluster', sweeps: 2 }]),
      lattice: { dims: [4, 4], group: 'scalar' },
    } as const;
    expect(operationsPerUpdate(scalar).linkUpdates).toBe(2 * 16);
    const flow = { algorithm: 'flow', model: 'm', batch: 8, proposals: 24 } as const;
    expect(operationsPerUpdate(spec([flow])).networkEvaluations).toBe(25);
  });

  it('counts all replicas of an exchange, and fields that are carried through flows', () => {
    const flow = { algorithm: 'flow', model: 'm', batch: 8, proposals: 3 } as const;
    const exchange = { betas: [2, 1], models: [], every: 2 };
    expect(operationsPerUpdate({ ...spec([flow]), exchange }).networkEvaluations).toBe(3 * 4);
    const bath = spec([{ algorithm: 'heat-bath', sweeps: 1 }]);
    // pairs 1-2 and 2-3, each at every second exchange: U and V through the flows of both sides
    const carried = (models: readonly string[]): number =>
      operationsPerUpdate({ ...bath, exchange: { ...exchange, models } }).networkEvaluations;
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(carried)).toEqual([0, 0.5, 1.5, 2]);
  });

  it('counts the way back of a reversibility check', () => {
    const { forces } = operationsPerUpdate(spec([hmc({ reversibilityCheckEvery: 10 })]));
    expect(forces).toBeCloseTo(1.1 * 4, 12);
  });

  it('counts pseudofermions on their levels, the gauge action on the innermost', () => {
    const quark = {
      operator: 'wilson',
      kappa: 0.2,
      boundary: 'antiperiodic',
      smearing: 'none',
      flavours: 2,
      hasenbusch: [0.3],
      level: [0, 1],
      tolerance: 1e-12,
      forceTolerance: 1e-8,
      maxIterations: 100,
      guesses: 0,
    } as const;
    const update = hmc({ steps: 2, innerSteps: [3] });
    const count = operationsPerUpdate({ ...spec([update]), fermion: [quark] });
    // leapfrog: n + 1 kicks when neighbours are merged; the inner level has 2 x 3 steps
    expect(count.forces).toBe(7);
    expect(count.seaForces).toBe(3 + 7);
  });
});

/**
 * What one update of a phase does, in operations that do not depend on the machine. Forces of HMC are counted by carrying out its integration scheme
 * with counters in place of kicks and drifts; a displaced kick is two forces. Every reversibility check integrates once more.
 * Test: test/unit/engine/run/operation-count.test.ts, against the kicks that HMC really makes.
 */
import {
  type HmcUpdate,
  isGaugeGroup,
  type RunSpec,
  replicasOf,
  type UpdateSpec,
} from '../api/spec/run-spec.ts';
import { invariant } from '../base/invariant.ts';
import { integrate, type Level, SCHEMES } from '../update/integrator/index.ts';

/** Per update, on average. */
export interface OperationCount {
  /** Forces of the gauge action on all links. */
  readonly forces: number;
  /** Forces of pseudofermions; each solves linear equations. */
  readonly seaForces: number;
  /**
   * How often a link (of a scalar field: a site) is worked out from its surroundings: given a force, drawn, reflected or proposed (all hits at once). The unit in which
   * samplers without a network compare.
   */
  readonly linkUpdates: number;
  /** Samples that went through a flow. */
  readonly networkEvaluations: number;
}

const none: OperationCount = { forces: 0, seaForces: 0, linkUpdates: 0, networkEvaluations: 0 };

const add = (a: OperationCount, b: OperationCount): OperationCount => ({
  forces: a.forces + b.forces,
  seaForces: a.seaForces + b.seaForces,
  linkUpdates: a.linkUpdates + b.linkUpdates,
  networkEvaluations: a.networkEvaluations + b.networkEvaluations,
});

const times = (count: OperationCount, n: number): OperationCount => ({
  forces: n * count.forces,
  seaForces: n * count.seaForces,
  linkUpdates: n * count.linkUpdates,
  networkEvaluations: n * count.networkEvaluations,
});

/** Forces on each level of one trajectory, outermost first. */
const forcesOf = (spec: HmcUpdate): readonly number[] => {
  const steps = [spec.steps, ...(spec.innerSteps ?? [])];
  const forces = steps.map(() => 0);
  const levels = steps.map((count, level): Level => {
    const name = level === 0 ? spec.integrator : (spec.innerIntegrator ?? spec.integrator);
    const scheme = SCHEMES[name];
    invariant(scheme !== undefined, `integrator ${name}`);
    const force = (times: number) => () => {
      forces[level] = forces[level]! + times;
    };
    return { scheme, steps: count, kick: force(1), displacedKick: force(2) };
  });
  integrate(levels, () => {}, spec.length);
  return forces;
};

const hmcCount = (spec: HmcUpdate, { fermion }: Pick<RunSpec, 'fermion'>, links: number): OperationCount => {
  const forces = forcesOf(spec);
  const every = spec.reversibilityCheckEvery;
  const times = every > 0 ? 1 + 1 / every : 1;
  const seaForces = fermion
    .flatMap(({ level, hasenbusch = [] }) => [0, ...hasenbusch].map((_, i) => level[i] ?? 0))
    .reduce((sum, level) => sum + forces[level]!, 0);
  return {
    ...none,
    forces: times * forces.at(-1)!,
    seaForces: times * seaForces,
    linkUpdates: times * forces.at(-1)! * links,
  };
};

const countOf = (update: UpdateSpec, spec: Pick<RunSpec, 'fermion'>, links: number): OperationCount => {
  switch (update.algorithm) {
    case 'hmc':
      return hmcCount(update, spec, links);
    case 'heat-bath':
    case 'over-relaxation':
    case 'cluster':
    case 'metropolis':
      return { ...none, linkUpdates: update.sweeps * links };
    case 'flow':
      // and where the chain stands
      return { ...none, networkEvaluations: update.proposals + 1 };
  }
};

/** Passes through the flows of an exchange: every pair is tried at every second exchange, through the flows of both replicas, there and back. */
const carriedOf = ({ exchange }: Pick<RunSpec, 'exchange'>): number => {
  if (exchange === undefined) return 0;
  const { models, every } = exchange;
  const sides =
    models.length === 0 ? 0 : 2 * models.length - 1 - (models.length === replicasOf({ exchange }) ? 1 : 0);
  return sides / every;
};

/** Of the last phase, the one that samples. */
export const operationsPerUpdate = (
  spec: Pick<RunSpec, 'lattice' | 'fermion' | 'phase' | 'exchange'>,
): OperationCount => {
  const { dims, group } = spec.lattice;
  const perSite = isGaugeGroup(group) ? dims.length : 1;
  const links = dims.reduce((product, extent) => product * extent, perSite);
  const updates = spec.phase.at(-1)?.update ?? [];
  const one = updates.map((update) => countOf(update, spec, links)).reduce(add, none);
  const all = times(one, replicasOf(spec));
  return { ...all, networkEvaluations: all.networkEvaluations + carriedOf(spec) };
};

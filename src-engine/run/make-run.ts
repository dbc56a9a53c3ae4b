/** The run that a specification asks for: a chain of links, a chain of a scalar field, replicas of either, or a training. */
import type { RunSpec } from '../api/spec/run-spec.ts';
import type { Executor } from '../kernel/executor.ts';
import { type Models, noModels } from './models.ts';
import { ReplicaRun } from './replica-run.ts';
import { ScalarSimulation } from './scalar-simulation.ts';
import { Simulation } from './simulation.ts';
import { TrainingRun } from './training-run.ts';

export type AnyRun = Simulation | ScalarSimulation | ReplicaRun | TrainingRun;

/** Throws the FailureError of what cannot be simulated so. */
export const makeRun = (spec: RunSpec, executor: Executor, models: Models = noModels): AnyRun => {
  if (spec.training !== undefined) return new TrainingRun(spec, executor, models);
  if (spec.exchange !== undefined) return new ReplicaRun(spec, executor, models);
  return spec.lattice.group === 'scalar'
    ? new ScalarSimulation(spec, executor, models)
    : new Simulation(spec, executor, models);
};

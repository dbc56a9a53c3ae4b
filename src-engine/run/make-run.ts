/** The run that a specification asks for: a chain of links, a chain of a scalar field, or a training. */
import type { RunSpec } from '../api/spec/run-spec.ts';
import type { Executor } from '../kernel/executor.ts';
import { type Models, noModels } from './models.ts';
import { ScalarSimulation } from './scalar-simulation.ts';
import { Simulation } from './simulation.ts';
import { TrainingRun } from './training-run.ts';

export type AnyRun = Simulation | ScalarSimulation | TrainingRun;

/** Throws the FailureError of what cannot be simulated so. */
export const makeRun = (spec: RunSpec, executor: Executor, models: Models = noModels): AnyRun => {
  if (spec.training !== undefined) return new TrainingRun(spec, executor, models);
  return spec.lattice.group === 'scalar'
    ? new ScalarSimulation(spec, executor, models)
    : new Simulation(spec, executor, models);
};

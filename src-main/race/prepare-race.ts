/** A new race from specifications: checked against each other, made into runs of the workspace, and entered as a race. */
import { describeModel } from '../../src-engine/api/spec/describe.ts';
import type { RunSpec } from '../../src-engine/api/spec/run-spec.ts';
import type { Result } from '../../src-engine/base/result.ts';
import type { RaceGoal } from '../contract/index.ts';
import { prepareRun } from '../run/prepare-run.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { createRace, type RacePlace } from './race-file.ts';
import { measuresAll, raceSpecs, sameTarget } from './target.ts';

export interface RaceRequest {
  /** Of the target when absent. */
  readonly name?: string;
  readonly specs: readonly RunSpec[];
  readonly goals: readonly RaceGoal[];
  readonly budgetSeconds: number;
  /** The same for all; 0: as many as there are. */
  readonly threads: number;
}

const nameOf = (spec: RunSpec): string =>
  `${spec.lattice.group} ${spec.lattice.dims.join('x')}, ${describeModel(spec)}`;

/** Answers the id of the race; nothing is made when its samplers do not fit together. */
export const prepareRace = async (
  place: RacePlace,
  workspace: Workspace,
  { name, specs, goals, budgetSeconds, threads }: RaceRequest,
  codeVersion: string,
): Promise<Result<string>> => {
  const same = sameTarget(specs);
  if (!same.ok) return same;
  const measured = measuresAll(
    specs,
    goals.map((goal) => goal.name),
  );
  if (!measured.ok) return measured;
  const runs: string[] = [];
  for (const spec of raceSpecs(specs, threads)) {
    const made = await prepareRun(workspace, spec, { codeVersion });
    if (!made.ok) return made;
    runs.push(made.value.id);
  }
  return createRace(place, { name: name ?? nameOf(specs[0]!), runs, goals: [...goals], budgetSeconds });
};

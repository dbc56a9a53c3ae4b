/** A workspace to look at: runs at three couplings, one by hybrid Monte Carlo, one that waits to be started. All from fixed seeds. */
import { unwrap } from '../../../src-engine/base/result.ts';
import { createWorkspace } from '../../../src-main/workspace/workspace.ts';
import { carryOut, prepare } from './carry-out.ts';

const heatBath = `algorithm = "heat-bath"
[[phase.update]]
algorithm = "over-relaxation"
sweeps = 3`;
const hmc = `algorithm = "hmc"
length = 1.0
steps = 8`;

const specification = (name: string, seed: number, beta: number, update: string, updates: number): string =>
  `version = 1
name = "${name}"
seed = ${seed}
[lattice]
dims = [6, 6, 6, 8]
group = "SU(3)"
[action]
preset = "wilson"
beta = ${beta}
[start]
kind = "hot"
[[phase]]
updates = ${updates}
[[phase.update]]
${update}
[run]
checkpoint-every = 100
save-every = ${updates / 2}
[measure.plaquette]
[measure.rectangle]
[measure.polyakov]
`;

export interface ExampleWorkspace {
  /** Ids of the runs that have ended, the one by hybrid Monte Carlo last. */
  readonly ended: readonly string[];
}

export const makeExampleWorkspace = async (folder: string, updates: number): Promise<ExampleWorkspace> => {
  const workspace = unwrap(await createWorkspace(folder, 'SU(3) scaling'));
  const ended: string[] = [];
  for (const [index, beta] of [5.5, 5.6, 5.7].entries())
    ended.push(await prepare(workspace, specification(`beta ${beta}`, 100 + index, beta, heatBath, updates)));
  ended.push(await prepare(workspace, specification('beta 5.7, HMC', 104, 5.7, hmc, updates)));
  for (const run of ended) await carryOut(workspace, run);
  await prepare(workspace, specification('beta 5.8', 105, 5.8, heatBath, updates));
  await workspace.close();
  return { ended };
};

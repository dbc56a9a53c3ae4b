/** A workspace with one run of the Schwinger model on 8 x 12 that measures pions and eigenvalues, carried out in a few seconds. */
import { unwrap } from '../../../src-engine/base/result.ts';
import { createWorkspace } from '../../../src-main/workspace/workspace.ts';
import { carryOut, prepare } from './carry-out.ts';

const specification = `version = 1
name = "Schwinger"
seed = 7
[lattice]
dims = [8, 12]
group = "U(1)"
[action]
preset = "wilson"
beta = 3.0
[[fermion]]
operator = "wilson"
kappa = 0.23
flavours = 2
[start]
kind = "cold"
[[phase]]
updates = 120
[[phase.update]]
algorithm = "hmc"
length = 1.0
steps = 6
[run]
thermalisation = 20
[measure.plaquette]
[measure.pion]
every = 1
[measure.eigenvalues]
every = 5
count = 3
`;

/** Answers the run's id. */
export const makeQuarkWorkspace = async (folder: string): Promise<string> => {
  const workspace = unwrap(await createWorkspace(folder, 'Quarks'));
  const run = await prepare(workspace, specification);
  await carryOut(workspace, run);
  await workspace.close();
  return run;
};

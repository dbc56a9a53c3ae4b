/**
 * A workspace with two samplers of U(1) on 8 x 8 at beta 7, where hybrid Monte Carlo hardly changes the topological charge, a training of a scalar field on
 * 4 x 4 carried out for real, and three more models: two of a scalar field, one from the other, and one of U(1).
 */
import { unwrap } from '../../../src-engine/base/result.ts';
import { modelStore } from '../../../src-main/model/model-store.ts';
import { localMachine } from '../../../src-main/storage/machine.ts';
import { nodeFileSystem } from '../../../src-main/storage/node-file-system.ts';
import { createWorkspace } from '../../../src-main/workspace/workspace.ts';
import { sampleModel } from '../../support/model-lab.ts';
import { carryOut, prepare } from './carry-out.ts';

const specification = (name: string, seed: number, update: string): string => `version = 1
name = "${name}"
seed = ${seed}
[lattice]
dims = [8, 8]
group = "U(1)"
[action]
preset = "wilson"
beta = 7.0
[start]
kind = "cold"
[[phase]]
updates = 400
[[phase.update]]
${update}
[measure.plaquette]
[measure.topological-charge]
`;

const training = `version = 1
name = "phi4 4x4, lambda 8"
seed = 3
[lattice]
dims = [4, 4]
group = "scalar"
[action]
preset = "phi4"
mass-squared = -4.0
lambda = 8.0
[flow]
kind = "affine"
couplings = 8
hidden = [8]
[training]
steps = 400
learning-rate = 0.003
schedule = "cosine"
evaluate-every = 25
evaluation-samples = 512
`;

/** The same target as the training's. */
const scalarHmc = `version = 1
name = "phi4 4x4, HMC"
seed = 4
[lattice]
dims = [4, 4]
group = "scalar"
[action]
preset = "phi4"
mass-squared = -4.0
lambda = 8.0
[[phase]]
updates = 200
[[phase.update]]
algorithm = "hmc"
length = 1.0
steps = 10
[measure.scalar]
`;

export interface LearningWorkspace {
  readonly training: string;
  /** Carried out: hybrid Monte Carlo of the target of the training. */
  readonly scalar: string;
  /** The model that the training made. */
  readonly trained: string;
  readonly hmc: string;
  readonly heatBath: string;
  /** Ids: of the scalar field, of the one that was trained from it, and of U(1). */
  readonly models: readonly [string, string, string];
}

export const makeLearningWorkspace = async (folder: string): Promise<LearningWorkspace> => {
  const workspace = unwrap(await createWorkspace(folder, 'Learning'));
  const hmc = await prepare(
    workspace,
    specification('U(1) beta 7, HMC', 1, 'algorithm = "hmc"\nlength = 1.0\nsteps = 8'),
  );
  const heatBath = await prepare(
    workspace,
    specification('U(1) beta 7, heat bath', 2, 'algorithm = "heat-bath"'),
  );
  const trained = await prepare(workspace, training);
  await carryOut(workspace, trained);
  const scalar = await prepare(workspace, scalarHmc);
  await carryOut(workspace, scalar);
  await carryOut(workspace, hmc);
  await carryOut(workspace, heatBath);
  await workspace.close();
  const store = modelStore({ files: nodeFileSystem, machine: localMachine() }, folder);
  const [fromTraining] = unwrap(await store.list()).models;
  const add = async (...args: Parameters<typeof sampleModel>): Promise<string> => {
    const { manifest, tensors } = sampleModel(...args);
    // the store gives the identifier
    const { id: _, ...facts } = manifest;
    return unwrap(await store.add({ manifest: facts, tensors })).manifest.id;
  };
  const made = sampleModel().manifest.training!;
  const first = await add({ name: 'phi4 L=4', created: '2026-11-20T09:12:00Z' });
  const second = await add(
    {
      name: 'phi4 L=4, lambda 5.1',
      created: '2026-11-21T14:25:30Z',
      target: { theory: 'phi4', massSquared: -4, lambda: 5.113 },
      training: { ...made, parent: first, steps: 2000, seconds: 214 },
      quality: { ess: { value: 0.534, error: 0.012, samples: 4096 } },
    },
    2,
  );
  const third = await add({
    name: 'U(1) beta 7',
    created: '2026-11-22T08:00:00Z',
    dims: [8, 8],
    target: { theory: 'u1', beta: 7 },
    architecture: {
      kind: 'angular',
      transform: 'projection',
      size: 6,
      couplings: 8,
      network: 'convolution',
      hidden: [8, 8],
      stencil: 3,
      activation: 'leaky-relu',
      finalActivation: 'none',
    },
    training: { ...made, steps: 10_000, seconds: 1820 },
    quality: { ess: { value: 0.312, error: 0.009, samples: 4096 } },
  });
  return {
    training: trained,
    scalar,
    trained: fromTraining!.manifest.id,
    hmc,
    heatBath,
    models: [first, second, third],
  };
};

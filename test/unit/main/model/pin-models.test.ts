import { describe, expect, it } from 'vitest';
import type { RunSpec } from '../../../../src-engine/api/spec/run-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { pinModels, resolveModelPaths } from '../../../../src-main/model/pin-models.ts';
import { readRunSpec } from '../../../../src-main/run/prepare-run.ts';
import { modelDisk } from '../../../support/model-disk.ts';
import { sampleModel } from '../../../support/model-lab.ts';

const { id: _, created: __, ...manifest } = sampleModel({ name: 'phi' }).manifest;
const { tensors } = sampleModel();

const flowRun = (model: string): string => `version = 1
seed = 1
[lattice]
dims = [4, 4]
group = "scalar"
[action]
preset = "phi4"
mass-squared = -4
lambda = 6.008
[[phase]]
updates = 10
[[phase.update]]
algorithm = "flow"
model = "${model}"
[[phase.update]]
algorithm = "hmc"
length = 1.0
steps = 10
`;

const training = (model: string): string => `version = 1
seed = 1
[lattice]
dims = [4, 4]
group = "scalar"
[action]
preset = "phi4"
mass-squared = -4
lambda = 6.008
[flow]
kind = "affine"
[training]
initial-model = "${model}"
`;

const read = (toml: string): RunSpec => unwrap(readRunSpec(toml, '/specs'));
const exchange = (model: string): string =>
  flowRun('none')
    .replace('algorithm = "flow"\nmodel = "none"', 'algorithm = "hmc"')
    .concat(`[exchange]\nlambdas = [5.0]\nmodels = ["${model}"]\n`);

const namedIn = ({ phase, training: trained, exchange: exchanged }: RunSpec): readonly string[] => [
  ...phase.flatMap(({ update }) => update.flatMap((one) => (one.algorithm === 'flow' ? [one.model] : []))),
  ...(trained?.initialModel === undefined ? [] : [trained.initialModel]),
  ...(exchanged?.models ?? []),
];

describe('models named by a specification', () => {
  it.each([
    ['flow', flowRun],
    ['training', training],
    ['exchange', exchange],
  ] as const)('become identifiers before a run is entered: %s', async (_kind, toml) => {
    const { store } = await modelDisk();
    const added = unwrap(await store.add({ manifest, tensors })).manifest.id;
    for (const word of ['phi', 'latest', added, added.slice(0, -1)])
      expect(namedIn(unwrap(await pinModels(read(toml(word)), store)))).toEqual([added]);
    expect(await pinModels(read(toml('other')), store)).toMatchObject({
      ok: false,
      error: { code: 'model.notFound' },
    });
  });

  it('stay paths where they are paths, from the folder of the specification', async () => {
    const { store } = await modelDisk();
    for (const [written, meant] of [
      ['models/x', '/specs/models/x'],
      ['x.safetensors', '/specs/x.safetensors'],
      ['/elsewhere/x', '/elsewhere/x'],
    ] as const) {
      const spec = read(flowRun(written));
      expect(namedIn(spec)).toEqual([meant]);
      expect(unwrap(await pinModels(spec, store))).toEqual(spec);
      expect(resolveModelPaths(spec, '/other')).toEqual(spec);
    }
  });

  it('change nothing else', async () => {
    const { store } = await modelDisk();
    const added = unwrap(await store.add({ manifest, tensors })).manifest.id;
    expect(unwrap(await pinModels(read(flowRun('phi')), store))).toEqual(read(flowRun(added)));
    expect(unwrap(await pinModels(read(training('phi')), store))).toEqual(read(training(added)));
  });
});

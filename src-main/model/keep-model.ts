/**
 * What a training of a workspace came to, kept as a model: once, however often the end of the run is carried out.
 * Test: test/unit/main/model/keep-model.test.ts.
 */
import type { ModelQuality, ModelTarget } from '../../src-engine/api/model-manifest.ts';
import type { RunSpec } from '../../src-engine/api/spec/run-spec.ts';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { encodeSafetensors } from '../../src-engine/learn/model/safetensors.ts';
import type { Tensor } from '../../src-engine/learn/model/tensor.ts';
import { specHash } from '../spec/spec-hash.ts';
import type { StoredModel } from './model-folder.ts';
import type { ModelStore } from './model-store.ts';

const theories = { 'U(1)': 'u1', 'SU(2)': 'su2', 'SU(3)': 'su3' } as const;

const isGauge = (group: string): group is keyof typeof theories => Object.hasOwn(theories, group);

/** What a run's lattice and action are to a model; 'model.unsupported' for theories that flows do not sample. */
export const modelTargetOf = ({
  lattice: { group },
  action,
}: Pick<RunSpec, 'lattice' | 'action'>): Result<ModelTarget> => {
  if ('preset' in action && action.preset === 'phi4') {
    const { massSquared, lambda } = action;
    return ok({ theory: 'phi4', massSquared, lambda });
  }
  if ('preset' in action && action.preset === 'wilson' && isGauge(group))
    return ok({ theory: theories[group], beta: action.beta });
  return fail(
    'model.unsupported',
    `There are no models of this action for ${group}.`,
    'Choose phi4, or the Wilson action of U(1), SU(2) or SU(3).',
  );
};

export interface TrainedModel {
  readonly run: string;
  readonly spec: RunSpec;
  readonly codeVersion: string;
  /** The parameters of the flow, without the moments of the optimiser. */
  readonly tensors: readonly Tensor[];
  readonly steps: number;
  /** Wall-clock time of all steps. */
  readonly seconds: number;
  readonly quality: ModelQuality | null;
  /** Identifier of the model that the training began from. */
  readonly parent: string | null;
}

const sameTensors = (a: readonly Tensor[], b: readonly Tensor[]): boolean => {
  const [x, y] = [encodeSafetensors(a), encodeSafetensors(b)];
  return x.ok && y.ok && Buffer.compare(x.value, y.value) === 0;
};

export const keepTrainedModel = async (
  store: ModelStore,
  trained: TrainedModel,
): Promise<Result<StoredModel>> => {
  const { run, spec, codeVersion, tensors, steps, seconds, quality, parent } = trained;
  const { flow: architecture, training } = spec;
  const target = modelTargetOf(spec);
  if (!target.ok) return target;
  if (architecture === undefined || training === undefined)
    return fail('model.unsupported', `Run ${run} trains nothing.`, 'Add [flow] and [training] to it.');
  const listed = await store.list();
  if (!listed.ok) return listed;
  const manifest = {
    name: spec.name === '' ? run : spec.name,
    codeVersion,
    dims: spec.lattice.dims,
    target: target.value,
    architecture,
    training: {
      run,
      specHash: specHash(spec),
      seed: spec.seed,
      steps,
      batch: training.batch,
      estimator: training.estimator,
      seconds,
      parent,
    },
    quality,
    pieces: tensors.map(({ name, shape }) => ({ name, shape })),
  };
  for (const there of listed.value.models.filter((one) => one.manifest.training?.run === run)) {
    const kept = await store.load(there.manifest.id);
    if (kept.ok && sameTensors(kept.value.tensors, tensors)) return ok(there);
  }
  return store.add({ manifest, tensors });
};

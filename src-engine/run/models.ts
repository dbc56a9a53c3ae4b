/** The trained models that a specification names, as the host has loaded them: by the word that names them. */
import type { ModelTarget } from '../api/model-manifest.ts';
import type { FlowUpdate } from '../api/spec/flow-spec.ts';
import type { RunSpec } from '../api/spec/run-spec.ts';
import { invariant } from '../base/invariant.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { familyOf } from '../learn/model/check-architecture.ts';
import type { Model } from '../learn/model/model-file.ts';

export type Models = ReadonlyMap<string, Model>;

export const noModels: Models = new Map();

/** The words, each once. */
export const modelsNamed = ({
  phase,
  training,
  exchange,
}: Pick<RunSpec, 'phase' | 'training' | 'exchange'>): readonly string[] => {
  const first = training?.initialModel;
  const proposing = phase.flatMap(({ update }) =>
    update.filter((one): one is FlowUpdate => one.algorithm === 'flow').map(({ model }) => model),
  );
  return [...new Set([...(first === undefined ? [] : [first]), ...proposing, ...(exchange?.models ?? [])])];
};

const theories = { 'U(1)': 'u1', 'SU(2)': 'su2', 'SU(3)': 'su3' } as const;

/** The density that a specification asks for; its rules keep flows and trainings to those that there are. */
export const targetOfSpec = ({ lattice, action }: Pick<RunSpec, 'lattice' | 'action'>): ModelTarget => {
  invariant('preset' in action, 'no flow samples an action of loops');
  if (action.preset === 'phi4')
    return { theory: 'phi4', massSquared: action.massSquared, lambda: action.lambda };
  const theory = theories[lattice.group as keyof typeof theories];
  invariant(theory !== undefined && action.preset === 'wilson', `a flow for ${lattice.group}`);
  return { theory, beta: action.beta };
};

/** The model behind a word, if it is for the theory of the specification. */
export const modelFor = (models: Models, word: string, spec: RunSpec): Result<Model> => {
  const model = models.get(word);
  invariant(model !== undefined, `model ${word} was not loaded`);
  const { manifest } = model;
  const wanted = targetOfSpec(spec);
  if (familyOf(manifest.target) !== familyOf(wanted) || manifest.dims.length !== spec.lattice.dims.length)
    return fail(
      'model.mismatch',
      `The model ${manifest.name} is for ${manifest.target.theory} in ${manifest.dims.length} dimensions, the run is ${wanted.theory} in ${spec.lattice.dims.length}.`,
      'Choose a model that was trained for this theory.',
      { found: manifest.target.theory, expected: wanted.theory },
    );
  return ok(model);
};

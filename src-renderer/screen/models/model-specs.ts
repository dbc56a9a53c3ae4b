/**
 * Specifications that a model suggests, as documents: sampling with it, and training from it. What is left out has its default; nothing
 * here decides couplings or extents, they are the model's own. Test: test/unit/renderer/screen/models/model-specs.test.ts.
 */
import { toKebab } from '../../../src-engine/api/spec/schema-node.ts';
import type { ModelRow } from '../../../src-main/contract/index.ts';
import { modelsText as text } from '../../text/models.ts';
import { isTable, type Json, type Table } from '../new-run/document-edit.ts';

type Source = Pick<ModelRow, 'id' | 'name' | 'dims' | 'target' | 'architecture' | 'training'>;

const groups = { phi4: 'scalar', u1: 'U(1)', su2: 'SU(2)', su3: 'SU(3)' } as const;

/** As keys of a file are spelled. */
const spelled = (facts: Readonly<Record<string, Json | undefined>>): Table =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]): [string, Json][] =>
      value === undefined ? [] : [[toKebab(key), value]],
    ),
  );

const targetOf = ({ dims, target }: Source): Table => {
  const { theory, ...couplings } = target;
  return {
    lattice: { dims, group: groups[theory] },
    action: { preset: theory === 'phi4' ? 'phi4' : 'wilson', ...spelled(couplings) },
  };
};

/** What tells a good sampler from a bad one: topology where there is any. */
const measured = ({ target }: Source): Table =>
  target.theory === 'phi4'
    ? { scalar: { every: 1 } }
    : target.theory === 'u1'
      ? { plaquette: { every: 1 }, 'topological-charge': { every: 1 } }
      : { plaquette: { every: 1 }, polyakov: { every: 1 } };

/** One item of an update list. */
export const flowUpdate = ({ id }: Pick<ModelRow, 'id'>): Table => ({ algorithm: 'flow', model: id });

/** A chain of proposals of the model, at the couplings and on the lattice of its training. */
export const samplingDocument = (model: Source, seed: number): Table => ({
  version: 1,
  name: text.samplesOf(model.name),
  seed,
  ...targetOf(model),
  phase: [{ name: text.samplingPhase, updates: 10_000, update: [flowUpdate(model)] }],
  measure: measured(model),
});

/**
 * A training that begins with the model's numbers. `before`: the specification of the training that made it, which keeps its optimiser and
 * schedule; without it those of the manifest and defaults.
 */
export const trainingDocument = (model: Source, seed: number, before: Table | null): Table => {
  const name = text.trainedFrom(model.name);
  const known = before !== null && isTable(before.training) ? before : null;
  if (known !== null)
    return { ...known, name, seed, training: { ...(known.training as Table), 'initial-model': model.id } };
  const { training } = model;
  return {
    version: 1,
    name,
    seed,
    ...targetOf(model),
    flow: spelled(model.architecture),
    training: {
      ...(training === null ? {} : spelled({ batch: training.batch, estimator: training.estimator })),
      'initial-model': model.id,
    },
  };
};

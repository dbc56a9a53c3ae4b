import { describe, expect, it } from 'vitest';
import type { ModelManifest } from '../../../../src-engine/api/model-manifest.ts';
import type { RunSpec } from '../../../../src-engine/api/spec/run-spec.ts';
import { trainingCost } from '../../../../src-main/race/training-cost.ts';

const manifest = (id: string, seconds: number | null, parent: string | null): ModelManifest =>
  ({
    id,
    name: `flow ${id}`,
    training: seconds === null ? null : { seconds, parent },
  }) as unknown as ModelManifest;

const models = [
  manifest('c', 5, 'b'),
  manifest('b', 20, 'a'),
  manifest('a', 100, null),
  manifest('foreign', null, null),
];
const find = async (word: string) => models.find(({ id }) => id === word);

const flow = (...names: readonly string[]): Pick<RunSpec, 'phase'> =>
  ({
    phase: [
      {
        name: '',
        updates: 1,
        update: names.map((model) => ({ algorithm: 'flow', model, batch: 4, proposals: 4 })),
      },
    ],
  }) as unknown as Pick<RunSpec, 'phase'>;

describe('the training of a sampler', () => {
  it('is that of its model and of all that this began from', async () => {
    expect(await trainingCost(flow('c'), find)).toEqual({
      model: 'c',
      name: 'flow c',
      seconds: 125,
      processorSeconds: null,
    });
  });

  it('counts a model once that several items share', async () => {
    expect(await trainingCost(flow('c', 'b', 'c'), find)).toMatchObject({
      model: 'c, b',
      name: 'flow c, flow b',
      seconds: 125,
    });
  });

  it('is zero for a model that was not trained here or is lost, and none without a model', async () => {
    expect(await trainingCost(flow('foreign'), find)).toMatchObject({ seconds: 0 });
    expect(await trainingCost(flow('lost'), find)).toMatchObject({ seconds: 0 });
    expect(await trainingCost({ phase: [] }, find)).toBeNull();
  });
});

/**
 * The numbers of a trained flow as the beginning of another training: at another coupling always, on another volume where nothing in the flow depends on it
 * (convolutions see their surroundings only; arXiv:2008.05456). What depends on the volume is refused by its name.
 * Proved by test/unit/engine/learn/train/transfer.test.ts.
 */
import { fail, type Result } from '../../base/result.ts';
import { putTensors } from '../model/model-file.ts';
import { shapeText, type Tensor } from '../model/tensor.ts';
import type { Parameters } from '../parameters.ts';

/** parameters <- the tensors of the flow `name` on a lattice of extents `from`; `to` is that of the parameters. */
export const transfer = (
  tensors: readonly Tensor[],
  from: readonly number[],
  parameters: Parameters,
  to: readonly number[],
  name = 'the model to begin from',
): Result<void> => {
  if (from.join() !== to.join()) {
    const pieces = new Map(parameters.pieces.map(({ name, shape }) => [name, shape]));
    const bound = tensors.find((t) => pieces.get(t.name)?.join() !== t.shape.join());
    const there = bound && pieces.get(bound.name);
    if (bound && there) {
      return fail(
        'model.mismatch',
        `${bound.name} of ${name} is ${shapeText(bound.shape)} on ${from.join(' x ')} and ${shapeText(there)} on ${to.join(' x ')}: this flow depends on the volume.`,
        'Use a flow with convolutions, or begin from a model of the same lattice.',
        { name: bound.name },
      );
    }
  }
  return putTensors(parameters, tensors, name);
};

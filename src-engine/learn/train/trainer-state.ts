/**
 * What a training goes on from, bit for bit: the parameters and the moments of the optimiser as named tensors, and a small JSON object. Random numbers need
 * nothing: they are functions of (seed, step).
 */
import { fail, ok, type Result } from '../../base/result.ts';
import { shapeText, type Tensor } from '../model/tensor.ts';
import type { OptimiserState } from '../optimise/adam.ts';
import type { ParameterPiece, Parameters } from '../parameters.ts';
import type { TrainingAlarmState } from './training-alarm.ts';

export interface TrainingProgress {
  readonly version: 1;
  /** Steps done. */
  readonly step: number;
  /** Whether the effective sample size has ended it. */
  readonly stopped: boolean;
  readonly optimiserStep: number;
  readonly alarms: TrainingAlarmState;
}

export interface TrainerState {
  readonly progress: TrainingProgress;
  /** Each parameter under its name, its moments as `first-moment/NAME` and `second-moment/NAME`. */
  readonly tensors: readonly Tensor[];
}

const FIRST = 'first-moment/';
const SECOND = 'second-moment/';

const cut = (prefix: string, pieces: readonly ParameterPiece[], values: Float32Array): Tensor[] =>
  pieces.map(({ name, shape, offset, length }) => ({
    name: prefix + name,
    shape,
    data: Float32Array.from(values.subarray(offset, offset + length)),
  }));

export const tensorsOf = (parameters: Parameters, { first, second }: OptimiserState): Tensor[] => [
  ...cut('', parameters.pieces, parameters.values()),
  ...cut(FIRST, parameters.pieces, first),
  ...cut(SECOND, parameters.pieces, second),
];

/** One vector again; a tensor that is missing or of another shape is refused by its name. */
const joined = (
  prefix: string,
  parameters: Parameters,
  tensors: ReadonlyMap<string, Tensor>,
): Result<Float32Array> => {
  const values = new Float32Array(parameters.length);
  for (const { name, shape, offset } of parameters.pieces) {
    const tensor = tensors.get(prefix + name);
    if (tensor === undefined || tensor.shape.join() !== shape.join()) {
      const found =
        tensor === undefined ? 'is missing' : `is ${shapeText(tensor.shape)} instead of ${shapeText(shape)}`;
      return fail(
        'run.checkpointDamaged',
        `${prefix}${name} ${found} in the saved training.`,
        'Go on from an earlier checkpoint, or start again from a model.',
        { name: prefix + name },
      );
    }
    values.set(tensor.data, offset);
  }
  return ok(values);
};

/** Sets the parameters and returns the state of the optimiser. */
export const restoreTensors = (
  parameters: Parameters,
  tensors: readonly Tensor[],
  step: number,
): Result<OptimiserState> => {
  const named = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const values = joined('', parameters, named);
  if (!values.ok) return values;
  const first = joined(FIRST, parameters, named);
  if (!first.ok) return first;
  const second = joined(SECOND, parameters, named);
  if (!second.ok) return second;
  parameters.values().set(values.value);
  parameters.changed();
  return ok({ step, first: first.value, second: second.value });
};

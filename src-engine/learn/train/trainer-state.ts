/**
 * What a training goes on from, bit for bit: the parameters and the moments of the optimiser as named tensors, and a small JSON object. Random numbers need
 * nothing: they are functions of (seed, step).
 */
import { ok, type Result } from '../../base/result.ts';
import { checkPieces, putTensors, tensorsOf } from '../model/model-file.ts';
import type { Tensor } from '../model/tensor.ts';
import type { OptimiserState } from '../optimise/adam.ts';
import type { Parameters } from '../parameters.ts';
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

const MOMENTS = { first: 'first-moment/', second: 'second-moment/' } as const;

export const stateTensors = (parameters: Parameters, moments: OptimiserState): Tensor[] => [
  ...tensorsOf(parameters),
  ...(['first', 'second'] as const).flatMap((which) =>
    parameters.pieces.map(({ name, shape, offset, length }) => ({
      name: MOMENTS[which] + name,
      shape,
      data: Float32Array.from(moments[which].subarray(offset, offset + length)),
    })),
  ),
];

/** The parameters alone. */
export const parametersIn = (tensors: readonly Tensor[]): readonly Tensor[] =>
  tensors.filter(({ name }) => !Object.values(MOMENTS).some((prefix) => name.startsWith(prefix)));

/** Sets the parameters and returns the state of the optimiser; what does not fit is refused by its name. */
export const restoreTensors = (
  parameters: Parameters,
  tensors: readonly Tensor[],
  step: number,
): Result<OptimiserState> => {
  const { pieces } = parameters;
  const file = 'the saved training';
  const wanted = ['', ...Object.values(MOMENTS)].flatMap((prefix) =>
    pieces.map(({ name, shape }) => ({ name: prefix + name, shape })),
  );
  const fits = checkPieces(tensors, wanted, file);
  if (!fits.ok) return fits;
  const named = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const put = putTensors(
    parameters,
    pieces.map(({ name }) => named.get(name)!),
    file,
  );
  if (!put.ok) return put;
  const moments = (prefix: string): Float32Array => {
    const values = new Float32Array(parameters.length);
    for (const { name, offset } of pieces) values.set(named.get(prefix + name)!.data, offset);
    return values;
  };
  return ok({ step, first: moments(MOMENTS.first), second: moments(MOMENTS.second) });
};

/**
 * What a training came to. It has no equilibrium to average over: each quantity is shown as it was last found, with its error where the evaluation gives one, beside
 * the best that was seen. The loss of one batch scatters, so the last one is the mean of the last tenth of the steps (a hundred at most) with its standard error.
 * Test: test/unit/main/analysis/training-results.test.ts.
 */
import { formatWithError } from '../../src-engine/api/format-with-error.ts';
import type { Reference } from '../../src-engine/api/template/template.ts';
import type { History } from './history.ts';
import { type ComparedReference, compareNumber } from './references.ts';

export interface TrainingResult {
  readonly name: string;
  readonly value: number;
  /** Null where nothing tells it. */
  readonly error: number | null;
  readonly formatted: string;
  /** Steps or evaluations that `value` is from. */
  readonly samples: number;
  /** The last step that it is of. */
  readonly step: number;
  /** The greatest value, of quantities of which more is better. */
  readonly best: { readonly value: number; readonly step: number } | null;
  readonly min: number;
  readonly max: number;
  readonly reference?: ComparedReference;
}

/** Whether these series are those of a training. */
export const isTraining = (names: readonly string[]): boolean =>
  names.includes('loss') && names.includes('gradient-norm');

const LOSS_SHARE = 10;
const LOSS_STEPS = 100;

type Found = Pick<TrainingResult, 'value' | 'error' | 'samples'>;

const lastLoss = ({ values }: History): Found => {
  const count = Math.min(LOSS_STEPS, Math.ceil(values.length / LOSS_SHARE));
  const used = values.subarray(values.length - count);
  const mean = used.reduce((sum, x) => sum + x, 0) / count;
  const squares = used.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return { value: mean, error: count < 2 ? null : Math.sqrt(squares / (count - 1) / count), samples: count };
};

const total = ({ values }: History): Found => ({
  value: values.reduce((sum, x) => sum + x, 0),
  error: null,
  samples: values.length,
});

/** The last value, with that of `errors` at the same step. */
const lastOf = ({ values, update }: History, errors: History | undefined): Found => {
  const place = errors?.update?.indexOf(update?.at(-1) ?? Number.NaN) ?? -1;
  return { value: values.at(-1)!, error: errors?.values[place] ?? null, samples: 1 };
};

interface Quantity {
  readonly series: string;
  readonly name: string;
  /** Of which more is better. */
  readonly rises: boolean;
  readonly of: (history: History, histories: readonly History[]) => Found;
}

const evaluated = (name: string, rises: boolean): Quantity => ({
  series: name,
  name,
  rises,
  of: (history, all) =>
    lastOf(
      history,
      all.find((one) => one.name === `${name}-error`),
    ),
});

const quantities: readonly Quantity[] = [
  evaluated('evaluation-ess', true),
  evaluated('reference-ess', true),
  evaluated('acceptance', true),
  evaluated('log-z', false),
  evaluated('density-deviation', false),
  { series: 'loss', name: 'loss', rises: false, of: lastLoss },
  { series: 'seconds', name: 'training-seconds', rises: false, of: total },
];

const formattedOf = ({ value, error }: Found): string =>
  error !== null && error > 0 ? formatWithError(value, error) : String(Number(value.toPrecision(4)));

const resultOf = (
  { name, rises, of }: Quantity,
  history: History,
  histories: readonly History[],
  references: readonly Reference[],
): TrainingResult => {
  const { values, update } = history;
  const stepAt = (place: number): number => update?.[place] ?? place + 1;
  const found = of(history, histories);
  const max = values.reduce((most, x) => Math.max(most, x), Number.NEGATIVE_INFINITY);
  const { value, error } = found;
  const reference = compareNumber(references, name, {
    value,
    error: error ?? Number.NaN,
    isUncertain: false,
  });
  return {
    name,
    ...found,
    formatted: formattedOf(found),
    step: stepAt(values.length - 1),
    best: rises ? { value: max, step: stepAt(values.indexOf(max)) } : null,
    min: values.reduce((least, x) => Math.min(least, x), Number.POSITIVE_INFINITY),
    max,
    ...(reference === undefined ? {} : { reference }),
  };
};

export const trainingResults = (
  histories: readonly History[],
  references: readonly Reference[],
): readonly TrainingResult[] =>
  quantities.flatMap((quantity) => {
    const history = histories.find(({ name }) => name === quantity.series);
    return history === undefined || history.values.length === 0
      ? []
      : [resultOf(quantity, history, histories, references)];
  });

/**
 * Fits of a run's correlators, and the range that is fitted when none is asked for: to the last point that is larger than three of its
 * errors, from the first one from which the simplest model describes what follows (p of an uncorrelated fit at least 0.1); of the PCAC
 * mass the middle half of time.
 * Test: test/unit/main/analysis/correlators.test.ts.
 */
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import {
  constantModel,
  type DecayShape,
  decayModel,
  type Fit,
  type FitModel,
  fitPotential,
  fitQuality,
  fitReplicated,
  fittedAt,
  fittedValue,
  largestMass,
  leastMass,
  massesOf,
  potentialModel,
  type Weighing,
} from '../../src-engine/statistics/correlator/index.ts';
import { formatEstimate } from '../../src-engine/statistics/index.ts';
import { type Correlator, pointsOf } from './correlators.ts';

export type CorrelatorModel = DecayShape | 'constant' | 'potential';

export interface FitRequest {
  /** Both included. */
  readonly from: number;
  readonly to: number;
  readonly model: CorrelatorModel;
  /** Of a decay. */
  readonly states: 1 | 2;
  readonly weighing: Weighing;
}

export type ParameterName =
  | 'mass'
  | 'amplitude'
  | 'mass2'
  | 'amplitude2'
  | 'constant'
  | 'v0'
  | 'sigma'
  | 'e'
  | 'root-sigma'
  | 'r0';

export interface FittedParameter {
  readonly name: ParameterName;
  readonly value: number;
  readonly error: number;
  readonly formatted: string;
}

export interface CorrelatorFit extends FitRequest {
  readonly parameters: readonly FittedParameter[];
  /** The fitted function with its error, over the fitted range and, of a cosh, the way back. */
  readonly curve: Readonly<Record<'at' | 'value' | 'error', Float64Array<ArrayBuffer>>>;
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  readonly expectedChiSquare: number;
  readonly pValue: number;
  readonly shrinkage: number;
  readonly blocks: number;
  readonly blockLength: number;
  readonly warnings: readonly string[];
}

const CURVE_POINTS = 121;

export const modelsOf = ({
  kind,
  extent,
}: Pick<Correlator, 'kind' | 'extent'>): readonly CorrelatorModel[] => {
  if (kind === 'potential') return ['potential', 'constant'];
  if (kind === 'plateau') return ['constant'];
  return extent === undefined ? ['exp'] : ['cosh', 'exp'];
};

const parameter = (
  name: ParameterName,
  measured: { readonly value: number; readonly error: number },
): FittedParameter => ({
  name,
  ...measured,
  formatted: formatEstimate(measured),
});

interface Made {
  readonly fit: Fit;
  readonly model: FitModel;
  readonly parameters: readonly FittedParameter[];
}

/** `origin` is the first fitted point. */
const modelFor = (
  { extent = 0 }: Pick<Correlator, 'extent'>,
  { model, states }: Pick<FitRequest, 'model' | 'states'>,
  origin: number,
): FitModel => {
  if (model === 'constant') return constantModel;
  if (model === 'potential') return potentialModel;
  return decayModel({ shape: model, states, extent, origin });
};

/** The points from which to which is fitted. */
const pointsBetween = ({ fitAt, fitted }: Correlator, from: number, to: number) => {
  const inside = [...fitAt.keys()].filter((i) => fitAt[i]! >= from && fitAt[i]! <= to);
  const pick = (vector: Float64Array): Float64Array => Float64Array.from(inside, (i) => vector[i]!);
  return {
    x: pick(fitAt),
    data: { ...fitted, mean: pick(fitted.mean), replicas: fitted.replicas.map(pick) },
  };
};

const decay = (
  correlator: Correlator,
  request: FitRequest,
  x: Float64Array,
  data: Correlator['fitted'],
): Result<Made> => {
  const origin = x[0]!;
  const model = modelFor(correlator, request, origin);
  const made = fitReplicated(data, x, model, request.weighing);
  if (!made.ok) return made;
  const fit = made.value;
  const mass = (k: number) => fittedValue(fit, ({ theta }) => massesOf(theta)[k]!);
  // of e^{-m t} without the origin
  const amplitude = (k: number) =>
    fittedValue(fit, ({ theta, amplitudes }) => amplitudes[k]! * Math.exp(massesOf(theta)[k]! * origin));
  const [low, high] = [mass(0), request.states === 2 ? mass(1) : undefined];
  const last = high ?? low;
  if (
    low.value < 2 * leastMass ||
    last.value > largestMass ||
    (high !== undefined && high.value - low.value < 1e-4 * high.value)
  )
    return fail(
      'statistics.noFit',
      request.states === 2
        ? 'The data do not tell two states apart in this range.'
        : 'The data do not fall with a mass in this range.',
      'Choose another range, or fit one state.',
    );
  return ok({
    fit,
    model,
    parameters: [
      parameter('mass', low),
      parameter('amplitude', amplitude(0)),
      ...(high === undefined ? [] : [parameter('mass2', high), parameter('amplitude2', amplitude(1))]),
    ],
  });
};

const make = (
  correlator: Correlator,
  request: FitRequest,
  x: Float64Array,
  data: Correlator['fitted'],
): Result<Made> => {
  if (request.model === 'potential') {
    const made = fitPotential(data, x, request.weighing);
    if (!made.ok) return made;
    const { fit, v0, sigma, e, rootSigma, r0 } = made.value;
    const named = { v0, sigma, e, 'root-sigma': rootSigma, r0 } as const;
    const names = ['v0', 'sigma', 'e', 'root-sigma', 'r0'] as const;
    return ok({ fit, model: potentialModel, parameters: names.map((name) => parameter(name, named[name])) });
  }
  if (request.model === 'constant') {
    const made = fitReplicated(data, x, constantModel, request.weighing);
    if (!made.ok) return made;
    const fit = made.value;
    const constant = fittedValue(fit, ({ amplitudes }) => amplitudes[0]!);
    return ok({ fit, model: constantModel, parameters: [parameter('constant', constant)] });
  }
  return decay(correlator, request, x, data);
};

export const fitCorrelator = (correlator: Correlator, request: FitRequest): Result<CorrelatorFit> => {
  const { from, to, model } = request;
  const { fitAt, fitted, extent } = correlator;
  if (!modelsOf(correlator).includes(model))
    return fail(
      'statistics.noFit',
      `${correlator.name} is not fitted with ${model}.`,
      `Use ${modelsOf(correlator).join(' or ')}.`,
    );
  const { x, data } = pointsBetween(correlator, from, to);
  if (x.length === 0)
    return fail(
      'statistics.noFit',
      `There are no points from ${from} to ${to}.`,
      `Choose a range from ${fitAt[0]} to ${fitAt.at(-1)}.`,
    );
  const made = make(correlator, request, x, data);
  if (!made.ok) return made;
  const { fit, parameters } = made.value;
  const end = model === 'cosh' ? extent! - x[0]! : x.at(-1)!;
  const at = Float64Array.from(
    { length: CURVE_POINTS },
    (_, k) => x[0]! + ((end - x[0]!) * k) / (CURVE_POINTS - 1),
  );
  const curve = Array.from(at, (place) => fittedAt(fit, made.value.model, place));
  return ok({
    ...request,
    from: x[0]!,
    to: x.at(-1)!,
    parameters,
    curve: {
      at,
      value: Float64Array.from(curve, ({ value }) => value),
      error: Float64Array.from(curve, ({ error }) => error),
    },
    chiSquare: fit.chiSquare,
    degreesOfFreedom: fit.degreesOfFreedom,
    expectedChiSquare: fit.expectedChiSquare,
    pValue: fit.pValue,
    shrinkage: fit.shrinkage,
    blocks: fitted.replicas.length,
    blockLength: fitted.blockLength,
    warnings: [...correlator.warnings, ...fit.warnings],
  });
};

const plausible = 0.1;
const clear = 3;

/** The last of the points before one is lost in its error. */
const lastClear = ({ fitted, kind }: Correlator): number => {
  const { mean, error } = pointsOf(fitted);
  if (kind === 'plateau') return mean.length - 1;
  const lost = mean.findIndex((value, i) => i > 0 && !(Math.abs(value) > clear * error[i]!));
  return lost < 0 ? mean.length - 1 : Math.max(lost - 1, 1);
};

/** Where a fit begins and ends when nobody says. */
export const suggestedRange = (correlator: Correlator): readonly [number, number] => {
  const { fitAt, kind, name, at } = correlator;
  if (name === 'pcac-mass') {
    // its times are 0 ... T - 1 or 1 ... T - 1
    const extent = at[0]! + at.at(-1)! + (at[0] === 0 ? 1 : 0);
    return [Math.ceil(extent / 4), Math.floor((3 * extent) / 4)];
  }
  const model = modelsOf(correlator)[0]!;
  const last = lastClear(correlator);
  const to = fitAt[last]!;
  const fewest = model === 'constant' ? 2 : kind === 'potential' ? 4 : 3;
  // not the source's own time slice
  const first = kind === 'meson' || kind === 'baryon' ? 1 : 0;
  const latest = Math.max(first, last - fewest + 1);
  for (let i = first; i < latest; i++) {
    const { x, data } = pointsBetween(correlator, fitAt[i]!, to);
    const fit = fitQuality(data, x, modelFor(correlator, { model, states: 1 }, x[0]!), 'diagonal');
    if (fit.ok && fit.value.pValue >= plausible) return [fitAt[i]!, to];
  }
  return [fitAt[latest]!, to];
};

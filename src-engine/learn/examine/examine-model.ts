/**
 * The check of a trained model: draws samples in double precision, with as many integration steps as samples of it are drawn with, and goes through the figures of figure.ts.
 * A figure that is too large is a defect of the program, of this machine or of the numbers of the model; a passed check says that log q is the density
 * of the samples, so that what accept steps and weights make of them is exact. It says nothing about how good the model is (its effective sample size).
 * Proved by test/unit/engine/learn/examine/examine-model.test.ts.
 */
import type { FlowSpec } from '../../api/spec/flow-spec.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import type { Device } from '../../kernel/device.ts';
import { DENSITY_TOLERANCE } from '../density-check.ts';
import { type ExactFlow, makeExactFlow } from '../exact-flow.ts';
import { ROW_PERIOD } from '../flow/gauge/spectral/rows.ts';
import { familyOf } from '../model/check-architecture.ts';
import type { Model } from '../model/model-file.ts';
import { differenceOf, largestDifference } from './field-distance.ts';
import { type Examination, type Figure, type FigureKey, judged, leftOut, told } from './figure.ts';
import { independentDeviations } from './independent.ts';
import { directionCount, numericalLogDet } from './jacobian.ts';
import { forwardOf, inverseOf, priorSamples } from './round-trip.ts';
import { gaugeTransformed, isOdd, periodOf, translated } from './symmetry.ts';

/** What is tolerated where rounding is all that may happen, amplified by the flow; and where differences or single precision are compared. */
const EXACT = 1e-6;
const BY_DIFFERENCES = 1e-4;
/** Up to so many sites; in proportion above. Flows on 8 x 8 deviate by about 1e-5. */
const IN_SINGLE_PRECISION = 1e-3;
const MANY_SITES = 256;
/** Where a flow is so steep that single precision by our own kernels deviates, so many times that, and never more than could hide a defect. */
const TIMES_ROUNDING = 8;
const MOST_IN_SINGLE = 0.1;

/** Larger Jacobians are left out. */
const MOST_DIRECTIONS = 600;
const MOST_INTEGRATED = 100;
const JACOBIAN_SAMPLES = 256;

export interface ExamineOptions {
  /** Rounded up to a multiple of four. */
  readonly samples: number;
  readonly seed: number;
  /** What is looked at next, and how much of all is done. */
  readonly onStep?: (next: FigureKey, fraction: number) => void;
  readonly isStopped?: () => boolean;
  readonly breathe?: () => Promise<void>;
}

/** The smallest lattice on which this flow can be made; the one that it has where its numbers belong to that. */
const smallestDims = (spec: FlowSpec, dims: readonly number[]): readonly number[] => {
  if (spec.kind === 'continuous' || ('network' in spec && spec.network === 'dense')) return dims;
  const extent = dims.length === 2 ? 4 : 2;
  if (spec.kind === 'spectral' && spec.masks === 'sweeps') return [extent, ROW_PERIOD];
  return dims.map((n) => Math.min(n, extent));
};

const stopped = fail('task.cancelled', 'The check was stopped.', 'Start it again to have its figures.');

export const examineModel = async (
  device: Device,
  model: Model,
  { samples, seed, onStep, isStopped, breathe }: ExamineOptions,
): Promise<Result<Examination>> => {
  const { target, dims, architecture, name } = model.manifest;
  const family = familyOf(target);
  const difference = differenceOf(family);
  const figures: Figure[] = [];
  const goesOn = async (): Promise<boolean> => {
    await breathe?.();
    return isStopped?.() !== true;
  };
  const begin = async (next: FigureKey, fraction: number): Promise<boolean> => {
    onStep?.(next, fraction);
    return goesOn();
  };
  const flowOn = (extents: readonly number[], count: number, of: FlowSpec): Result<ExactFlow> =>
    makeExactFlow(device, { dims: extents, samples: count, spec: of, family, seed: 0 }, model.tensors, name);

  if (!(await begin('round-trip', 0))) return stopped;
  const made = flowOn(dims, 4 * Math.ceil(samples / 4), architecture);
  if (!made.ok) return made;
  const { flow, spec } = made.value;
  const of = { samples: flow.samples, dims };
  const exact = flow.integrated ? DENSITY_TOLERANCE : EXACT;
  const z = priorSamples(flow, seed);
  const there = forwardOf(flow, z);
  const back = inverseOf(flow, there.x);
  figures.push(
    judged({ key: 'round-trip', deviation: largestDifference(back.x, z, difference), ...of }, exact),
    judged({ key: 'densities', deviation: largestDifference(back.logQ, there.logQ), ...of }, exact),
  );

  if (!(await begin('jacobian', 0.1))) return stopped;
  const jacobian = await jacobianFigure(flowOn, { family, spec, dims, seed, goesOn });
  if (!jacobian.ok) return jacobian;
  figures.push(jacobian.value);

  const moved = (key: FigureKey, image: Float64Array, must: boolean): Figure => {
    const found = { key, deviation: largestDifference(inverseOf(flow, image).logQ, back.logQ), ...of };
    return must ? judged(found, exact) : told(found);
  };
  if (!(await begin('gauge', 0.4))) return stopped;
  const image = gaugeTransformed(flow, family, there.x, seed);
  figures.push(
    image === null
      ? moved(
          'reflection',
          there.x.map((x) => -x),
          isOdd(spec),
        )
      : moved('gauge', image, true),
  );
  if (!(await begin('translation', 0.5))) return stopped;
  const period = periodOf(spec);
  if (period === null) figures.push(leftOut('translation', dims, 'dense'));
  else if (period === Number.POSITIVE_INFINITY || dims.every((n) => period % n === 0))
    figures.push(leftOut('translation', dims, 'one-period'));
  else figures.push(moved('translation', translated(flow, there.x, period), true));

  if (!(await begin('other-densities', 0.6))) return stopped;
  const other = await independentDeviations(device, flow.parameters, model.manifest, seed);
  const ofOther = { samples: other.samples, dims };
  const sites = dims.reduce((n, extent) => n * extent, 1);
  const single = IN_SINGLE_PRECISION * Math.max(1, sites / MANY_SITES);
  const tolerated = (rounding: number): number =>
    Math.min(Math.max(MOST_IN_SINGLE, single), Math.max(single, TIMES_ROUNDING * rounding));
  const { rounding } = other;
  figures.push(
    judged({ key: 'other-fields', deviation: other.fields, ...ofOther }, tolerated(rounding.fields)),
    judged({ key: 'other-densities', deviation: other.densities, ...ofOther }, tolerated(rounding.densities)),
    judged({ key: 'other-action', deviation: other.action, ...ofOther }, single),
  );
  flow.release();
  if (!(await goesOn())) return stopped;
  return ok({
    figures,
    steps: spec.kind === 'continuous' ? spec.steps : null,
    passed: figures.every(({ verdict }) => verdict !== 'failed'),
  });
};

interface JacobianPlace {
  readonly family: ReturnType<typeof familyOf>;
  readonly spec: FlowSpec;
  readonly dims: readonly number[];
  readonly seed: number;
  readonly goesOn: () => Promise<boolean>;
}

const jacobianFigure = async (
  flowOn: (dims: readonly number[], samples: number, spec: FlowSpec) => Result<ExactFlow>,
  { family, spec, dims, seed, goesOn }: JacobianPlace,
): Promise<Result<Figure>> => {
  const small = smallestDims(spec, dims);
  const sites = small.reduce((n, extent) => n * extent, 1);
  const perSite = { scalar: 1, u1: small.length, su2: 8 * small.length, su3: 18 * small.length }[family];
  const directions = directionCount(family, sites * perSite);
  if (directions > (spec.kind === 'continuous' ? MOST_INTEGRATED : MOST_DIRECTIONS))
    return ok(leftOut('jacobian', small, 'large'));
  const made = flowOn(small, Math.min(JACOBIAN_SAMPLES, 4 * directions + 4), spec);
  if (!made.ok) return made;
  const { flow } = made.value;
  const input = priorSamples(flow, seed + 1);
  const z = input.slice(0, sites * perSite);
  // log r(z) is that of the identity: what is left of log q is -log |det|
  const logR = inverseOf({ ...flow, layers: [] }, input).logQ[0]!;
  const said = logR - forwardOf(flow, input).logQ[0]!;
  const found = await numericalLogDet(flow, family, z, goesOn);
  flow.release();
  if (!(await goesOn())) return stopped;
  const tolerance = spec.kind === 'continuous' ? DENSITY_TOLERANCE : BY_DIFFERENCES;
  return ok(
    judged({ key: 'jacobian', deviation: Math.abs(said - found), samples: 1, dims: small }, tolerance),
  );
};

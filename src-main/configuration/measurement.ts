/**
 * What is measured on one configuration on demand: the same requests and numbers for the command line and the application.
 * Test: test/unit/main/cli/agreement.test.ts, test/unit/main/configuration/field-work.test.ts.
 */
import { QUARK_OBSERVABLES, type QuarkObservable } from '../../src-engine/api/spec/hadron-spec.ts';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import type { GaugeField } from '../../src-engine/lattice/gauge-field.ts';
import {
  type Measurement,
  type MeasureRequest,
  type Meter,
  type MeterStep,
  makeMeter,
  type ObservableName,
} from '../../src-engine/observable/index.ts';
import type { QuarkOptions } from './quark-options.ts';

export const observableNames: readonly ObservableName[] = [
  'plaquette',
  'rectangle',
  'polyakov',
  'link-trace',
  'action-density',
  'wilson-loops',
  'static-potential',
  'creutz-ratios',
  'topological-charge',
  'flow',
  ...QUARK_OBSERVABLES,
];

export interface MeasureOptions {
  readonly observables: readonly ObservableName[];
  readonly maxR: number;
  readonly maxT: number;
  readonly smearing: 'none' | 'ape' | 'stout';
  readonly smearingSteps: number;
  readonly smearingStrength: number;
  readonly flowAction: 'wilson' | 'symanzik';
  readonly flowTime: number;
  readonly flowStep: number;
  /** Flow time between records. */
  readonly flowRecord: number;
  /** With it, steps adapt. */
  readonly flowTolerance?: number;
  /** T of the static potential log(W(R, T) / W(R, T + 1)); 3 when absent. */
  readonly potentialTime?: number;
  /** What observables of quarks are measured with. */
  readonly quarks?: QuarkOptions;
}

/** Time between records of a flow to `flowTime` when nobody chose it: about 0.1, at most 200 records, the last one at `flowTime`. */
export const recordTimeStep = (flowTime: number): number =>
  flowTime / Math.min(200, Math.max(10, Math.round(flowTime / 0.1)));

const requestOf = (
  observable: ObservableName,
  o: MeasureOptions,
  fourDimensional: boolean,
): Result<MeasureRequest> => {
  const { maxR, maxT, smearing, smearingSteps, smearingStrength } = o;
  const smeared = { smearing, smearingSteps, smearingStrength };
  switch (observable) {
    case 'wilson-loops':
      return ok({ observable, maxR, maxT, ...smeared });
    case 'static-potential':
      return ok({ observable, maxR, time: o.potentialTime ?? 3, ...smeared });
    case 'creutz-ratios':
      return ok({ observable, max: Math.max(2, Math.min(maxR, maxT)) });
    case 'topological-charge':
      return ok(
        fourDimensional ? { observable, definition: ['plaquette', 'clover', 'improved'] } : { observable },
      );
    case 'flow': {
      const common = {
        observable,
        action: o.flowAction,
        step: o.flowStep,
        maxTime: o.flowTime,
        recordEvery: o.flowRecord,
      } as const;
      return ok(
        o.flowTolerance === undefined
          ? { ...common, integrator: 'rk3' }
          : { ...common, integrator: 'adaptive', tolerance: o.flowTolerance },
      );
    }
    case 'pion':
    case 'mesons':
    case 'nucleon':
    case 'pcac':
    case 'condensate':
    case 'eigenvalues':
      return o.quarks === undefined
        ? fail('usage.wrong', `${observable} is measured with a quark, and none was chosen.`, 'Choose one.')
        : ok(quarkRequest(observable, o.quarks));
    default:
      return ok({ observable });
  }
};

const quarkRequest = (observable: QuarkObservable, o: QuarkOptions): MeasureRequest => {
  const { quark, source, channels, traces, eigenvalues } = o;
  switch (observable) {
    case 'mesons':
      return { observable, quark, channel: channels, ...source };
    case 'condensate':
      return { observable, quark, ...traces };
    case 'eigenvalues':
      return { observable, quark, ...eigenvalues };
    default:
      return { observable, quark, ...source };
  }
};

/** Every observable in turn; the first that cannot be measured ends it. `onStep` hears of all of them together. */
export const measureField = (
  field: GaugeField,
  options: MeasureOptions,
  onStep?: MeterStep,
): Result<readonly Measurement[]> => {
  const meter = makeMeter(field, [], options.quarks?.noiseSeed);
  try {
    return measureInTurn(meter, options, field.lattice.dims.length === 4, onStep);
  } finally {
    meter.release();
  }
};

const measureInTurn = (
  meter: Meter,
  options: MeasureOptions,
  fourDimensional: boolean,
  onStep?: MeterStep,
): Result<readonly Measurement[]> => {
  const { observables } = options;
  const measurements: Measurement[] = [];
  for (const [i, observable] of observables.entries()) {
    onStep?.(i / observables.length, observable);
    const request = requestOf(observable, options, fourDimensional);
    if (!request.ok) return request;
    const measured = meter(
      request.value,
      onStep && ((fraction, step) => onStep((i + fraction) / observables.length, step)),
    );
    if (!measured.ok) return measured;
    measurements.push(measured.value);
  }
  return ok(measurements);
};

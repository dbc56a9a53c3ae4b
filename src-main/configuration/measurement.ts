/**
 * What is measured on one configuration on demand: the same requests and numbers for the command line and the application.
 * Test: test/unit/main/cli/agreement.test.ts, test/unit/main/configuration/field-work.test.ts.
 */
import { ok, type Result } from '../../src-engine/base/result.ts';
import type { GaugeField } from '../../src-engine/lattice/gauge-field.ts';
import {
  type Measurement,
  type MeasureRequest,
  type MeterStep,
  makeMeter,
  type ObservableName,
} from '../../src-engine/observable/index.ts';

export const observableNames: readonly ObservableName[] = [
  'plaquette',
  'rectangle',
  'polyakov',
  'link-trace',
  'action-density',
  'wilson-loops',
  'topological-charge',
  'flow',
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
}

/** Time between records of a flow to `flowTime` when nobody chose it: about 0.1, at most 200 records, the last one at `flowTime`. */
export const recordTimeStep = (flowTime: number): number =>
  flowTime / Math.min(200, Math.max(10, Math.round(flowTime / 0.1)));

const requestOf = (
  observable: ObservableName,
  o: MeasureOptions,
  fourDimensional: boolean,
): MeasureRequest => {
  switch (observable) {
    case 'wilson-loops': {
      const { maxR, maxT, smearing, smearingSteps, smearingStrength } = o;
      return { observable, maxR, maxT, smearing, smearingSteps, smearingStrength };
    }
    case 'topological-charge':
      return fourDimensional
        ? { observable, definition: ['plaquette', 'clover', 'improved'] }
        : { observable };
    case 'flow': {
      const common = {
        observable,
        action: o.flowAction,
        step: o.flowStep,
        maxTime: o.flowTime,
        recordEvery: o.flowRecord,
      } as const;
      return o.flowTolerance === undefined
        ? { ...common, integrator: 'rk3' }
        : { ...common, integrator: 'adaptive', tolerance: o.flowTolerance };
    }
    default:
      return { observable };
  }
};

/** Every observable in turn; the first that cannot be measured ends it. `onStep` hears of all of them together. */
export const measureField = (
  field: GaugeField,
  options: MeasureOptions,
  onStep?: MeterStep,
): Result<readonly Measurement[]> => {
  const meter = makeMeter(field);
  const { observables } = options;
  const measurements: Measurement[] = [];
  for (const [i, observable] of observables.entries()) {
    onStep?.(i / observables.length, observable);
    const measured = meter(
      requestOf(observable, options, field.lattice.dims.length === 4),
      onStep && ((fraction, step) => onStep((i + fraction) / observables.length, step)),
    );
    if (!measured.ok) return measured;
    measurements.push(measured.value);
  }
  return ok(measurements);
};

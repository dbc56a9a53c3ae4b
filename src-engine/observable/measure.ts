/**
 * Measures what a request names on one gauge field. What requests have in common is kept until the links change: operators and
 * propagators of quarks. Test: test/unit/engine/observable/measure.test.ts, test/unit/engine/observable/measure-quarks.test.ts.
 */
import type { Flux } from '../action/twist.ts';
import { fail, type Result } from '../base/result.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import { gaugeMeter } from './measure-gauge.ts';
import { quarkMeter } from './measure-quarks.ts';
import type { Measurement, MeterStep } from './measurement.ts';
import { isQuarkRequest, type MeasureRequest, type ObservableName } from './request.ts';

/** Measures requests on one gauge field. */
export interface Meter {
  (request: MeasureRequest, onStep?: MeterStep): Result<Measurement>;
  /** To be told after the links have changed; noise is a function of the seed and of `update`, when it is given. */
  fresh(update?: number): void;
  /** Gives back what it keeps on the lattice; it can go on measuring. */
  release(): void;
}

const TWISTED: readonly ObservableName[] = ['plaquette', 'rectangle', 'polyakov', 'link-trace'];

/** A meter for a field; `seed` is that of the noise. */
export const makeMeter = (field: GaugeField, fluxes: readonly Flux[] = [], seed = 1): Meter => {
  const links = gaugeMeter(field, fluxes);
  const quarks = quarkMeter(field, seed);
  const meter = (request: MeasureRequest, onStep?: MeterStep): Result<Measurement> => {
    if (fluxes.length > 0 && !TWISTED.includes(request.observable))
      return fail(
        'spec.conflict',
        `${request.observable} is not measured with twisted boundaries.`,
        'Leave it out, or remove the twist.',
      );
    return isQuarkRequest(request) ? quarks.measure(request, onStep) : links(request, onStep);
  };
  return Object.assign(meter, { fresh: quarks.fresh, release: quarks.release });
};

/** Measures once. */
export const measure = (field: GaugeField, request: MeasureRequest): Result<Measurement> => {
  const meter = makeMeter(field);
  try {
    return meter(request);
  } finally {
    meter.release();
  }
};

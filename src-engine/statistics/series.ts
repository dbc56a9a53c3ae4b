/**
 * What every estimator of this folder takes: a Monte Carlo history, as one chain or as several independent
 * chains (segments) of the same process. Values are in the order of Monte Carlo time, equally spaced.
 * Proved by test/unit/engine/statistics/series.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import { fail, ok, type Result } from '../base/result.ts';

export type Series = Float64Array | readonly Float64Array[];
export type Segments = readonly Float64Array[];

/** A function of the means of several series; the argument holds one mean per series. */
export type DerivedFunction = (means: Float64Array) => number;

/** Below this length per segment no window can be chosen and the error would be a guess. */
export const minimumSamples = 8;

export const segmentsOf = (series: Series): Segments => (series instanceof Float64Array ? [series] : series);

export const sampleCount = (segments: Segments): number =>
  segments.reduce((sum, segment) => sum + segment.length, 0);

/** The segments, if each is long enough and every value is finite. */
export function checkSeries(series: Series, minimum: number = minimumSamples): Result<Segments> {
  const segments = segmentsOf(series);
  invariant(segments.length > 0, 'a series has at least one segment');
  for (const [segment, values] of segments.entries()) {
    const where = segments.length > 1 ? ` of segment ${segment}` : '';
    const index = values.findIndex((value) => !Number.isFinite(value));
    if (index >= 0) {
      return fail(
        'statistics.notFinite',
        `Sample ${index}${where} is ${values[index]}, so no average exists.`,
        'Look at the run around this sample, or analyse only the samples before it.',
        { segment, index, value: String(values[index]) },
      );
    }
    if (values.length < minimum) {
      return fail(
        'statistics.tooShort',
        `The series${where} has ${values.length} samples; an error estimate needs at least ${minimum}.`,
        'Run longer, measure more often, or cut fewer samples.',
        { segment, samples: values.length, minimum },
      );
    }
  }
  return ok(segments);
}

/** Checks several series that are functions of the same chains. */
export function checkAligned(
  series: readonly Series[],
  minimum: number = minimumSamples,
): Result<readonly Segments[]> {
  invariant(series.length > 0, 'a derived quantity needs at least one series');
  const all: Segments[] = [];
  for (const one of series) {
    const checked = checkSeries(one, minimum);
    if (!checked.ok) return checked;
    all.push(checked.value);
  }
  const shape = (segments: Segments): string => segments.map((segment) => segment.length).join();
  invariant(
    all.every((segments) => shape(segments) === shape(all[0]!)),
    'series of one derived quantity have the same segments',
  );
  return ok(all);
}

/** The derived function at a point, as a failure when it is not finite there. */
export function evaluate(f: DerivedFunction, means: Float64Array): Result<number> {
  const value = f(means);
  if (Number.isFinite(value)) return ok(value);
  return fail(
    'statistics.notFinite',
    `The derived quantity is ${value} at the means ${[...means].join(', ')}.`,
    'Check that the quantity is defined at the measured means, or add statistics so that the errors are smaller.',
    { means: [...means], value: String(value) },
  );
}

/**
 * Everything the inspector computes from the links of a field, from one pass over its time slices.
 * Two slices are in memory at a time; slice 0 is read once more at the end to close the lattice in time.
 * Test: test/golden/format-configs.test.ts, test/unit/engine/format/meter.test.ts.
 */
import { ok, type Result } from '../../base/result.ts';
import type { ChecksumFact, OpenedGauge, SliceReader } from '../gauge-file.ts';
import { sliceValues } from '../gauge-file.ts';
import { allocate } from '../limits.ts';
import { emptySurvey, type LinkSurvey, surveySlice } from './link-survey.ts';
import { spatialNeighbours, spatialPlaquettes, temporalPlaquettes } from './plaquette.ts';

export interface FieldMeasurement {
  /** Re tr P / N, averaged over sites and planes. */
  readonly plaquette: number;
  /** The same over planes without and with the time direction; NaN where there are none. */
  readonly spatialPlaquette: number;
  readonly temporalPlaquette: number;
  /** Mean of Re tr U / N. */
  readonly linkTrace: number;
  readonly unitarityDeviation: number;
  readonly determinantDeviation: number;
  readonly survey: LinkSurvey;
  readonly checksums: readonly ChecksumFact[];
}

/** Called after each time slice. */
export type SliceProgress = (done: number, total: number) => void;

/** Where slice t may be put: two places in turn for an inspection, the field's own storage when it is kept. */
type Storage = (slice: number) => Float64Array;

const alternating = (length: number): Result<Storage> => {
  const even = allocate(length);
  if (!even.ok) return even;
  const odd = allocate(length);
  if (!odd.ok) return odd;
  return ok((slice) => (slice % 2 === 0 ? even.value : odd.value));
};

const measureInto = async (
  reader: SliceReader,
  closing: (last: Float64Array) => Promise<Result<Float64Array>>,
  storage: Storage,
  dims: readonly number[],
  n: number,
  progress?: SliceProgress,
): Promise<Result<FieldMeasurement>> => {
  const d = dims.length;
  const slices = dims[d - 1]!;
  const step = spatialNeighbours(dims.slice(0, -1));
  const survey = emptySurvey();
  let spatial = 0;
  let temporal = 0;
  let previous = storage(0);
  for (let t = 0; t < slices; t++) {
    const here = storage(t);
    const filled = await reader.next(here);
    if (!filled.ok) return filled;
    surveySlice(survey, here, t, slices, d, n);
    spatial += spatialPlaquettes(here, step, d, n);
    if (t > 0) temporal += temporalPlaquettes(previous, here, step, d, n);
    previous = here;
    progress?.(t + 1, slices);
  }
  const first = await closing(previous);
  if (!first.ok) return first;
  temporal += temporalPlaquettes(previous, first.value, step, d, n);

  const volume = (step.length / (d - 1)) * slices;
  const { firstSpatial, lastTemporal, rest } = survey;
  const classes = [firstSpatial, lastTemporal, rest];
  return ok({
    plaquette: (spatial + temporal) / ((volume * d * (d - 1)) / 2),
    spatialPlaquette: spatial / ((volume * (d - 1) * (d - 2)) / 2),
    temporalPlaquette: temporal / (volume * (d - 1)),
    linkTrace: survey.notFinite ? Number.NaN : classes.reduce((sum, c) => sum + c.trace, 0) / (volume * d),
    unitarityDeviation: Math.max(...classes.map((c) => c.unitarity)),
    determinantDeviation: Math.max(...classes.map((c) => c.determinant)),
    survey,
    checksums: reader.checksums(),
  });
};

/** Measures a field without keeping it. */
export const measureFile = async (
  file: Pick<OpenedGauge, 'facts' | 'slices'>,
  progress?: SliceProgress,
): Promise<Result<FieldMeasurement>> => {
  const { dims, colours } = file.facts;
  const length = sliceValues(dims, colours);
  const storage = alternating(length);
  if (!storage.ok) return storage;
  const slices = dims[dims.length - 1]!;
  const closing = async (last: Float64Array): Promise<Result<Float64Array>> => {
    if (slices === 1) return ok(last);
    const target = storage.value(slices);
    const filled = await file.slices().next(target);
    return filled.ok ? ok(target) : filled;
  };
  return measureInto(file.slices(), closing, storage.value, dims, colours, progress);
};

/** Measures a field and keeps it in `links`. */
export const measureInPlace = (
  reader: SliceReader,
  links: Float64Array,
  dims: readonly number[],
  colours: number,
  progress?: SliceProgress,
): Promise<Result<FieldMeasurement>> => {
  const length = sliceValues(dims, colours);
  const storage: Storage = (slice) => links.subarray(slice * length, (slice + 1) * length);
  return measureInto(reader, async () => ok(storage(0)), storage, dims, colours, progress);
};

/** Measures a field that is already in memory. */
export const measureLinks = (
  links: Float64Array,
  dims: readonly number[],
  colours: number,
): Promise<Result<FieldMeasurement>> =>
  measureInPlace({ next: async () => ok(undefined), checksums: () => [] }, links, dims, colours);

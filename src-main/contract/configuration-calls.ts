/** Gauge configurations: opened from anywhere without importing, checked, looked at, measured, converted. Nothing ever writes to the opened file. */
import { z } from 'zod';
import { MESON_CHANNELS, QUARK_OBSERVABLES } from '../../src-engine/api/spec/hadron-spec.ts';
import { changeCall, noArgs, nothing, readCall } from './call.ts';
import {
  configurationId,
  count,
  fileHandle,
  integers32,
  numbers32,
  real,
  runId,
  shortText,
  taskId,
} from './values.ts';

export const configurationSource = z.union([
  z.strictObject({ handle: fileHandle }),
  z.strictObject({ run: runId, update: count }),
]);

export const inspectionProblem = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  message: z.string(),
  remedy: z.string(),
});

/** As src-engine/format/inspection.ts. */
export const inspection = z.object({
  format: z.string(),
  content: z.enum(['gauge', 'scalar', 'other']),
  endianness: z.string().nullable(),
  precision: z.string().nullable(),
  dims: z.array(count).nullable(),
  group: z.string().nullable(),
  rows: count.nullable(),
  plaquette: real.nullable(),
  spatialPlaquette: real.nullable(),
  temporalPlaquette: real.nullable(),
  linkTrace: real.nullable(),
  unitarityDeviation: real.nullable(),
  determinantDeviation: real.nullable(),
  boundary: z.string(),
  checksums: z.array(
    z.object({ kind: z.string(), stored: z.string(), computed: z.string(), ok: z.boolean() }),
  ),
  storedPlaquette: real.nullable(),
  storedLinkTrace: real.nullable(),
  metadata: z.record(z.string(), z.string()),
  records: z.array(z.object({ name: z.string(), offset: count, length: count, message: count })),
  problems: z.array(inspectionProblem),
  status: z.enum(['intact', 'problem']),
  verdict: z.string(),
});
export type InspectionFacts = z.output<typeof inspection>;

export const configurationFacts = z.object({
  id: configurationId,
  name: z.string(),
  /** For people. */
  folder: z.string(),
  bytes: count,
  modified: z.string(),
  inspection,
  /** The run and update that made it, told by its provenance record, and whether that run is in this workspace. */
  origin: z
    .object({ run: z.string(), update: count, here: z.boolean(), runName: z.string().nullable() })
    .nullable(),
  /** False when its links can be read; otherwise why there is nothing to look at. */
  viewable: z.boolean(),
});
export type ConfigurationFacts = z.output<typeof configurationFacts>;

/**
 * Per-site quantities. plaquette: mean of Re tr P / N over the planes at a site; action-density: clover E;
 * topological-charge-density: q(x), clover; polyakov: Re and modulus of tr L / N over space (no time axis).
 */
export const quantity = z.enum([
  'plaquette',
  'action-density',
  'topological-charge-density',
  'polyakov-real',
  'polyakov-modulus',
]);
export type Quantity = z.output<typeof quantity>;

/** One field of one quantity at one flow time; it is computed once (a task tells progress) and then kept. */
export const fieldRequest = z.strictObject({
  configuration: configurationId,
  quantity,
  flowTime: z.number().min(0).max(50),
});
export type FieldRequest = z.output<typeof fieldRequest>;

export const fieldFacts = z.object({
  /** Extents of the field; the Polyakov loop has no time axis. */
  dims: z.array(count),
  axes: z.array(z.string()),
  min: real,
  max: real,
  mean: real,
  /** Sum over sites; for the topological charge density this is Q. */
  sum: real,
  /** 64 equal bins from min to max. */
  histogram: integers32,
  flowTime: z.number(),
});
export type FieldFacts = z.output<typeof fieldFacts>;

const axis = z.int().min(0).max(3);

export const sliceData = z.object({
  /** Columns run along axes[0], rows along axes[1]: values[row * width + column]. */
  width: count,
  height: count,
  values: numbers32,
  min: real,
  max: real,
});
export type SliceData = z.output<typeof sliceData>;

const linksOfDirac = {
  boundary: z.enum(['antiperiodic', 'periodic']),
  smearing: z.enum(['none', 'stout']),
  smearingSteps: z.int().min(1).max(50).exactOptional(),
  smearingStrength: z.number().positive().max(1).exactOptional(),
  tolerance: z.number().min(1e-16).max(0.1),
  maxIterations: z.int().min(1).max(1_000_000),
};
const kappa = z.number().positive().max(1);
const mass = z.number().min(0).max(100);
const fifthDimension = {
  mass,
  height: z.number().positive().max(2),
  ls: z.int().min(2).max(64).multipleOf(2),
};

/** As src-engine/api/spec/dirac-spec.ts: the quark that is measured with. */
export const valenceQuark = z.discriminatedUnion('operator', [
  z.strictObject({ operator: z.literal('wilson'), kappa, ...linksOfDirac }),
  z.strictObject({
    operator: z.literal('wilson-clover'),
    kappa,
    clover: z.number().min(0).max(10),
    ...linksOfDirac,
  }),
  z.strictObject({ operator: z.literal('staggered'), mass, ...linksOfDirac }),
  z.strictObject({ operator: z.literal('domain-wall'), ...fifthDimension, ...linksOfDirac }),
  z.strictObject({
    operator: z.literal('moebius'),
    ...fifthDimension,
    b: z.number().min(0).max(10),
    c: z.number().min(0).max(10),
    ...linksOfDirac,
  }),
]);
export type ValenceQuark = z.output<typeof valenceQuark>;

const noiseKind = ['z2', 'z4', 'gaussian'] as const;
const hits = z.int().min(1).max(10_000).exactOptional();

/** What observables of quarks are measured with. */
export const quarkMeasurement = z.strictObject({
  quark: valenceQuark,
  source: z.strictObject({
    source: z.enum(['point', 'wall', ...noiseKind]),
    position: z.array(z.int().min(0).max(4095)).min(2).max(4).exactOptional(),
    time: z.int().min(0).max(4095).exactOptional(),
    hits,
  }),
  channels: z.array(z.enum(MESON_CHANNELS)).min(1).max(16),
  traces: z.strictObject({
    noise: z.enum([...noiseKind, 'exact']),
    hits,
    dilution: z.enum(['none', 'even-odd', 'time', 'spin-colour']).exactOptional(),
    powers: z.int().min(1).max(8),
  }),
  eigenvalues: z.strictObject({ count: z.int().min(1).max(200), tolerance: z.number().min(1e-14).max(0.1) }),
  noiseSeed: count,
});
export type QuarkMeasurement = z.output<typeof quarkMeasurement>;

export const measurementRequest = z.strictObject({
  observables: z
    .array(
      z.enum([
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
      ]),
    )
    .min(1)
    .max(16),
  maxR: z.int().min(1).max(32),
  maxT: z.int().min(1).max(64),
  smearing: z.enum(['none', 'ape', 'stout']),
  smearingSteps: z.int().min(0).max(200),
  smearingStrength: z.number().min(0).max(1),
  potentialTime: z.int().min(1).max(64).exactOptional(),
  flowAction: z.enum(['wilson', 'symanzik']),
  flowTime: z.number().positive().max(50),
  flowStep: z.number().positive().max(1),
  quarks: quarkMeasurement.exactOptional(),
});

export const measurement = z.object({
  observable: z.string(),
  values: z.array(z.object({ name: z.string(), value: real })),
  /** Tables such as Wilson loops by (R, T) or the flow by t. */
  table: z.object({ columns: z.array(z.string()), rows: z.array(z.array(real)) }).nullable(),
});
export type MeasurementFacts = z.output<typeof measurement>;

export const writableFormat = z.enum([
  'ildg',
  'scidac',
  'nersc',
  'milc-v5',
  'milc-v4',
  'openqcd',
  'text',
  'lime-payload',
]);

export const configurationCalls = {
  /** Opens and inspects; a long file reports as a task. Opening a file that is open already gives the same id. */
  'configuration.open': changeCall(
    z.strictObject({
      source: configurationSource,
      /** For files that do not carry them. */
      dims: z.array(z.int().min(1).max(4096)).min(2).max(4).nullable(),
      group: shortText.nullable(),
    }),
    configurationFacts,
  ),
  'configuration.get': readCall(z.strictObject({ configuration: configurationId }), configurationFacts),
  'configuration.opened': readCall(noArgs, z.array(configurationFacts)),
  'configuration.close': changeCall(z.strictObject({ configuration: configurationId }), nothing),
  /** Computes a field when it is not there yet; answers when it is. */
  'configuration.field': readCall(fieldRequest, fieldFacts),
  /** The field must have been asked for before; two of its axes, and places on the other ones (those of `axes` are ignored). */
  'configuration.slice': readCall(
    z.strictObject({
      field: fieldRequest,
      axes: z.tuple([axis, axis]),
      at: z.array(z.int().min(0).max(4095)).min(2).max(4),
    }),
    sliceData,
  ),
  /** Three axes at a place of the fourth, x fastest; blocks are averaged when an extent is above `maxExtent`. */
  'configuration.volume': readCall(
    z.strictObject({
      field: fieldRequest,
      fixedAxis: axis,
      at: z.int().min(0).max(4095),
      maxExtent: z.int().min(8).max(128),
    }),
    z.object({ dims: z.array(count), values: numbers32, min: real, max: real }),
  ),
  /** A task; the result comes as `configuration.measured`. */
  'configuration.measure': changeCall(
    z.strictObject({ configuration: configurationId, request: measurementRequest }),
    z.object({ task: taskId }),
  ),
  /** A task: writes another file, re-reads it, and says what was written. */
  'configuration.convert': changeCall(
    z.strictObject({
      configuration: configurationId,
      format: writableFormat,
      precision: z.enum(['f32', 'f64']),
      target: fileHandle,
    }),
    z.object({ task: taskId }),
  ),
} as const;

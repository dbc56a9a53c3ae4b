/** Values that several calls share. Limits are part of the schemas: what is longer or larger is refused before a handler sees it. */
import { z } from 'zod';
import type { ErrorCode } from '../../src-engine/api/error-code.ts';

export const runId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);
export type RunId = z.output<typeof runId>;
/** Stands for a path that the user picked, dropped or was shown; only who made it can resolve it. */
export const fileHandle = z.string().regex(/^h-[0-9a-f]{32}$/);
export type FileHandle = z.output<typeof fileHandle>;
export const configurationId = z.string().regex(/^c-[0-9a-f]{16}$/);
export const taskId = z.string().regex(/^t-[0-9a-f]{16}$/);
export const streamId = z.string().regex(/^s-[0-9a-f]{16}$/);
export const shortText = z.string().max(200);
export const longText = z.string().max(100_000);
export const count = z.int().min(0);
/** ISO 8601, UTC. */
export const instant = z.string().max(40);
export const numbers64 = z.instanceof(Float64Array);
export const numbers32 = z.instanceof(Float32Array);
export const integers32 = z.instanceof(Uint32Array);
export const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** JavaScript numbers that may be NaN or infinite. */
export const real = z.union([
  z.number(),
  z.nan(),
  z.literal(Number.POSITIVE_INFINITY),
  z.literal(Number.NEGATIVE_INFINITY),
]);

export const failure = z.object({
  code: z.custom<ErrorCode>((value) => typeof value === 'string' && /^[a-z]+(\.[A-Za-z]+)?$/.test(value)),
  message: z.string(),
  remedy: z.string(),
  detail: z.record(z.string(), z.unknown()).optional(),
  /** Names the line in the program's own log; given with `internal`. */
  traceId: z.string().optional(),
});
/** As src-engine/base/result.ts, with the trace of unexpected failures. */
export type ContractFailure = z.output<typeof failure>;
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ContractFailure };

/** A file or folder as the renderer may know it. */
export const place = z.object({
  handle: fileHandle,
  name: z.string(),
  /** For people; no call takes it back. */
  folder: z.string(),
  kind: z.enum(['file', 'folder']),
});
export type Place = z.output<typeof place>;

export const fileFilter = z.enum(['configuration', 'workspace', 'spec', 'model', 'any']);

/** An average with its error, or why there is none. */
export const estimate = z.object({
  name: z.string(),
  value: real.nullable(),
  error: real.nullable(),
  /** `0.59368(3)`; empty without an estimate. */
  formatted: z.string(),
  tauInt: real.nullable(),
  tauIntError: real.nullable(),
  tauIntFormatted: z.string(),
  samples: count,
  min: real.nullable(),
  max: real.nullable(),
  last: real.nullable(),
  warnings: z.array(z.string()),
  problem: failure.nullable(),
  /** The accepted value, where one is known for this lattice. */
  reference: z
    .object({
      value: real,
      error: real,
      source: z.string(),
      /** |ours - accepted| over the combined error; null without an estimate. */
      deviations: real.nullable(),
      verdict: z.string(),
    })
    .nullable(),
});
export type EstimateFacts = z.output<typeof estimate>;

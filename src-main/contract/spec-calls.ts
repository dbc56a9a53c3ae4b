/** Run specifications: what a form or an editor asks while a user writes one. What keys there are is in src-engine/api/spec. */
import { z } from 'zod';
import { noArgs, readCall } from './call.ts';
import { count, failure, fileHandle, longText, real } from './values.ts';

/** A problem of a specification, at a key where there is one (`phase[1].update[2].steps`) or a line of the text. */
export const specProblem = z.object({
  path: z.string().nullable(),
  line: count.nullable(),
  message: z.string(),
  remedy: z.string(),
});

export const specEstimate = z.object({
  updates: count,
  memoryBytes: count,
  memoryLimitBytes: count,
  /** Seconds of the whole run, with a range; null while unknown. */
  seconds: real.nullable(),
  secondsLow: real.nullable(),
  secondsHigh: real.nullable(),
  /** How the time is known: "measured by run X" or "a probe of 0.3 s on this machine". */
  basis: z.string().nullable(),
  /** Bytes the run will write: configurations and checkpoints. */
  diskBytes: count,
});
export type SpecEstimate = z.output<typeof specEstimate>;

/** A tree of plain values as in a TOML file. */
export const specDocument = z.record(z.string().max(200), z.json());

export const checkedSpec = z.object({
  /** As given when that was TOML; otherwise canonical text of the document. */
  toml: z.string(),
  /** Of the text; null when it is not TOML. */
  document: specDocument.nullable(),
  /** Canonical text of the complete specification; null while there are problems. */
  canonical: z.string().nullable(),
  problems: z.array(specProblem),
  estimate: specEstimate.nullable(),
});
export type CheckedSpec = z.output<typeof checkedSpec>;

export const templateFacts = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  references: z.array(z.object({ observable: z.string(), value: real, error: real, source: z.string() })),
  /** With a fresh seed. */
  toml: z.string(),
});
export type TemplateFacts = z.output<typeof templateFacts>;

export const specCalls = {
  'spec.templates': readCall(noArgs, z.array(templateFacts)),
  'spec.check': readCall(z.strictObject({ toml: longText }), checkedSpec),
  /** From the values of a form. */
  'spec.checkDocument': readCall(z.strictObject({ document: specDocument }), checkedSpec),
  /** Probes this machine when needed (under a second), so asked apart from `check`. */
  'spec.estimate': readCall(z.strictObject({ toml: longText }), specEstimate),
  'spec.freshSeed': readCall(noArgs, z.object({ seed: z.number() })),
  'spec.openFile': readCall(
    z.strictObject({ handle: fileHandle }),
    z.object({ toml: z.string(), problem: failure.nullable() }),
  ),
} as const;

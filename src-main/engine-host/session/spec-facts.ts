/**
 * What lists of runs say of a specification, kept in the index by the digest of its text, so that a thousand runs are listed without
 * reading a thousand specifications. Test: test/unit/main/engine-host/run-row.test.ts.
 */
import { z } from 'zod';
import { describeAlgorithms, describeModel } from '../../../src-engine/api/spec/describe.ts';
import { type RunSpec, stretchesOf } from '../../../src-engine/api/spec/run-spec.ts';
import { phaseKinds } from '../../spec/phase-kind.ts';

/** Raised when the facts change their meaning: older ones are then made anew. */
const VERSION = 1;

const specFacts = z.object({
  version: z.literal(VERSION),
  dims: z.array(z.number()),
  group: z.string(),
  action: z.string(),
  algorithms: z.string(),
  /** Updates of all phases together. */
  total: z.number(),
  /** 0: open. */
  threads: z.number(),
  stallFactor: z.number(),
  /** `last`: number of the phase's last update; `kind`: what its updates cost, see spec/phase-kind.ts. */
  phases: z.array(z.object({ name: z.string(), last: z.number(), kind: z.string() })),
});
export type SpecFacts = z.output<typeof specFacts>;

export const factsOfSpec = (spec: RunSpec): SpecFacts => {
  const kinds = phaseKinds(spec);
  let last = 0;
  const phases = stretchesOf(spec).map(({ name, updates }, i) => ({
    name,
    last: (last += updates),
    kind: kinds[i]!,
  }));
  return {
    version: VERSION,
    dims: [...spec.lattice.dims],
    group: spec.lattice.group,
    action: describeModel(spec),
    algorithms: describeAlgorithms(spec),
    total: last,
    threads: spec.run.threads,
    stallFactor: spec.alarm.stallFactor,
    phases,
  };
};

/** Facts as they were kept, or undefined when they are of another version. */
export const readSpecFacts = (kept: unknown): SpecFacts | undefined => {
  const parsed = specFacts.safeParse(kept);
  return parsed.success ? parsed.data : undefined;
};

/** Name of the phase that the update after `done` belongs to; of the last phase at the end. */
export const phaseAfter = ({ phases }: SpecFacts, done: number): string | null =>
  (phases.find(({ last }) => done < last) ?? phases.at(-1))?.name ?? null;

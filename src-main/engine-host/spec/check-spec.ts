/**
 * A specification that is being written, from its text or from the values of a form: every problem at its key and line, the complete
 * text, and what the run will need. Test: test/unit/main/engine-host/check-spec.test.ts.
 */
import { stringify } from 'smol-toml';
import { estimateMemoryBytes, fieldBytes, inUnits } from '../../../src-engine/api/spec/memory.ts';
import type { SpecProblem } from '../../../src-engine/api/spec/problem.ts';
import { readSpec } from '../../../src-engine/api/spec/read-spec.ts';
import { canonicalToml } from '../../../src-engine/api/spec/render-toml.ts';
import { type RunSpec, totalUpdates } from '../../../src-engine/api/spec/run-spec.ts';
import type { Failure, Result } from '../../../src-engine/base/result.ts';
import { checkLoops } from '../../../src-engine/run/check-loops.ts';
import type { CheckedSpec, SpecEstimate } from '../../contract/index.ts';
import { MEMORY_CAP } from '../../run/prepare-run.ts';
import { lineOfKey } from '../../spec/locate-key.ts';
import { parseToml } from '../../spec/parse-toml.ts';
import { machineMemory } from '../../worker/machine-memory.ts';
import { keptCheckpoints } from '../../workspace/checkpoint.ts';
import { remedyInApplication } from '../in-application.ts';

type Document = NonNullable<CheckedSpec['document']>;
type Problem = CheckedSpec['problems'][number];

/** Values of TOML that JSON lacks: dates become text, large integers the nearest number. */
const plain = (value: unknown): unknown => {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  return value;
};

const problemsOf = (failure: Failure, toml: string): Problem[] => {
  const listed = failure.detail?.problems;
  const line = failure.detail?.line;
  if (!Array.isArray(listed))
    return [
      {
        path: null,
        line: typeof line === 'number' ? line : null,
        message: failure.message,
        remedy: remedyInApplication(failure.remedy),
      },
    ];
  return (listed as SpecProblem[]).map(({ path, message, remedy }) => ({
    path: path === '' ? null : path,
    line: path === '' ? null : lineOfKey(toml, path),
    message,
    remedy: remedyInApplication(remedy),
  }));
};

/** Bytes that the run will have written at its end: saved configurations and the checkpoints that are kept. */
const diskBytes = (spec: RunSpec): number => {
  const saved = spec.run.saveEvery > 0 ? Math.floor(totalUpdates(spec) / spec.run.saveEvery) : 0;
  const bytes = fieldBytes(spec);
  return saved * (spec.run.savePrecision === 'single' ? bytes / 2 : bytes) + keptCheckpoints * bytes;
};

/** Everything but the time. */
export const staticEstimate = (spec: RunSpec): SpecEstimate => ({
  updates: totalUpdates(spec),
  memoryBytes: estimateMemoryBytes(spec),
  memoryLimitBytes: Math.min(MEMORY_CAP, machineMemory()),
  seconds: null,
  secondsLow: null,
  secondsHigh: null,
  basis: null,
  diskBytes: diskBytes(spec),
});

export interface SpecReading {
  readonly checked: CheckedSpec;
  /** Missing while there are problems. */
  readonly spec?: RunSpec;
}

const reading = (toml: string, document: Document | null, spec: Result<RunSpec>): SpecReading => {
  if (!spec.ok)
    return {
      checked: { toml, document, canonical: null, problems: problemsOf(spec.error, toml), estimate: null },
    };
  const estimate = staticEstimate(spec.value);
  const tooLarge = estimate.memoryBytes > estimate.memoryLimitBytes;
  const problems: Problem[] = tooLarge
    ? [
        {
          path: 'lattice.dims',
          line: lineOfKey(toml, 'lattice.dims'),
          message: `The run needs about ${inUnits(estimate.memoryBytes)} of memory; one run can use ${inUnits(estimate.memoryLimitBytes)} here.`,
          remedy: 'Choose smaller lattice.dims.',
        },
      ]
    : [];
  const checked = {
    toml,
    document,
    canonical: tooLarge ? null : canonicalToml(spec.value),
    problems,
    estimate,
  };
  return tooLarge ? { checked } : { checked, spec: spec.value };
};

export const checkToml = (toml: string): SpecReading => {
  const document = parseToml(toml);
  if (!document.ok) return reading(toml, null, document);
  return reading(toml, plain(document.value) as Document, readSpec(document.value, checkLoops));
};

const textOf = (document: Document): string | undefined => {
  try {
    return stringify(document);
  } catch {
    // a null, or a list of mixed things, which TOML cannot say
    return undefined;
  }
};

export const checkDocument = (document: Document): SpecReading => {
  const spec = readSpec(document, checkLoops);
  const toml = spec.ok ? canonicalToml(spec.value) : (textOf(document) ?? '');
  return reading(toml, document, spec);
};

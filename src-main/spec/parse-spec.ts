/** A run specification from its TOML text: the complete spec, or every problem in `detail.problems`. */
import { type CheckLoops, readSpec } from '../../src-engine/api/spec/read-spec.ts';
import type { RunSpec } from '../../src-engine/api/spec/run-spec.ts';
import type { Result } from '../../src-engine/base/result.ts';
import { parseToml } from './parse-toml.ts';

export const parseSpec = (toml: string, checkLoops: CheckLoops): Result<RunSpec> => {
  const document = parseToml(toml);
  return document.ok ? readSpec(document.value, checkLoops) : document;
};

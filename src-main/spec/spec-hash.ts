/** The identity of a spec: SHA-256 (FIPS 180-4) over its canonical text in UTF-8, as 64 hexadecimal digits. */
import { createHash } from 'node:crypto';
import { canonicalToml } from '../../src-engine/api/spec/render-toml.ts';
import type { RunSpec } from '../../src-engine/api/spec/run-spec.ts';

export const specHash = (spec: RunSpec): string =>
  createHash('sha256').update(canonicalToml(spec), 'utf8').digest('hex');

/** What `plaquette` answers to the shell. Documented in assets/docs/guide/command-line.md; scripts rely on it. */
import type { Failure } from '../../src-engine/base/result.ts';

export const exitCode = {
  fine: 0,
  /** The command did its work and found something wrong: a checksum, a plaquette, links outside the group. */
  problem: 1,
  /** A file cannot be read, or the command was used wrongly. */
  unusable: 2,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Failures that say: this was read, and its content is wrong. */
const found = new Set([
  'format.checksumMismatch',
  'run.diverged',
  'model.mismatch',
  'model.notFinite',
  'solver.notConverged',
  'solver.stagnated',
  'solver.breakdown',
  'fermion.spectralBounds',
]);

/** A field refused for its content names the problem in `detail.problem`. */
export const exitCodeOf = ({ code, detail }: Failure): ExitCode =>
  found.has(code) || typeof detail?.problem === 'string' ? exitCode.problem : exitCode.unusable;

export const worst = (codes: readonly ExitCode[]): ExitCode =>
  [exitCode.unusable, exitCode.problem].find((code) => codes.includes(code)) ?? exitCode.fine;

/**
 * What a reader has to say about a file beyond its numbers. An `error` means the data cannot be trusted;
 * a `warning` means something is off but the field is whole; a `note` is a fact worth knowing.
 */
import type { ErrorCode } from '../api/error-code.ts';

export type ProblemCode =
  | 'format.checksumMismatch'
  | 'format.checksumMissing'
  | 'format.plaquetteMismatch'
  | 'format.plaquetteConvention'
  | 'format.linkTraceMismatch'
  | 'format.notUnitary'
  | 'format.singlePrecisionLinks'
  | 'format.determinant'
  | 'format.notFinite'
  | 'format.antiperiodicLinks'
  | 'format.openBoundary'
  | 'format.fixedBoundary'
  | 'format.geometryInferred'
  | 'format.endiannessUnstated'
  | 'format.endiannessWrong'
  | 'format.malformedXml'
  | 'format.headerMissing'
  | 'format.headerConflict'
  | 'format.trailingBytes'
  | 'format.skippedRecords'
  | 'format.severalFields'
  | 'format.notGauge';

export type Severity = 'error' | 'warning' | 'note';

export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** One sentence: what is off, and where. */
  readonly message: string;
  /** One sentence: what to do about it. */
  readonly remedy: string;
}

export const problem = (severity: Severity, code: ProblemCode, message: string, remedy: string): Problem => ({
  code,
  severity,
  message,
  remedy,
});

/** The failure code under which a caller that wants clean data refuses a file with this problem. */
export const refusalCode = (code: ProblemCode): ErrorCode =>
  code === 'format.checksumMismatch' || code === 'format.notGauge' ? code : 'format.malformed';

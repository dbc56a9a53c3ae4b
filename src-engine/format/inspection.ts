/**
 * The report of `plaquette inspect`: what a file is, what its links are like, and whether to trust it.
 * Field names and meanings are stable: scripts read this as JSON.
 */
import type { ChecksumFact, Endianness, FormatName, Precision, RecordFact } from './gauge-file.ts';
import type { Boundary } from './measure/boundary.ts';
import type { Problem } from './problem.ts';

export interface Inspection {
  readonly format: FormatName;
  /** 'gauge' for a gauge field; 'scalar' and 'other' for a readable file that holds something else (numbers below are then null). */
  readonly content: 'gauge' | 'scalar' | 'other';
  readonly endianness: Endianness | null;
  readonly precision: Precision | null;
  /** (x, y, z, t). */
  readonly dims: readonly number[] | null;
  readonly group: string | null;
  /** Rows of each matrix in the file: N, or N - 1 when the last is implied. */
  readonly rows: number | null;
  /** Mean of Re tr P / N over sites and planes; null when it is not a number. */
  readonly plaquette: number | null;
  /** The same over the planes without and with the time direction. */
  readonly spatialPlaquette: number | null;
  readonly temporalPlaquette: number | null;
  /** Mean of Re tr U / N. */
  readonly linkTrace: number | null;
  /** Largest entry of |U U^dagger - 1|. */
  readonly unitarityDeviation: number | null;
  /** Largest |det U - 1|; for U(1) largest | |U| - 1 |. */
  readonly determinantDeviation: number | null;
  readonly boundary: Boundary;
  readonly checksums: readonly ChecksumFact[];
  /** As the header claims, normalised to Re tr / N where the format is known to normalise otherwise. */
  readonly storedPlaquette: number | null;
  readonly storedLinkTrace: number | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly records: readonly RecordFact[];
  readonly problems: readonly Problem[];
  /** 'problem' as soon as one problem is an error. */
  readonly status: 'intact' | 'problem';
  /** One sentence. */
  readonly verdict: string;
}

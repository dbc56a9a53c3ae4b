/** What a caller may ask of a written configuration file. */
import type { Endianness, FormatName, Precision } from '../gauge-file.ts';

/** A LIME record of the caller's own, kept in a message of its own at the end of the file. */
export interface ExtraRecord {
  /** Up to 127 printable ASCII characters. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface WriteOptions {
  readonly format: FormatName;
  /** Default: float64 where the format has it. */
  readonly precision?: Precision;
  /** NERSC and MILC only; the other formats fix it. Default: big. */
  readonly endianness?: Exclude<Endianness, 'text'>;
  /** NERSC only: N, or N - 1 to leave the last row out. Default: N. */
  readonly rows?: number;
  /** Time stamp in the words of the caller; the engine has no clock. */
  readonly date?: string;
  /** LIME only: what made this field, as JSON text; stored as the record `plaquette-provenance`. */
  readonly provenance?: string;
  /** LIME only. */
  readonly records?: readonly ExtraRecord[];
  /** ILDG only: logical file name. */
  readonly logicalFileName?: string;
  /** NERSC: further header lines (ENSEMBLE_ID, CREATOR, ...). MILC v4: c1 and c2. */
  readonly header?: Readonly<Record<string, string>>;
}

/** The name of our own record, an opaque JSON text to the formats. */
export const PROVENANCE_RECORD = 'plaquette-provenance';

/**
 * What every codec answers when it opens a file: facts from the header and a reader of time slices.
 * Slices come in time order as float64 in the order of GaugeConfiguration, so that a field larger than memory can be read.
 */
import type { Result } from '../base/result.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import type { Problem } from './problem.ts';

export type FormatName =
  | 'ildg'
  | 'scidac'
  | 'lime-payload'
  | 'nersc'
  | 'milc-v5'
  | 'milc-v4'
  | 'openqcd'
  | 'text';

export type Endianness = 'big' | 'little' | 'text';
export type Precision = 'f32' | 'f64';

/** How the words of a field lie in a file. */
export interface GaugeFacts {
  readonly format: FormatName;
  readonly endianness: Endianness;
  readonly precision: Precision;
  /** (x, y, z, t), or fewer directions; time last. */
  readonly dims: readonly number[];
  readonly colours: number;
  /** Rows of each matrix that are in the file: N, or N - 1 when the last one is implied. */
  readonly rows: number;
}

export interface RecordFact {
  readonly name: string;
  /** Of the data, in bytes from the start of the file. */
  readonly offset: number;
  readonly length: number;
  /** Which message of a LIME file (from 1); 1 elsewhere. */
  readonly message: number;
}

export interface ChecksumFact {
  readonly kind: string;
  /** Lower-case hexadecimal. */
  readonly stored: string;
  readonly computed: string;
  readonly ok: boolean;
}

/** A number that a header claims, with the half unit of its last printed digit. */
export interface StoredNumber {
  readonly value: number;
  readonly rounding: number;
}

export interface SliceReader {
  /** Fills `target` with the next time slice. */
  next(target: Float64Array): Promise<Result<undefined>>;
  /** What the stored checksums say, once every slice was read. */
  checksums(): readonly ChecksumFact[];
}

interface OpenedCommon {
  readonly records: readonly RecordFact[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

/** A gauge field, ready to be streamed. */
export interface OpenedGauge extends OpenedCommon {
  readonly content: 'gauge';
  readonly facts: GaugeFacts;
  /** Normalised to Re tr / N. */
  readonly storedPlaquette?: StoredNumber;
  /** Mean of Re tr U / N. */
  readonly storedLinkTrace?: StoredNumber;
  /** A reader at time slice 0; each call starts anew. */
  slices(): SliceReader;
}

/** A readable file that holds something else. */
export interface OpenedOther extends OpenedCommon {
  readonly content: 'other';
  readonly format: FormatName;
  readonly dims: readonly number[] | null;
  /** What it is, in words. */
  readonly description: string;
  /** Of a file that holds one real number at each site and nothing else (scalar-file.ts). */
  readonly scalar?: { readonly precision: Precision };
  checksums(): Promise<Result<readonly ChecksumFact[]>>;
}

export type OpenedFile = OpenedGauge | OpenedOther;

export interface OpenOptions {
  /** For files that do not carry their geometry; checked against the header of those that do. */
  readonly dims?: readonly number[];
  /** N of SU(N), 1 for U(1). */
  readonly colours?: number;
  readonly precision?: Precision;
}

export interface Codec {
  /** In words, for messages. */
  readonly title: string;
  detects(head: Uint8Array, size: number): boolean;
  open(source: ByteSource, options: OpenOptions): Promise<Result<OpenedFile>>;
}

export const groupName = (colours: number): string => (colours === 1 ? 'U(1)' : `SU(${colours})`);

/** N of 'SU(N)' or 1 of 'U(1)'; undefined for anything else. */
export const coloursOf = (group: string): number | undefined => {
  const found = /^\s*(?:U\(?1\)?|SU\(?(\d{1,2})\)?)\s*$/i.exec(group);
  if (found === null) return undefined;
  return found[1] === undefined ? 1 : Number(found[1]) >= 2 ? Number(found[1]) : undefined;
};

/** Float64 values of one time slice. */
export const sliceValues = (dims: readonly number[], colours: number): number =>
  dims.slice(0, -1).reduce((product, n) => product * n, 1) * dims.length * colours * colours * 2;

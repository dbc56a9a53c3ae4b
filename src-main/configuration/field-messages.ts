/** What the engine and a field thread (field-thread.ts) tell each other. One job at a time; the engine numbers them. */
import type { Result } from '../../src-engine/base/result.ts';
import type { FormatName, Inspection, OpenOptions, Precision } from '../../src-engine/format/index.ts';
import type { MeasurementFacts, Quantity } from '../contract/index.ts';
import type { ConvertedFile } from './convert-file.ts';
import type { Shape } from './field-memory.ts';
import type { FileIdentity } from './file-identity.ts';
import type { MeasureOptions } from './measurement.ts';
import type { SiteField } from './site-field.ts';

interface OnFile {
  readonly file: FileIdentity;
  /** As the user gave it; for files that do not carry theirs. */
  readonly geometry: OpenOptions;
}

interface Computing extends OnFile {
  readonly threads: number;
  /** Its inspection found errors: what breaks then is the file's fault, not ours. */
  readonly damaged: boolean;
}

export interface FieldWorks {
  readonly inspect: OnFile & { readonly kind: 'inspect' };
  readonly field: Computing & {
    readonly kind: 'field';
    readonly quantity: Quantity;
    readonly flowTime: number;
  };
  readonly measure: Computing & { readonly kind: 'measure'; readonly options: MeasureOptions };
  readonly convert: OnFile & {
    readonly kind: 'convert';
    readonly shape: Shape;
    readonly target: string;
    readonly format: FormatName;
    readonly precision: Precision;
    readonly date: string;
  };
}

export interface FieldResults {
  readonly inspect: Inspection;
  readonly field: SiteField;
  readonly measure: MeasurementFacts[];
  readonly convert: ConvertedFile;
}

export type FieldWorkKind = keyof FieldWorks;
export type FieldWork = FieldWorks[FieldWorkKind];

/** What a field thread is born with. */
export interface FieldThreadData {
  /** Of the machine, in bytes. */
  readonly memory: number;
}

export type ToFieldThread =
  | {
      readonly kind: 'job';
      readonly job: number;
      readonly work: FieldWork;
      /** One word; not zero: stop at the next chance. */
      readonly cancel: SharedArrayBuffer;
    }
  /** Give everything back and end. */
  | { readonly kind: 'end' };

export type FromFieldThread =
  | {
      readonly kind: 'progress';
      readonly job: number;
      readonly fraction: number | null;
      readonly step: string;
    }
  | { readonly kind: 'ended'; readonly job: number; readonly result: Result<FieldResults[FieldWorkKind]> }
  | { readonly kind: 'cancelled'; readonly job: number }
  /** A defect: what was thrown. */
  | { readonly kind: 'broken'; readonly job: number; readonly why: string };

/** Public surface of the formats: open, inspect, read and write gauge configurations. */
export {
  type ChecksumFact,
  coloursOf,
  type Endianness,
  type FormatName,
  type GaugeFacts,
  groupName,
  type OpenOptions,
  type Precision,
  type RecordFact,
} from './gauge-file.ts';
export { inspect } from './inspect.ts';
export type { Inspection } from './inspection.ts';
export type { Boundary } from './measure/boundary.ts';
export { type FieldMeasurement, measureLinks, type SliceProgress } from './measure/field-meter.ts';
export type { Problem, ProblemCode, Severity } from './problem.ts';
export { type ReadConfiguration, type ReadOptions, readConfiguration } from './read-configuration.ts';
export { readScalar, type ScalarWriteOptions, writeScalar } from './scalar-file.ts';
export { streamLinks, type TakeSlice } from './stream-links.ts';
export { type ExtraRecord, PROVENANCE_RECORD, type WriteOptions } from './write/write-options.ts';
export { type WrittenFile, writeConfiguration } from './write-configuration.ts';

/** Typed access to fields of records that come from disk, where anything may stand. */
import type { LogRecord } from '../storage/record-line.ts';

export const textField = (record: LogRecord, name: string): string | undefined => {
  const value = record[name];
  return typeof value === 'string' ? value : undefined;
};

export const numberField = (record: LogRecord, name: string): number | undefined => {
  const value = record[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
};

/** A whole number >= 0. */
export const countField = (record: LogRecord, name: string): number | undefined => {
  const value = record[name];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
};

export const recordField = (record: LogRecord, name: string): LogRecord | undefined => {
  const value = record[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as LogRecord)
    : undefined;
};

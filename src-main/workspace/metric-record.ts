/**
 * A row of measured numbers and its record in metrics.ndjson: {"segment":1,"update":120,"values":{"plaquette":0.59}}.
 *
 * Every float64 survives: finite numbers as the shortest decimal that reads back the same, the four that JSON lacks as
 * the strings "NaN", "Infinity", "-Infinity", "-0". Proof: test/unit/main/workspace/metric-record.test.ts.
 */
import type { LogRecord } from '../storage/record-line.ts';
import { countField, recordField } from './record-fields.ts';

export type MetricValue = number | readonly number[];

export interface MetricRow {
  readonly update: number;
  /** One or more numbers under each name; a name keeps the same count throughout a run. */
  readonly values: Readonly<Record<string, MetricValue>>;
}

export interface StoredRow {
  readonly segment: number;
  readonly update: number;
  readonly values: readonly (readonly [name: string, numbers: readonly number[]])[];
}

const special: Readonly<Record<string, number>> = { NaN, Infinity, '-Infinity': -Infinity, '-0': -0 };

const encodeNumber = (value: number): number | string =>
  Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? '-0' : String(value);

const decodeNumber = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && Object.hasOwn(special, value) ? special[value] : undefined;
};

const encodeValue = (value: MetricValue): unknown =>
  typeof value === 'number' ? encodeNumber(value) : value.map(encodeNumber);

export const metricRecord = (segment: number, row: MetricRow): LogRecord => ({
  segment,
  update: row.update,
  values: Object.fromEntries(Object.entries(row.values).map(([name, value]) => [name, encodeValue(value)])),
});

/** The row of a record, or undefined when it is not one of ours. */
export const readMetricRecord = (record: LogRecord): StoredRow | undefined => {
  const segment = countField(record, 'segment');
  const update = countField(record, 'update');
  const stored = recordField(record, 'values');
  if (segment === undefined || update === undefined || stored === undefined) return undefined;
  const values: [string, number[]][] = [];
  for (const [name, value] of Object.entries(stored)) {
    const numbers = (Array.isArray(value) ? value : [value]).map(decodeNumber);
    if (numbers.some((number) => number === undefined)) return undefined;
    values.push([name, numbers as number[]]);
  }
  return { segment, update, values };
};

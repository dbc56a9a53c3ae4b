import { describe, expect, it } from 'vitest';
import { decodeRecord, encodeRecord } from '../../../../src-main/storage/record-line.ts';
import { metricRecord, readMetricRecord } from '../../../../src-main/workspace/metric-record.ts';

describe('a metric record', () => {
  it('keeps every float64 through the file', () => {
    const numbers = [0, -0, NaN, Infinity, -Infinity, 0.1, 1 / 3, 5e-324, 1.7976931348623157e308, -2.5e-9];
    const record = metricRecord(2, { update: 7, values: { one: -0, many: numbers } });
    const stored = readMetricRecord(decodeRecord(encodeRecord(record).subarray(0, -1))!)!;
    expect(stored).toMatchObject({ segment: 2, update: 7 });
    expect(stored.values).toEqual([
      ['one', [-0]],
      ['many', numbers],
    ]);
  });

  it('reads easily', () => {
    expect(JSON.stringify(metricRecord(1, { update: 120, values: { plaquette: 0.59 } }))).toBe(
      '{"segment":1,"update":120,"values":{"plaquette":0.59}}',
    );
  });

  it.each([
    [{ update: 1, values: { a: 1 } }],
    [{ segment: 1, update: -1, values: { a: 1 } }],
    [{ segment: 1, update: 1.5, values: { a: 1 } }],
    [{ segment: 1, update: 1, values: [1] }],
    [{ segment: 1, update: 1, values: { a: 'x' } }],
    [{ segment: 1, update: 1, values: { a: [1, null] } }],
    [{ segment: 1, update: 1, values: { a: 'toString' } }],
  ])('is refused when it is not one of ours: %j', (record) => {
    expect(readMetricRecord(record)).toBeUndefined();
  });
});

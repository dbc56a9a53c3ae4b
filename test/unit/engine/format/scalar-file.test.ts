import { describe, expect, test } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { inspect, readConfiguration, readScalar, writeScalar } from '../../../../src-engine/format/index.ts';
import { memorySource } from '../../../../src-engine/ports/byte-source.ts';
import { memorySink } from '../../../support/memory-sink.ts';

const dims = [4, 3, 2];
const values = Float64Array.from({ length: 24 }, (_, i) => Math.sin(i * i) / 3);

const fileOf = async (precision: 'f64' | 'f32' = 'f64'): Promise<Uint8Array> => {
  const sink = memorySink();
  unwrap(await writeScalar(sink, { dims, values }, { precision, provenance: '{"run":"r-1"}' }));
  return sink.bytes();
};

describe('a file of a scalar field', () => {
  test('comes back bit for bit, and is written the same again', async () => {
    const bytes = await fileOf();
    const read = unwrap(await readScalar(memorySource(bytes)));
    expect(read).toEqual({ dims, values });
    const again = memorySink();
    unwrap(await writeScalar(again, read, { precision: 'f64', provenance: '{"run":"r-1"}' }));
    expect(again.bytes()).toEqual(bytes);
  });

  test('in single precision keeps what that holds', async () => {
    const read = unwrap(await readScalar(memorySource(await fileOf('f32'))));
    expect(read.values).toEqual(Float64Array.from(values, Math.fround));
  });

  test('says what it is, with its checksums', async () => {
    const report = unwrap(await inspect(memorySource(await fileOf())));
    expect(report).toMatchObject({
      content: 'scalar',
      dims,
      precision: 'f64',
      status: 'intact',
      group: null,
    });
    expect(report.verdict).toBe(
      'Intact: a real scalar field on 4 x 3 x 2 (SciDAC, f64); its checksums agree.',
    );
    expect(report.metadata['plaquette-provenance']).toBe('{"run":"r-1"}');
    expect(report.metadata['scidac-private-record-xml']).toContain('QDP_D_Real');
  });

  test('is no gauge configuration', async () => {
    expect(await readConfiguration(memorySource(await fileOf()))).toMatchObject({
      ok: false,
      error: { code: 'format.notGauge' },
    });
  });

  test('every flipped bit of the numbers is found', async () => {
    const bytes = await fileOf();
    const report = unwrap(await inspect(memorySource(bytes)));
    const { offset, length } = report.records.find(({ name }) => name === 'scidac-binary-data')!;
    for (let bit = 0; bit < 8 * length; bit += 37) {
      const damaged = bytes.slice();
      damaged[offset + (bit >> 3)]! ^= 1 << (bit & 7);
      expect(await readScalar(memorySource(damaged))).toMatchObject({
        error: { code: 'format.checksumMismatch' },
      });
      expect(unwrap(await inspect(memorySource(damaged))).status).toBe('problem');
    }
  });

  test('numbers that are not finite and files that are cut short are refused', async () => {
    const sink = memorySink();
    const broken = values.slice();
    broken[5] = Number.NaN;
    unwrap(await writeScalar(sink, { dims, values: broken }, { precision: 'f64' }));
    expect(await readScalar(memorySource(sink.bytes()))).toMatchObject({
      error: { code: 'format.notFinite' },
    });
    const bytes = await fileOf();
    for (const size of [10, 200, 700, bytes.length - 400])
      expect((await readScalar(memorySource(bytes.slice(0, size)))).ok).toBe(false);
  });
});

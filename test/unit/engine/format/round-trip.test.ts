import { beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { decodeUtf8, encodeUtf8 } from '../../../../src-engine/base/text.ts';
import {
  inspect,
  measureLinks,
  type OpenOptions,
  readConfiguration,
  type WriteOptions,
  writeConfiguration,
} from '../../../../src-engine/format/index.ts';
import type { GaugeConfiguration } from '../../../../src-engine/lattice/gauge-configuration.ts';
import { memorySource } from '../../../../src-engine/ports/byte-source.ts';
import { memorySink } from '../../../support/memory-sink.ts';
import { gaugeTransformed, randomField } from '../../../support/random-field.ts';

const written = async (field: GaugeConfiguration, options: WriteOptions): Promise<Uint8Array> => {
  const sink = memorySink();
  const file = unwrap(await writeConfiguration(sink, field, options));
  const bytes = sink.bytes();
  expect(file.bytes).toBe(bytes.length);
  return bytes;
};

const read = async (bytes: Uint8Array, options: OpenOptions = {}) =>
  unwrap(await readConfiguration(memorySource(bytes, 'field'), options));

const largest = (a: Float64Array, b: Float64Array): number =>
  a.reduce((worst, x, k) => Math.max(worst, Math.abs(x - b[k]!)), a.length === b.length ? 0 : 1);

const qcd = randomField([4, 6, 8, 10], 3, 7);

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

const ORDERS = ['big', 'little'] as const;
const PRECISIONS = ['f64', 'f32'] as const;

const VARIANTS: readonly WriteOptions[] = [
  {
    format: 'ildg',
    precision: 'f64',
    date: 'today',
    provenance: '{"run":"ü"}',
    logicalFileName: 'lfn://here/there',
  },
  { format: 'ildg', precision: 'f32' },
  { format: 'scidac', precision: 'f64' },
  { format: 'scidac', precision: 'f32' },
  { format: 'lime-payload', precision: 'f64' },
  { format: 'lime-payload', precision: 'f32' },
  ...PRECISIONS.flatMap((precision) =>
    ORDERS.flatMap((endianness) =>
      [3, 2].map(
        (rows): WriteOptions => ({
          format: 'nersc',
          precision,
          endianness,
          rows,
          header: { ENSEMBLE_ID: 'test' },
        }),
      ),
    ),
  ),
  ...ORDERS.map(
    (endianness): WriteOptions => ({ format: 'milc-v5', endianness, date: 'Wed Oct 10 14:27:08 2001' }),
  ),
  ...ORDERS.map(
    (endianness): WriteOptions => ({ format: 'milc-v4', endianness, header: { c1: '6', c2: '0.0125' } }),
  ),
  { format: 'openqcd' },
  { format: 'text' },
];

const label = ({ format, precision, endianness, rows }: WriteOptions): string =>
  [format, precision, endianness, rows && `${rows} rows`].filter(Boolean).join(' ');

describe('write, read, write again', () => {
  let plaquette = Number.NaN;
  beforeAll(async () => {
    ({ plaquette } = unwrap(await measureLinks(qcd.links, qcd.dims, qcd.colours)));
  });

  for (const options of VARIANTS) {
    it(`${label(options)} on 4 x 6 x 8 x 10`, async () => {
      const bytes = await written(qcd, options);
      const single = options.precision === 'f32' || options.format.startsWith('milc');
      const needsDims = options.format === 'lime-payload' || options.format === 'text';
      const { configuration, inspection } = await read(bytes, needsDims ? { dims: qcd.dims } : {});
      expect(configuration.dims).toEqual(qcd.dims);
      expect(largest(configuration.links, qcd.links)).toBeLessThan(
        single ? 1.2e-7 : options.rows === 2 ? 1e-13 : 1e-300,
      );
      expect(inspection).toMatchObject({
        status: 'intact',
        boundary: 'periodic',
        group: 'SU(3)',
        format: options.format,
      });
      expect(Math.abs(inspection.plaquette! - plaquette)).toBeLessThan(single ? 1e-8 : 1e-15);
      if (options.format === 'nersc' || options.format === 'openqcd') {
        expect(inspection.storedPlaquette).toBeCloseTo(inspection.plaquette!, 11);
      } else expect(inspection.storedPlaquette).toBeNull();
      expect(inspection.checksums.every((sum) => sum.ok)).toBe(true);
      expect(inspection.checksums.length).toBe(
        { ildg: 2, scidac: 2, nersc: 1, 'milc-v5': 2 }[options.format as string] ?? 0,
      );
      expect(inspection.endianness).toBe(
        options.format === 'openqcd'
          ? 'little'
          : options.format === 'text'
            ? 'text'
            : (options.endianness ?? 'big'),
      );
      expect(same(await written(configuration, options), bytes)).toBe(true);
    });
  }

  it('gives big-endian and little-endian twins with identical fields and different bytes', async () => {
    const big = await written(qcd, { format: 'nersc', endianness: 'big' });
    const little = await written(qcd, { format: 'nersc', endianness: 'little' });
    expect(same(big, little)).toBe(false);
    expect((await read(big)).configuration.links).toEqual((await read(little)).configuration.links);
  });

  for (const [colours, dims] of [
    [1, [6, 4]],
    [2, [4, 4]],
    [3, [2, 3, 5]],
    [4, [2, 2, 3]],
    [5, [2, 3, 2, 2]],
    [1, [3, 2, 2, 5]],
    [2, [2, 2, 2, 4]],
  ] as const) {
    it(`holds N = ${colours} on ${dims.join(' x ')}`, async () => {
      const field = randomField(dims, colours, 11);
      const formats: readonly WriteOptions[] = [
        { format: 'scidac', provenance: '{}' },
        { format: 'lime-payload' },
        { format: 'text' },
        ...(dims.length === 4 ? [{ format: 'ildg' } as const] : []),
        ...(colours > 1 ? [{ format: 'nersc' } as const] : []),
      ];
      for (const options of formats) {
        const bytes = await written(field, options);
        const { configuration, inspection } = await read(bytes, { dims, colours });
        expect(configuration.links).toEqual(field.links);
        expect(inspection.status).toBe('intact');
        expect(same(await written(configuration, options), bytes)).toBe(true);
      }
    });
  }

  it('restores the second row of SU(2)', async () => {
    const field = randomField([2, 4, 2, 2], 2, 5);
    const bytes = await written(field, { format: 'nersc', rows: 1 });
    const { configuration, inspection } = await read(bytes);
    expect(inspection.rows).toBe(1);
    expect(largest(configuration.links, field.links)).toBeLessThan(1e-14);
  });
});

describe('what writers refuse', () => {
  const refuse = async (field: GaugeConfiguration, options: WriteOptions): Promise<string> => {
    const result = await writeConfiguration(memorySink(), field, options);
    expect(result.ok).toBe(false);
    return result.ok ? '' : `${result.error.code} ${result.error.message}`;
  };

  it('says what the format cannot hold', async () => {
    const plane = randomField([4, 4], 3);
    expect(await refuse(plane, { format: 'ildg' })).toContain('four dimensions');
    expect(await refuse(plane, { format: 'openqcd' })).toContain('SU(3) in four dimensions');
    expect(await refuse(randomField([2, 2, 2, 2], 3), { format: 'milc-v5', precision: 'f64' })).toContain(
      'f32',
    );
    expect(await refuse(randomField([2, 3, 2, 2], 3), { format: 'openqcd' })).toContain('even extents');
    expect(await refuse(plane, { format: 'scidac', endianness: 'little' })).toContain('byte order');
    expect(await refuse(plane, { format: 'scidac', rows: 2 })).toContain('rows');
    expect(
      await refuse(plane, {
        format: 'scidac',
        records: [{ name: 'ildg-binary-data', bytes: new Uint8Array() }],
      }),
    ).toContain('extra LIME record');
    expect(await refuse(plane, { format: 'nersc', header: { CHECKSUM: '0' } })).toContain('CHECKSUM');
    expect(await refuse(plane, { format: 'nersc', header: { NOTE: 'two\nlines' } })).toContain('NOTE');
  });

  it('does not drop the last row of links that it cannot restore', async () => {
    const field = randomField([2, 2, 2, 2], 3);
    for (let k = 0; k < 18; k++) field.links[k] = -field.links[k]!;
    expect(await refuse(field, { format: 'nersc', rows: 2 })).toContain('last row');
  });

  it('reports a sink that fails', async () => {
    const full = { write: async () => Promise.reject(new Error('no space left')) };
    const result = await writeConfiguration(full, randomField([2, 2], 2), { format: 'scidac' });
    expect(result).toMatchObject({ ok: false, error: { code: 'store.failed' } });
  });
});

describe('header claims', () => {
  it('survive a gauge transformation (plaquette), except link trace and checksum', async () => {
    const field = randomField([4, 4, 2, 2], 3, 3);
    const before = unwrap(await inspect(memorySource(await written(field, { format: 'nersc' }))));
    const after = unwrap(
      await inspect(memorySource(await written(gaugeTransformed(field), { format: 'nersc' }))),
    );
    expect(after.plaquette).toBeCloseTo(before.plaquette!, 14);
    expect(after.linkTrace).not.toBeCloseTo(before.linkTrace!, 4);
    expect(after.checksums[0]!.stored).not.toBe(before.checksums[0]!.stored);
  });

  it('keep our own record readable for everybody', async () => {
    const bytes = await written(randomField([2, 2], 1), {
      format: 'scidac',
      provenance: '{"seed":7}',
      records: [{ name: 'note', bytes: encodeUtf8('hello') }],
    });
    const report = unwrap(await inspect(memorySource(bytes)));
    expect(report.metadata['plaquette-provenance']).toBe('{"seed":7}');
    expect(report.metadata.note).toBe('hello');
    expect(decodeUtf8(bytes)).toContain('<dims>2 2 </dims>');
    expect(report.records.map(({ name }) => name)).toContain('scidac-binary-data');
  });
});

describe('damage', () => {
  for (const options of VARIANTS.filter(({ format }) =>
    ['ildg', 'scidac', 'nersc', 'milc-v5'].includes(format),
  )) {
    it(`a single flipped bit anywhere in the links fails the checksum: ${label(options)}`, async () => {
      const bytes = await written(randomField([2, 4, 2, 2], 3, 9), options);
      const { offset, length } = unwrap(await inspect(memorySource(bytes))).records.find(({ name }) =>
        /links|binary-data/.test(name),
      )!;
      for (let k = 0; k < 24; k++) {
        const at = offset + Math.floor((k * length) / 24) + (k % 8);
        const damaged = bytes.slice();
        damaged[at]! ^= 1 << (k % 8);
        const report = unwrap(await inspect(memorySource(damaged)));
        expect(
          report.checksums.some((sum) => !sum.ok),
          `byte ${at}`,
        ).toBe(true);
        expect(report.status).toBe('problem');
        expect(report.problems[0]!.code).toBe('format.checksumMismatch');
        expect(await readConfiguration(memorySource(damaged))).toMatchObject({
          ok: false,
          error: { code: 'format.checksumMismatch' },
        });
        expect((await readConfiguration(memorySource(damaged), { damaged: 'accept' })).ok).toBe(true);
      }
    });
  }

  it('a wrong openQCD link shows in the stored plaquette', async () => {
    const field = randomField([2, 2, 2, 2], 3, 9);
    const bytes = await written(field, { format: 'openqcd' });
    const view = new DataView(bytes.buffer);
    view.setFloat64(16, view.getFloat64(16, true) + 1e-4, true);
    const report = unwrap(await inspect(memorySource(bytes)));
    expect(report.problems[0]).toMatchObject({ code: 'format.plaquetteMismatch', severity: 'error' });
  });
});

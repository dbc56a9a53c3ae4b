/** LIME, SciDAC and NERSC headers that are odd but readable, or wrong in a nameable way. */
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { decodeLatin1, encodeUtf8 } from '../../../../src-engine/base/text.ts';
import { inspect, type WriteOptions, writeConfiguration } from '../../../../src-engine/format/index.ts';
import { limeHeader, limePadding } from '../../../../src-engine/format/lime-records.ts';
import type { GaugeConfiguration } from '../../../../src-engine/lattice/gauge-configuration.ts';
import { memorySource } from '../../../../src-engine/ports/byte-source.ts';
import { memorySink } from '../../../support/memory-sink.ts';
import { randomField } from '../../../support/random-field.ts';

const field = randomField([2, 2, 2, 4], 3, 17);

const written = async (options: WriteOptions, of: GaugeConfiguration = field): Promise<Uint8Array> => {
  const sink = memorySink();
  unwrap(await writeConfiguration(sink, of, options));
  return sink.bytes();
};

/** Replaces one text by another of the same length. */
const replaced = (bytes: Uint8Array, from: string, to: string): Uint8Array => {
  expect(to.length).toBe(from.length);
  const at = decodeLatin1(bytes).indexOf(from);
  expect(at).toBeGreaterThanOrEqual(0);
  const copy = bytes.slice();
  copy.set(encodeUtf8(to), at);
  return copy;
};

const joined = (...pieces: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(pieces));
const record = (
  name: string,
  data: Uint8Array,
  begin: 'begin' | '' = 'begin',
  end: 'end' | '' = 'end',
): Uint8Array => joined(limeHeader(name, data.length, begin, end), data, limePadding(data.length));

const report = async (bytes: Uint8Array) => unwrap(await inspect(memorySource(bytes)));
const codes = async (bytes: Uint8Array): Promise<readonly string[]> =>
  (await report(bytes)).problems.map(({ code }) => code);
const failure = async (bytes: Uint8Array): Promise<string> => {
  const result = await inspect(memorySource(bytes, 'file'));
  return result.ok ? 'no failure' : `${result.error.code}: ${result.error.message}`;
};

describe('LIME and SciDAC', () => {
  it('reads a SciDAC record without ildg-format under the names of QDP and QUDA', async () => {
    const qdp = await written({ format: 'scidac' });
    expect(await report(replaced(qdp, 'QDP_D3_ColorMatrix', 'QUDA_DNc3_GaugeFie'))).toMatchObject({
      format: 'scidac',
      status: 'intact',
    });
  });

  it('believes unitary matrices under a name that says nothing, and not noise', async () => {
    const named = replaced(await written({ format: 'scidac' }), 'QDP_D3_ColorMatrix', 'Lattice_of_unknown');
    expect(await report(named)).toMatchObject({ content: 'gauge', status: 'intact' });
    const noise = { ...field, links: field.links.map((_, k) => Math.sin(k * k)) };
    const other = replaced(
      await written({ format: 'scidac' }, noise),
      'QDP_D3_ColorMatrix',
      'Lattice_of_unknown',
    );
    expect(await report(other)).toMatchObject({ content: 'other', status: 'problem' });
  });

  it('opens the first of several gauge fields and says how many there are', async () => {
    const file = await written({ format: 'scidac' });
    const start = decodeLatin1(file).indexOf('scidac-private-record-xml') - 16;
    expect(await codes(joined(file, file.subarray(start)))).toEqual(['format.severalFields']);
  });

  it('reports contradictions, goes by the length of the payload', async () => {
    const file = await written({ format: 'ildg' });
    expect(await codes(replaced(file, '<precision>64</precision>', '<precision>32</precision>'))).toEqual([
      'format.headerConflict',
    ]);
    expect(await codes(replaced(file, 'su3gauge', 'su2gauge'))).toEqual(['format.headerConflict']);
    expect(await codes(replaced(file, '<colors>3<', '<colors>2<'))).toEqual(['format.headerConflict']);
    expect(await codes(replaced(file, '<dims>2 2 2 4 <', '<dims>2 2 4 2 <'))).toEqual([
      'format.headerConflict',
    ]);
    expect(await failure(replaced(file, '<lt>4</lt>', '<lt>5</lt>'))).toMatch(/^format.geometryMismatch/);
  });

  it('refuses parts of a field and byte-swapped containers in words', async () => {
    const file = await written({ format: 'scidac' });
    expect(await failure(replaced(file, '<volfmt>0<', '<volfmt>1<'))).toMatch(
      /^format.unsupported.*one part/,
    );
    const swapped = file.slice();
    swapped.subarray(0, 4).reverse();
    expect(await failure(swapped)).toMatch(/^format.unknown.*bytes swapped/);
  });

  it('works without a checksum and with a damaged one', async () => {
    const file = await written({ format: 'ildg' });
    const none = replaced(file, 'scidac-checksum', 'private-checksu');
    expect(await codes(none)).toEqual(['format.checksumMissing']);
    expect(await codes(replaced(file, '<suma>', '<sumx>'))).toEqual([
      'format.malformedXml',
      'format.checksumMissing',
    ]);
  });

  it('tolerates bytes after the last record, records without flags, and unknown records', async () => {
    const file = await written({ format: 'ildg' });
    expect(await codes(joined(file, new Uint8Array(7)))).toEqual(['format.trailingBytes']);
    expect(
      await codes(joined(record('note', encodeUtf8('hi')), file, record('note', encodeUtf8('ho')))),
    ).toEqual([]);
    expect(
      (await report(joined(record('note', encodeUtf8('hi')), file, record('note', encodeUtf8('ho')))))
        .metadata['note (message 4)'],
    ).toBe('ho');
  });

  it('refuses lengths that the file does not have', async () => {
    const file = await written({ format: 'ildg' });
    expect(await failure(file.subarray(0, file.length - 400))).toMatch(/^format.truncated.*ildg-binary-data/);
    expect(await failure(file.subarray(0, 60))).toMatch(/^format.malformed/);
    const last = file.length - 144 - 136;
    for (const rest of [4, 60, 143])
      expect(await failure(file.subarray(0, last + rest))).toMatch(/^format.truncated.*within the header/);
    const huge = file.slice();
    huge.fill(0xff, 8, 16);
    expect(await failure(huge)).toMatch(/^format.truncated/);
  });

  it('lists, but does not read, a text record of absurd length', async () => {
    const file = await written({ format: 'ildg' });
    expect(await codes(joined(file, record('big-xml', new Uint8Array(70_000))))).toEqual([
      'format.skippedRecords',
    ]);
  });

  it('says what a LIME file without fields is', async () => {
    expect((await report(record('note', encodeUtf8('hi')))).verdict).toContain('without any field data');
  });
});

describe('NERSC headers', () => {
  it('finds a byte order that the header states wrongly', async () => {
    const file = replaced(
      await written({ format: 'nersc', endianness: 'little' }),
      'IEEE64LITTLE',
      'IEEE64BIG   ',
    );
    const found = await report(file);
    expect(found.endianness).toBe('little');
    expect(found.problems.map(({ code }) => code)).toEqual(['format.endiannessWrong']);
    expect(found.checksums[0]!.ok).toBe(true);
  });

  it('finds a byte order that the header leaves out', async () => {
    for (const endianness of ['big', 'little'] as const) {
      const file = replaced(
        await written({ format: 'nersc', precision: 'f32', endianness }),
        endianness === 'big' ? 'IEEE32BIG' : 'IEEE32LITTLE',
        endianness === 'big' ? 'IEEE32   ' : 'IEEE32      ',
      );
      expect(await report(file)).toMatchObject({ endianness, status: 'intact' });
      expect(await codes(file)).toEqual(['format.endiannessUnstated']);
    }
  });

  it('goes by the length of the file when the data type contradicts it', async () => {
    const file = replaced(await written({ format: 'nersc' }), '4D_SU3_GAUGE_3x3', '4D_SU3_GAUGE    ');
    expect(await report(file)).toMatchObject({ rows: 3, status: 'intact' });
    expect(await codes(file)).toEqual(['format.headerConflict']);
  });

  it('calls a wrong plaquette or link trace wrong, and knows other normalisations', async () => {
    const file = await written({ format: 'nersc' });
    const text = decodeLatin1(file);
    const plaquette = /PLAQUETTE = (\S+)/.exec(text)![1]!;
    const trace = /LINK_TRACE = (\S+)/.exec(text)![1]!;
    const spoilt = (value: string): string =>
      value.replace(/\d(?=\d{6}$)/, (digit) => String((Number(digit) + 5) % 10));
    expect(await codes(replaced(file, plaquette, spoilt(plaquette)))).toEqual(['format.plaquetteMismatch']);
    expect(await codes(replaced(file, trace, spoilt(trace)))).toEqual(['format.linkTraceMismatch']);
    const times3 = (3 * Number(plaquette)).toFixed(12).padEnd(plaquette.length).slice(0, plaquette.length);
    expect(await codes(replaced(file, plaquette, times3))).toEqual(['format.plaquetteConvention']);
  });

  it('refuses headers that say nothing usable', async () => {
    const file = await written({ format: 'nersc' });
    expect(await failure(replaced(file, 'END_HEADER', 'END_HEDDER'))).toMatch(
      /^format.malformed.*END_HEADER/,
    );
    expect(await failure(replaced(file, '4D_SU3_GAUGE_3x3', '4D_SU3_QUARK_3x3'))).toMatch(
      /^format.malformed.*QUARK/,
    );
    expect(await failure(replaced(file, 'IEEE64BIG', 'VAX64 BIG'))).toMatch(/^format.malformed.*VAX64/);
    expect(await failure(replaced(file, 'DIMENSION_4 = 4', 'DIMENSION_4 = x'))).toMatch(/^format.malformed/);
    expect(await failure(replaced(file, 'DIMENSION_4 = 4', 'DIMENSION_4 = 9'))).toMatch(/^format.truncated/);
  });
});

describe('files of other kinds', () => {
  it('are named', async () => {
    expect(await failure(new Uint8Array(0))).toMatch(/^format.unknown.*empty/);
    expect(await failure(Uint8Array.from([0x1f, 0x8b, 8, 0]))).toMatch(/gzip/);
    expect(await failure(encodeUtf8('\x89HDF\r\n'))).toMatch(/^format.unknown/);
    expect(await failure(encodeUtf8('hello world'))).toMatch(/first bytes 68 65/);
    expect(await failure(encodeUtf8('1.0\n2.0\nthree\n'))).toMatch(
      /^format.malformed.*Line 3|^format.unknown|^format.geometryNeeded/,
    );
  });

  it('MILC checkpoints in node order are refused', async () => {
    const file = await written({ format: 'milc-v5' });
    new DataView(file.buffer).setInt32(84, 1);
    expect(await failure(file)).toMatch(/^format.unsupported.*node-dump/);
  });

  it('a source that fails or answers short is a failure', async () => {
    const broken = { name: 'disk', size: 1e6, read: async () => Promise.reject(new Error('EIO')) };
    expect(await inspect(broken)).toMatchObject({ ok: false, error: { code: 'store.failed' } });
    const short = { name: 'disk', size: 1e6, read: async () => new Uint8Array(3) };
    expect(await inspect(short)).toMatchObject({ ok: false, error: { code: 'store.failed' } });
  });
});

/**
 * Writes the formats with one header and one payload in lexicographic order: NERSC archive and MILC versions 5 and 4.
 * Header sums and means come from the numbers as stored. Test: test/unit/engine/format/round-trip.test.ts.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import { encodeUtf8 } from '../../base/text.ts';
import type { LinkSource } from '../../lattice/gauge-configuration.ts';
import { compareSums, hex32 } from '../checksum/site-checksum.ts';
import { MILC_KINDS, milcChecksum, NERSC_KINDS, nerscChecksum } from '../checksum/word-checksum.ts';
import type { ChecksumFact, GaugeFacts } from '../gauge-file.ts';
import { measureFile } from '../measure/field-meter.ts';
import { MILC_V4, MILC_V5 } from '../milc-codec.ts';
import { NERSC_START } from '../nersc-header.ts';
import { bytesPerSite } from '../site-payload.ts';
import { encodedSites, storedSlices, sumOf } from './encode-sites.ts';
import { type Output, writeAll } from './output.ts';
import type { WriteOptions } from './write-options.ts';

/** Digits of the means in the header. */
const DIGITS = 12;

const nerscLines = (
  facts: GaugeFacts,
  options: WriteOptions,
  plaquette: number,
  linkTrace: number,
  sum: number,
): readonly string[] => {
  const { dims, colours, rows, precision, endianness } = facts;
  const size = rows === colours ? `_${colours}x${colours}` : colours === 3 ? '' : `_${colours}x${rows}`;
  const date =
    options.date === undefined ? [] : [`CREATION_DATE = ${options.date}`, `ARCHIVE_DATE = ${options.date}`];
  return [
    NERSC_START,
    'HDR_VERSION = 1.0',
    `DATATYPE = ${dims.length}D_SU${colours}_GAUGE${size}`,
    'STORAGE_FORMAT = 1.0',
    ...dims.map((n, k) => `DIMENSION_${k + 1} = ${n}`),
    `LINK_TRACE = ${linkTrace.toFixed(DIGITS)}`,
    `PLAQUETTE = ${plaquette.toFixed(DIGITS)}`,
    ...dims.map((_, k) => `BOUNDARY_${k + 1} = PERIODIC`),
    `CHECKSUM = ${hex32(sum)}`,
    ...Object.entries({ CREATOR: 'Plaquette', ...options.header }).map(([key, value]) => `${key} = ${value}`),
    ...date,
    `FLOATING_POINT = IEEE${precision === 'f32' ? 32 : 64}${endianness === 'little' ? 'LITTLE' : 'BIG'}`,
    'END_HEADER',
  ];
};

/** Header keys that this writer sets itself. */
const RESERVED =
  /^(HDR_VERSION|DATATYPE|STORAGE_FORMAT|DIMENSION_\d|LINK_TRACE|PLAQUETTE|BOUNDARY_\d|CHECKSUM|FLOATING_POINT|BEGIN_HEADER|END_HEADER)$/;

export const writeNersc = async (
  output: Output,
  field: LinkSource,
  facts: GaugeFacts,
  options: WriteOptions,
): Promise<Result<readonly ChecksumFact[]>> => {
  const lines = [...Object.entries(options.header ?? {}), ['date', options.date ?? ''] as const];
  const bad = lines.find(
    ([key, value]) => RESERVED.test(key) || !/^\w{1,64}$/.test(key) || !/^[\x20-\x7e]{0,1024}$/.test(value),
  );
  if (bad !== undefined) {
    return fail(
      'format.writeUnsupported',
      `The NERSC header line "${bad[0].slice(0, 80)}" cannot be written.`,
      'Use other keys than those of the format itself, and values of one line of plain ASCII.',
    );
  }
  const measured = await measureFile({ facts, slices: () => storedSlices(field, facts) });
  if (!measured.ok) return measured;
  const { plaquette, linkTrace } = measured.value;
  const sums = sumOf(field, facts, nerscChecksum(facts.endianness === 'little'));
  const header = encodeUtf8(`${nerscLines(facts, options, plaquette, linkTrace, sums[0] ?? 0).join('\n')}\n`);
  const head = await output.write(header);
  if (!head.ok) return head;
  const body = await writeAll(output, encodedSites(field, facts));
  return body.ok ? ok(compareSums(NERSC_KINDS, sums, sums)) : body;
};

export const writeMilc = async (
  output: Output,
  field: LinkSource,
  facts: GaugeFacts,
  options: WriteOptions,
): Promise<Result<readonly ChecksumFact[]>> => {
  const little = facts.endianness === 'little';
  const version = facts.format === 'milc-v5' ? MILC_V5 : MILC_V4;
  const header = new Uint8Array(version.header);
  const view = new DataView(header.buffer);
  view.setInt32(0, version.magic, little);
  for (const [k, n] of facts.dims.entries()) view.setInt32(4 + 4 * k, n, little);
  let sums: readonly number[] = [];
  if (version === MILC_V5) {
    sums = sumOf(field, facts, milcChecksum(bytesPerSite(facts), little));
    header.set(encodeUtf8(options.date ?? '').subarray(0, 63), 20);
    view.setUint32(88, sums[0] ?? 0, little);
    view.setUint32(92, sums[1] ?? 0, little);
  } else {
    view.setFloat32(20, Number(options.header?.c1 ?? 0), little);
    view.setFloat32(24, Number(options.header?.c2 ?? 0), little);
  }
  const head = await output.write(header);
  if (!head.ok) return head;
  const body = await writeAll(output, encodedSites(field, facts));
  if (!body.ok) return body;
  return ok(version === MILC_V5 ? compareSums(MILC_KINDS, sums, sums) : []);
};

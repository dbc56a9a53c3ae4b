/**
 * The text header of the NERSC Gauge Connection archive: BEGIN_HEADER, lines KEY = VALUE, END_HEADER.
 * Test: test/unit/engine/format/headers.test.ts, test/golden/format-configs.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import { decodeLatin1 } from '../base/text.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import { readHead } from './byte-reader.ts';
import type { Endianness, Precision } from './gauge-file.ts';
import { MAX_HEADER_BYTES, MAX_METADATA_VALUE } from './limits.ts';

export interface NerscHeader {
  readonly values: Readonly<Record<string, string>>;
  /** Where the payload starts. */
  readonly length: number;
  readonly dims: readonly number[];
  readonly colours: number;
  /** Rows that the data type names; undefined when it leaves them open. */
  readonly rows: number | undefined;
  readonly precision: Precision;
  /** Undefined for IEEE32 and IEEE64, which do not say. */
  readonly endianness: Exclude<Endianness, 'text'> | undefined;
}

export const NERSC_START = 'BEGIN_HEADER';
const MAX_LINES = 1000;

const bad = (name: string, what: string): Result<never> =>
  fail(
    'format.malformed',
    `The NERSC header of ${name} ${what}.`,
    'Compare the header with the archive specification, or get the file again.',
  );

export const readNerscHeader = async (source: ByteSource): Promise<Result<NerscHeader>> => {
  const head = await readHead(source, MAX_HEADER_BYTES);
  if (!head.ok) return head;
  const text = decodeLatin1(head.value);
  const end = /\nEND_HEADER[ \t\r]*\n/.exec(text);
  if (end === null) return bad(source.name, `has no END_HEADER line in its first ${MAX_HEADER_BYTES} bytes`);
  const values: Record<string, string> = {};
  for (const line of text.slice(0, end.index).split('\n', MAX_LINES).slice(1)) {
    const equals = line.indexOf('=');
    if (equals < 1) continue;
    const key = line.slice(0, equals).trim().slice(0, 128);
    if (key !== '__proto__' && !Object.hasOwn(values, key))
      values[key] = line
        .slice(equals + 1)
        .trim()
        .slice(0, MAX_METADATA_VALUE);
  }

  const type = /^(\d)D_SU(\d{1,2})_GAUGE(?:_(\d{1,2})x(\d{1,2}))?$/i.exec(values.DATATYPE ?? '');
  if (type === null)
    return bad(
      source.name,
      `has the data type "${values.DATATYPE ?? ''}", not a gauge field such as 4D_SU3_GAUGE_3x3`,
    );
  const directions = Number(type[1]);
  const colours = Number(type[2]);
  const dims = Array.from({ length: directions }, (_, k) => {
    const text = values[`DIMENSION_${k + 1}`] ?? '';
    return /^\d{1,9}$/.test(text) ? Number(text) : 0;
  });
  if (colours < 2 || directions < 2 || directions > 4 || dims.includes(0))
    return bad(source.name, `gives no usable lattice (DATATYPE ${type[0]}, dimensions ${dims.join(' x ')})`);
  const columns = type[4] === undefined ? undefined : Number(type[4]);
  // "3x2" is written for two stored rows of three, "3x3" for all three.
  const rows = type[3] === undefined ? undefined : Math.min(Number(type[3]), columns ?? colours);
  const floating = /^IEEE(32|64)(BIG|LITTLE)?$/i.exec(values.FLOATING_POINT ?? '');
  if (floating === null)
    return bad(
      source.name,
      `has FLOATING_POINT "${values.FLOATING_POINT ?? ''}", not IEEE32, IEEE64 or one of these with BIG or LITTLE`,
    );
  const order = floating[2]?.toUpperCase();
  return ok({
    values,
    length: end.index + end[0].length,
    dims,
    colours,
    rows,
    precision: floating[1] === '32' ? 'f32' : 'f64',
    endianness: order === undefined ? undefined : order === 'BIG' ? 'big' : 'little',
  });
};

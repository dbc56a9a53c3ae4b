/**
 * NERSC archive files: 3x2 (two rows, the third implied) and 3x3, single and double precision, either byte order.
 * Checksum: sum of the 32-bit payload words modulo 2^32. LINK_TRACE and PLAQUETTE are means of Re tr / N.
 * Test: test/golden/format-configs.test.ts, test/unit/engine/format/round-trip.test.ts, test/property/format-damage.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import { decodeLatin1 } from '../base/text.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import { findByteOrder } from './byte-order.ts';
import { compareSums, parseHex32 } from './checksum/site-checksum.ts';
import { NERSC_KINDS, nerscChecksum } from './checksum/word-checksum.ts';
import type { Codec, GaugeFacts, OpenedFile } from './gauge-file.ts';
import { canDropRow } from './implied-row.ts';
import { NERSC_START, type NerscHeader, readNerscHeader } from './nersc-header.ts';
import { type Problem, problem } from './problem.ts';
import { payloadBytes, readSlices } from './site-payload.ts';
import { storedNumber } from './stored-plaquette.ts';
import { checkLength } from './trailing-bytes.ts';

/** Rows of the stored matrices: what the data type says, unless only the other choice fits the file. */
const findRows = (
  header: NerscHeader,
  size: number,
): Result<{ rows: number; problems: readonly Problem[] }> => {
  const { colours } = header;
  const stated = header.rows ?? (canDropRow(colours) ? colours - 1 : colours);
  const choices = canDropRow(colours) ? [colours - 1, colours] : [colours];
  const fits = (rows: number): boolean => {
    const bytes = payloadBytes({ ...header, rows }, 'The NERSC header');
    return bytes.ok && bytes.value === size - header.length;
  };
  const other = choices.find((rows) => rows !== stated && fits(rows));
  if (other !== undefined && !fits(stated)) {
    const message = `The data type ${header.values.DATATYPE} means ${stated} stored rows, but the length of the file means ${other}.`;
    return ok({
      rows: other,
      problems: [
        problem(
          'warning',
          'format.headerConflict',
          message,
          'Convert the file to get a header that agrees with its data.',
        ),
      ],
    });
  }
  if (choices.includes(stated)) return ok({ rows: stated, problems: [] });
  return fail(
    'format.unsupported',
    `Matrices with ${stated} of ${colours} rows cannot be completed to SU(${colours}).`,
    'Convert the file with the code that wrote it.',
  );
};

const open = async (source: ByteSource): Promise<Result<OpenedFile>> => {
  const read = await readNerscHeader(source);
  if (!read.ok) return read;
  const header = read.value;
  const { dims, colours, precision, length: offset, values } = header;
  const rows = findRows(header, source.size);
  if (!rows.ok) return rows;
  const bytes = payloadBytes({ dims, colours, rows: rows.value.rows, precision }, 'The NERSC header');
  if (!bytes.ok) return bytes;
  const whole = checkLength(source, offset + bytes.value, 'the field that its NERSC header describes');
  if (!whole.ok) return whole;
  const reading = { colours, rows: rows.value.rows, precision };
  const order = await findByteOrder(
    source,
    offset,
    bytes.value,
    reading,
    header.endianness,
    `FLOATING_POINT = ${values.FLOATING_POINT}`,
  );
  if (!order.ok) return order;
  const facts: GaugeFacts = {
    format: 'nersc',
    endianness: order.value.endianness,
    precision,
    dims,
    colours,
    rows: rows.value.rows,
  };

  const problems = [...rows.value.problems, ...order.value.problems, ...whole.value];
  const stored = parseHex32(values.CHECKSUM);
  if (stored === undefined) {
    problems.push(
      problem(
        'note',
        'format.checksumMissing',
        'The NERSC header has no CHECKSUM.',
        'Rely on PLAQUETTE and LINK_TRACE, or convert the file to add one.',
      ),
    );
  }
  const plaquette = storedNumber(values.PLAQUETTE);
  const linkTrace = storedNumber(values.LINK_TRACE);
  return ok({
    content: 'gauge',
    facts,
    records: [
      { name: 'header', offset: 0, length: offset, message: 1 },
      { name: 'links', offset, length: bytes.value, message: 1 },
    ],
    metadata: values,
    problems,
    ...(plaquette === undefined ? {} : { storedPlaquette: plaquette }),
    ...(linkTrace === undefined ? {} : { storedLinkTrace: linkTrace }),
    slices: () =>
      readSlices(
        source,
        { facts, offset },
        stored === undefined
          ? undefined
          : {
              sum: nerscChecksum(facts.endianness === 'little'),
              compare: (computed) => compareSums(NERSC_KINDS, [stored], computed),
            },
      ),
  });
};

export const nerscCodec: Codec = {
  title: 'NERSC archive',
  detects: (head) => decodeLatin1(head.subarray(0, NERSC_START.length)) === NERSC_START,
  open,
};

/**
 * LIME: a sequence of records, each a 144-byte big-endian header (magic 456789AB, version, message-begin and
 * message-end flags, 64-bit length, 128 bytes of type) and data padded to a multiple of eight.
 * Source: SciDAC LIME (c-lime, lime_defs.h). A message runs from its begin flag to its end flag.
 * Test: test/unit/engine/format/headers.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import { decodeLatin1, encodeUtf8, untilNul } from '../base/text.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import { readBytes } from './byte-reader.ts';
import type { RecordFact } from './gauge-file.ts';
import { MAX_RECORDS } from './limits.ts';
import { type Problem, problem } from './problem.ts';

export const LIME_MAGIC = 0x456789ab;
export const LIME_HEADER = 144;
const BEGIN = 0x8000;
const END = 0x4000;

const padded = (length: number): number => Math.ceil(length / 8) * 8;

export interface LimeListing {
  readonly records: readonly RecordFact[];
  readonly problems: readonly Problem[];
}

export const isLime = (head: Uint8Array): boolean =>
  head.length >= 4 && new DataView(head.buffer, head.byteOffset, 4).getUint32(0) === LIME_MAGIC;

/** Every record header of the file, without the data. */
export const listRecords = async (source: ByteSource): Promise<Result<LimeListing>> => {
  const records: RecordFact[] = [];
  const problems: Problem[] = [];
  let message = 0;
  let inside = false;
  let at = 0;
  while (at < source.size) {
    const left = source.size - at;
    if (records.length === MAX_RECORDS) {
      problems.push(
        problem(
          'warning',
          'format.skippedRecords',
          `Only the first ${MAX_RECORDS} records of the file were read.`,
          'Split the file, or check that it is a gauge configuration.',
        ),
      );
      break;
    }
    const header = await readBytes(
      source,
      at,
      Math.min(LIME_HEADER, left),
      `LIME record ${records.length + 1}`,
    );
    if (!header.ok) return header;
    const view = new DataView(header.value.buffer, header.value.byteOffset, header.value.byteLength);
    if (left < LIME_HEADER || view.getUint32(0) !== LIME_MAGIC) {
      if (records.length === 0) {
        return fail(
          'format.malformed',
          `${source.name} starts like a LIME file but its first record header is incomplete.`,
          'Copy the file again from its origin.',
        );
      }
      if (isLime(header.value))
        return fail(
          'format.truncated',
          `${source.name} ends within the header of LIME record ${records.length + 1}, ${left} bytes after byte ${at}.`,
          'Copy the file again from its origin: it is cut short.',
          { offset: at, size: source.size },
        );
      problems.push(
        problem(
          'warning',
          'format.trailingBytes',
          `${left} bytes after LIME record ${records.length}, from byte ${at} on, are not a record and were ignored.`,
          'Compare the size of the file with that of the original.',
        ),
      );
      break;
    }
    const flags = view.getUint16(6);
    const length = view.getUint32(8) * 2 ** 32 + view.getUint32(12);
    const name = untilNul(decodeLatin1(header.value.subarray(16, LIME_HEADER))).replace(/[^\x20-\x7e]/g, '?');
    if (!Number.isSafeInteger(length) || at + LIME_HEADER + length > source.size) {
      return fail(
        'format.truncated',
        `LIME record "${name}" at byte ${at} claims ${length} bytes of data but ${Math.max(0, left - LIME_HEADER)} bytes of the file are left.`,
        'Copy the file again from its origin: it is cut short or its record length is damaged.',
        { record: name, offset: at, length, size: source.size },
      );
    }
    if ((flags & BEGIN) !== 0 || !inside) message += 1;
    inside = (flags & END) === 0;
    records.push({ name, offset: at + LIME_HEADER, length, message });
    at += LIME_HEADER + padded(length);
  }
  return ok({ records, problems });
};

/** A record header for the writer. */
export const limeHeader = (
  name: string,
  length: number,
  begin: 'begin' | '',
  end: 'end' | '',
): Uint8Array => {
  const header = new Uint8Array(LIME_HEADER);
  const view = new DataView(header.buffer);
  view.setUint32(0, LIME_MAGIC);
  view.setUint16(4, 1);
  view.setUint16(6, (begin === '' ? 0 : BEGIN) | (end === '' ? 0 : END));
  view.setUint32(8, Math.floor(length / 2 ** 32));
  view.setUint32(12, length % 2 ** 32);
  header.set(encodeUtf8(name).subarray(0, 127), 16);
  return header;
};

/** Zero bytes that follow `length` bytes of data. */
export const limePadding = (length: number): Uint8Array => new Uint8Array(padded(length) - length);

/**
 * One record of an append-only log: a line of JSON whose last field is a checksum of all bytes before it.
 *
 * `{"update":3,"values":{"plaquette":0.5},"crc":"1a2b3c4d"}\n`: CRC-32 (the one of zlib and PNG, polynomial 0xEDB88320)
 * over the bytes in front of `,"crc":`, eight hexadecimal digits. The line stays readable for any NDJSON tool.
 * Numbers survive exactly; NaN, infinities and -0 are for the caller to encode (workspace/metric-record.ts).
 * Proof: test/unit/main/storage/record-line.test.ts.
 */
import { crc32 } from 'node:zlib';
import { invariant } from '../../src-engine/base/invariant.ts';

export type LogRecord = Readonly<Record<string, unknown>>;

const encoder = new TextEncoder();
const trailerStart = ',"crc":"';
const trailerEnd = '"}';
const trailerBytes = trailerStart.length + 8 + trailerEnd.length;

const trailerOf = (body: Uint8Array): string =>
  trailerStart + crc32(body).toString(16).padStart(8, '0') + trailerEnd;

/** Whether `text` (ASCII) stands in `line` at `offset`. */
const standsAt = (line: Uint8Array, offset: number, text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (line[offset + i] !== text.charCodeAt(i)) return false;
  return true;
};

/** The line of a record with at least one field, newline included. */
export const encodeRecord = (record: LogRecord): Uint8Array => {
  invariant(!('crc' in record), 'the field "crc" of a log record is reserved');
  const text = JSON.stringify(record);
  invariant(text.length > 2, 'a log record has at least one field');
  const body = encoder.encode(text.slice(0, -1));
  const trailer = encoder.encode(`${trailerOf(body)}\n`);
  const line = new Uint8Array(body.length + trailer.length);
  line.set(body);
  line.set(trailer, body.length);
  return line;
};

/** The record of a line (without its newline), or undefined when the line is not intact. */
export const decodeRecord = (line: Uint8Array): LogRecord | undefined => {
  const bodyLength = line.length - trailerBytes;
  if (bodyLength < 2) return undefined;
  const body = line.subarray(0, bodyLength);
  if (!standsAt(line, bodyLength, trailerOf(body))) return undefined;
  try {
    // The checksum has vouched for the bytes, so they are the UTF-8 that was encoded.
    const text = Buffer.from(body.buffer, body.byteOffset, bodyLength).toString('utf8');
    const value: unknown = JSON.parse(`${text}}`);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as LogRecord)
      : undefined;
  } catch {
    return undefined;
  }
};

/** The checksum digits at the end of an intact line (without its newline). */
export const markOf = (line: Uint8Array): string => String.fromCharCode(...line.subarray(-10, -2));

/**
 * Bridge++ / JuliaQCD text: one real number per line in ILDG order (t, z, y, x, mu, row, column, re then im; mu in x, y, z, t),
 * no header. The geometry is asked for or inferred from the number of lines.
 * Test: test/golden/format-configs.test.ts (a text file and its binary twin), test/unit/engine/format/round-trip.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import { decodeLatin1 } from '../base/text.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import { readBytes } from './byte-reader.ts';
import type { Codec, GaugeFacts, OpenedFile, OpenOptions, SliceReader } from './gauge-file.ts';
import { resolveGeometry } from './geometry.ts';
import { CHUNK_BYTES } from './limits.ts';
import { unitarityDeviation } from './measure/matrix.ts';
import { problem } from './problem.ts';

/** Longest number that a line may hold. */
const MAX_LINE = 64;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d{1,4})?$|^[+-]?(?:nan|inf(?:inity)?)$/i;

/** The number in `word`, or undefined when it is none; Fortran's D and any spelling of infinity are understood. */
const parse = (word: string): number | undefined => {
  const value = Number(word);
  if (!Number.isNaN(value)) return value;
  if (!NUMBER.test(word)) return undefined;
  const lower = word.toLowerCase().replace('d', 'e');
  return lower.includes('inf') ? (lower.startsWith('-') ? -Infinity : Infinity) : Number(lower);
};

/** A place in the text: byte offset and lines before it. */
interface Place {
  readonly offset: number;
  readonly lines: number;
}

/** Bytes asked for at a time when `wanted` numbers are missing: a line seldom has more than 26. */
const readAhead = (wanted: number, left: number): number => Math.min(CHUNK_BYTES, 28 * wanted + 4096, left);

/** Fills `target` with the numbers from `from` on; answers where it stopped. Stops early only at the end of the text. */
const readNumbers = async (
  source: ByteSource,
  from: Place,
  target: Float64Array,
): Promise<Result<Place & { readonly filled: number }>> => {
  let { offset, lines } = from;
  let filled = 0;
  while (offset < source.size && filled < target.length) {
    const length = readAhead(target.length - filled, source.size - offset);
    const bytes = await readBytes(source, offset, length, 'the numbers');
    if (!bytes.ok) return bytes;
    const text = decodeLatin1(bytes.value);
    const last = offset + length === source.size;
    let start = 0;
    while (start < text.length && filled < target.length) {
      const newline = text.indexOf('\n', start);
      if (newline < 0 && !last) break;
      const end = newline < 0 ? text.length : newline;
      lines += 1;
      const word = end - start > MAX_LINE ? '?' : text.slice(start, end).trim();
      start = end + 1;
      if (word === '') continue;
      const value = parse(word);
      if (value === undefined) return notOneNumber(source, lines);
      target[filled++] = value;
    }
    if (start === 0) return notOneNumber(source, lines + 1);
    offset += Math.min(start, length);
  }
  return ok({ offset, lines, filled });
};

const notOneNumber = (source: ByteSource, line: number): Result<never> =>
  fail(
    'format.malformed',
    `Line ${line} of ${source.name} is not one number.`,
    'This text format has one real number per line and nothing else.',
    { line },
  );

/** How many lines hold something, without reading what. */
const countLines = async (source: ByteSource): Promise<Result<number>> => {
  let count = 0;
  let blank = true;
  for (let at = 0; at < source.size; at += CHUNK_BYTES) {
    const bytes = await readBytes(source, at, Math.min(CHUNK_BYTES, source.size - at), 'the numbers');
    if (!bytes.ok) return bytes;
    for (const byte of bytes.value) {
      if (byte > 32) blank = false;
      else if (byte === 10) {
        if (!blank) count += 1;
        blank = true;
      }
    }
  }
  return ok(blank ? count : count + 1);
};

const textSlices = (source: ByteSource): SliceReader => {
  let place: Place = { offset: 0, lines: 0 };
  return {
    async next(target) {
      const stopped = await readNumbers(source, place, target);
      if (!stopped.ok) return stopped;
      place = stopped.value;
      if (stopped.value.filled === target.length) return ok(undefined);
      return fail(
        'format.truncated',
        `${source.name} ends in the middle of a time slice.`,
        'Copy the file again from its origin.',
      );
    },
    checksums: () => [],
  };
};

const SAMPLE = 8192;

const open = async (source: ByteSource, options: OpenOptions): Promise<Result<OpenedFile>> => {
  const counted = await countLines(source);
  if (!counted.ok) return counted;
  const numbers = counted.value;
  const room = new Float64Array(Math.min(SAMPLE, numbers));
  const sampled = await readNumbers(source, { offset: 0, lines: 0 }, room);
  if (!sampled.ok) return sampled;
  const sample = room.subarray(0, sampled.value.filled);
  const geometry = await resolveGeometry(
    {
      name: source.name,
      bytes: numbers * 8,
      precisions: ['f64'],
      fraction: async (colours) => {
        const matrix = 2 * colours * colours;
        const matrices = Math.floor(sample.length / matrix);
        let good = 0;
        for (let m = 0; m < matrices; m++)
          if (unitarityDeviation(sample, m * matrix, colours) < 1e-2) good += 1;
        return ok(matrices === 0 ? 0 : good / matrices);
      },
      links: async () => {
        const links = new Float64Array(numbers);
        const read = await readNumbers(source, { offset: 0, lines: 0 }, links);
        return read.ok ? ok(links) : read;
      },
    },
    options,
  );
  if (!geometry.ok) return geometry;
  const { dims, colours, problems } = geometry.value;
  const facts: GaugeFacts = {
    format: 'text',
    endianness: 'text',
    precision: 'f64',
    dims,
    colours,
    rows: colours,
  };
  return ok({
    content: 'gauge',
    facts,
    records: [{ name: 'numbers', offset: 0, length: source.size, message: 1 }],
    metadata: { numbers: String(numbers) },
    problems: [
      ...problems,
      problem(
        'note',
        'format.checksumMissing',
        'Text files carry no checksum.',
        'Convert the file with plaquette convert to add one.',
      ),
    ],
    slices: () => textSlices(source),
  });
};

/** The first lines are numbers, one each. */
const detects = (head: Uint8Array): boolean => {
  const lines = decodeLatin1(head.subarray(0, 512)).split('\n').slice(0, 8);
  const complete = lines.length === 8 ? lines : lines.slice(0, Math.max(1, lines.length - 1));
  return complete.every((line) => NUMBER.test(line.trim()));
};

export const textCodec: Codec = { title: 'Bridge++ / JuliaQCD text', detects, open };

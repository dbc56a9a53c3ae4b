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

type Accept = (value: number) => 'more' | 'enough';

const parse = (word: string): number => {
  if (!NUMBER.test(word)) return Number.NaN;
  const lower = word.toLowerCase().replace('d', 'e');
  return lower.includes('inf') ? (lower.startsWith('-') ? -Infinity : Infinity) : Number(lower);
};

/** Reads numbers from `offset` on, until the end or until told enough; answers where it stopped. */
const readNumbers = async (
  source: ByteSource,
  offset: number,
  line: number,
  accept: Accept,
): Promise<Result<number>> => {
  let at = offset;
  let lines = line;
  while (at < source.size) {
    const length = Math.min(CHUNK_BYTES, source.size - at);
    const bytes = await readBytes(source, at, length, 'the numbers');
    if (!bytes.ok) return bytes;
    const text = decodeLatin1(bytes.value);
    const last = at + length === source.size;
    let start = 0;
    while (start < text.length) {
      let end = text.indexOf('\n', start);
      if (end < 0 && last) end = text.length;
      if (end < 0) break;
      lines += 1;
      const word = text.slice(start, Math.min(end, start + MAX_LINE)).trim();
      start = end + 1;
      if (word === '') continue;
      if (!NUMBER.test(word)) {
        return fail(
          'format.malformed',
          `Line ${lines} of ${source.name} is not one number.`,
          'This text format has one real number per line and nothing else.',
          { line: lines },
        );
      }
      if (accept(parse(word)) === 'enough') return ok(at + start);
    }
    if (start === 0) {
      return fail(
        'format.malformed',
        `Line ${lines + 1} of ${source.name} is longer than ${CHUNK_BYTES} bytes.`,
        'This text format has one real number per line and nothing else.',
      );
    }
    at += Math.min(start, length);
  }
  return ok(at);
};

const textSlices = (source: ByteSource): SliceReader => {
  let at = 0;
  return {
    async next(target) {
      let filled = 0;
      const stopped = await readNumbers(source, at, 0, (value) => {
        target[filled++] = value;
        return filled === target.length ? 'enough' : 'more';
      });
      if (!stopped.ok) return stopped;
      at = stopped.value;
      return filled === target.length
        ? ok(undefined)
        : fail(
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
  const head: number[] = [];
  let numbers = 0;
  const counted = await readNumbers(source, 0, 0, (value) => {
    if (head.length < SAMPLE) head.push(value);
    numbers += 1;
    return 'more';
  });
  if (!counted.ok) return counted;
  const sample = Float64Array.from(head);
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

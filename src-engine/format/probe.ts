/**
 * Decides how to read words that a header leaves open (byte order, precision, N) by decoding the first sites
 * and asking how many of the matrices are unitary: a wrong reading of random group elements never is.
 * Test: test/unit/engine/format/headers.test.ts.
 */
import { ok, type Result } from '../base/result.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import { readBytes } from './byte-reader.ts';
import type { Endianness, Precision } from './gauge-file.ts';
import { canDropRow, restoreRow } from './implied-row.ts';
import { unitarityDeviation } from './measure/matrix.ts';
import { decodeWords, wordBytes } from './numbers.ts';

export interface Reading {
  readonly colours: number;
  readonly rows: number;
  readonly precision: Precision;
  readonly endianness: Endianness;
}

/** Loose enough for single precision and truncated digits, far from what noise gives. */
const UNITARY = 1e-2;
const SAMPLE = 512;

/** Fraction of the first matrices at `offset` that are unitary under this reading. */
export const unitaryFraction = async (
  source: ByteSource,
  offset: number,
  length: number,
  reading: Reading,
): Promise<Result<number>> => {
  const { colours, rows, precision, endianness } = reading;
  const width = rows * colours * 2 * wordBytes(precision);
  const matrices = Math.min(SAMPLE, Math.floor(length / width));
  if (matrices === 0) return ok(0);
  const bytes = await readBytes(source, offset, matrices * width, 'the first matrices');
  if (!bytes.ok) return bytes;
  const matrix = 2 * colours * colours;
  const links = new Float64Array(matrices * matrix);
  let good = 0;
  for (let m = 0; m < matrices; m++) {
    decodeWords(
      bytes.value.subarray(m * width, (m + 1) * width),
      precision,
      endianness === 'little',
      links,
      m * matrix,
    );
    if (rows < colours && canDropRow(colours)) restoreRow(links, m, colours);
    if (unitarityDeviation(links, m * matrix, colours) < UNITARY) good += 1;
  }
  return ok(good / matrices);
};

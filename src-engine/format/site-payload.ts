/**
 * The payload that most formats share: sites in lexicographic order (x fastest, t slowest), d matrices per site.
 * Streams it one time slice at a time, a chunk of bytes at a time, feeding a checksum on the way.
 * Test: test/unit/engine/format/round-trip.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import { readBytes } from './byte-reader.ts';
import type { SiteChecksum } from './checksum/site-checksum.ts';
import type { ChecksumFact, GaugeFacts, SliceReader } from './gauge-file.ts';
import { restoreRow } from './implied-row.ts';
import { CHUNK_BYTES, checkedVolume, MAX_COLOURS } from './limits.ts';
import { decodeWords, wordBytes } from './numbers.ts';

export interface PayloadLayout {
  readonly facts: GaugeFacts;
  /** Where the field starts. */
  readonly offset: number;
}

type Shape = Pick<GaugeFacts, 'dims' | 'colours' | 'rows' | 'precision'>;

export const bytesPerSite = (shape: Shape): number =>
  shape.dims.length * shape.rows * shape.colours * 2 * wordBytes(shape.precision);

/** Length of a payload of this shape, or a failure when the shape is absurd. */
export const payloadBytes = (shape: Shape, where: string): Result<number> => {
  const volume = checkedVolume(shape.dims, where);
  if (!volume.ok) return volume;
  const total = volume.value * bytesPerSite(shape);
  if (shape.colours <= MAX_COLOURS && Number.isSafeInteger(total)) return ok(total);
  return fail(
    'format.tooLarge',
    `${where} describes a field of ${total} bytes.`,
    'Check that the file is of the stated format.',
  );
};

/** A checksum under way and what to make of it in the end. */
export interface Verification {
  readonly sum: SiteChecksum;
  compare(computed: readonly number[]): readonly ChecksumFact[];
}

export const readSlices = (
  source: ByteSource,
  layout: PayloadLayout,
  verification?: Verification,
): SliceReader => {
  const { facts, offset } = layout;
  const { dims, colours, rows, precision } = facts;
  const little = facts.endianness === 'little';
  const siteBytes = bytesPerSite(facts);
  const spatial = dims.slice(0, -1).reduce((product, n) => product * n, 1);
  const sitesPerChunk = Math.max(1, Math.floor(CHUNK_BYTES / siteBytes));
  const matrix = colours * colours * 2;
  const stored = rows * colours * 2;
  let slice = 0;

  const place = (bytes: Uint8Array, target: Float64Array, site: number): void => {
    const first = site * dims.length;
    if (rows === colours) {
      decodeWords(bytes, precision, little, target, first * matrix);
      return;
    }
    const width = stored * wordBytes(precision);
    for (let m = 0; m * width < bytes.length; m++) {
      decodeWords(
        bytes.subarray(m * width, (m + 1) * width),
        precision,
        little,
        target,
        (first + m) * matrix,
      );
      restoreRow(target, first + m, colours);
    }
  };

  return {
    async next(target) {
      for (let site = 0; site < spatial; site += sitesPerChunk) {
        const count = Math.min(sitesPerChunk, spatial - site);
        const rank = slice * spatial + site;
        const bytes = await readBytes(
          source,
          offset + rank * siteBytes,
          count * siteBytes,
          `time slice ${slice}`,
        );
        if (!bytes.ok) return bytes;
        verification?.sum.update(bytes.value, rank);
        place(bytes.value, target, site);
      }
      slice += 1;
      return ok(undefined);
    },
    checksums: () => verification?.compare(verification.sum.values()) ?? [],
  };
};

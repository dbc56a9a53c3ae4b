/**
 * openQCD configurations: little-endian i32 N0 (t), N1 (x), N2 (y), N3 (z), f64 average of Re tr P (3 for unit links),
 * then float64 links in the order of openqcd-order.ts. SU(3) only, no checksum.
 * A time slice needs the block of its own odd points and, for its temporal links on even sites, the block of the next slice.
 * Source: openQCD modules/archive/archive.c (described, not copied). Test: test/unit/engine/format/openqcd.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import { readBytes } from './byte-reader.ts';
import type { Codec, GaugeFacts, OpenedFile, SliceReader } from './gauge-file.ts';
import { checkedVolume } from './limits.ts';
import { decodeWords } from './numbers.ts';
import { directionOf, forOddPoints, LINKS_PER_POINT, startOfLink } from './openqcd-order.ts';
import { problem } from './problem.ts';
import { checkLength } from './trailing-bytes.ts';

export const OPENQCD_HEADER = 24;
const MATRIX_BYTES = 144;
const MATRIX_VALUES = 18;

/** (x, y, z, t) from a header, if it can be one: extents that are even and of sensible size. */
const dimsOf = (head: Uint8Array): readonly number[] | undefined => {
  if (head.length < OPENQCD_HEADER) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const [t = 0, x = 0, y = 0, z = 0] = [0, 4, 8, 12].map((at) => view.getInt32(at, true));
  const dims = [x, y, z, t];
  return dims.every((n) => n >= 2 && n <= 4096 && n % 2 === 0) ? dims : undefined;
};

const fieldBytes = (dims: readonly number[]): number =>
  dims.reduce((product, n) => product * n, 1) * 4 * MATRIX_BYTES;

const readOpenqcdSlices = (source: ByteSource, dims: readonly number[]): SliceReader => {
  const [lx = 1, ly = 1, lz = 1, lt = 1] = dims;
  const columnBytes = (ly * lz * LINKS_PER_POINT * MATRIX_BYTES) / 2;
  let slice = 0;

  /** Places links of the block of slice `t` that start in slice `slice`, one x at a time. */
  const place = async (
    t: number,
    wanted: (k: number) => boolean,
    target: Float64Array,
  ): Promise<Result<undefined>> => {
    const positions: number[] = [];
    forOddPoints(dims, t, (x, y, z) => {
      for (let k = 0; k < LINKS_PER_POINT; k++)
        positions.push(wanted(k) ? startOfLink(dims, x, y, z, k) * 4 + directionOf(k) : -1);
    });
    const linksPerColumn = columnBytes / MATRIX_BYTES;
    for (let x = 0; x < lx; x++) {
      const bytes = await readBytes(
        source,
        OPENQCD_HEADER + (t * lx + x) * columnBytes,
        columnBytes,
        `time slice ${t}`,
      );
      if (!bytes.ok) return bytes;
      for (let link = 0; link < linksPerColumn; link++) {
        const to = positions[x * linksPerColumn + link]!;
        if (to < 0) continue;
        decodeWords(
          bytes.value.subarray(link * MATRIX_BYTES, (link + 1) * MATRIX_BYTES),
          'f64',
          true,
          target,
          to * MATRIX_VALUES,
        );
      }
    }
    return ok(undefined);
  };

  return {
    async next(target) {
      const own = await place(slice, (k) => k !== 1, target);
      if (!own.ok) return own;
      const above = await place((slice + 1) % lt, (k) => k === 1, target);
      slice += 1;
      return above;
    },
    checksums: () => [],
  };
};

const open = async (source: ByteSource): Promise<Result<OpenedFile>> => {
  const head = await readBytes(source, 0, OPENQCD_HEADER, 'the openQCD header');
  if (!head.ok) return head;
  const dims = dimsOf(head.value);
  if (dims === undefined)
    return fail(
      'format.malformed',
      `${source.name} has no openQCD header with even extents.`,
      'Check what wrote the file.',
    );
  const volume = checkedVolume(dims, 'The openQCD header');
  if (!volume.ok) return volume;
  const stored = new DataView(head.value.buffer, head.value.byteOffset, OPENQCD_HEADER).getFloat64(16, true);
  const whole = checkLength(
    source,
    OPENQCD_HEADER + fieldBytes(dims),
    'the field that its openQCD header describes',
  );
  if (!whole.ok) return whole;
  const facts: GaugeFacts = {
    format: 'openqcd',
    endianness: 'little',
    precision: 'f64',
    dims,
    colours: 3,
    rows: 3,
  };
  return ok({
    content: 'gauge',
    facts,
    records: [
      { name: 'header', offset: 0, length: OPENQCD_HEADER, message: 1 },
      { name: 'links', offset: OPENQCD_HEADER, length: fieldBytes(dims), message: 1 },
    ],
    metadata: { average_plaquette: String(stored) },
    problems: [
      ...whole.value,
      problem(
        'note',
        'format.checksumMissing',
        'openQCD files carry no checksum; the stored plaquette is all there is to compare.',
        'Convert the file with plaquette convert to add one.',
      ),
    ],
    ...(Number.isFinite(stored) ? { storedPlaquette: { value: stored / 3, rounding: 0 } } : {}),
    slices: () => readOpenqcdSlices(source, dims),
  });
};

/** The size of the file must be exactly right, or the stored plaquette a sensible one: the header has no magic number. */
const detects = (head: Uint8Array, size: number): boolean => {
  const dims = dimsOf(head);
  if (dims === undefined) return false;
  const stored = new DataView(head.buffer, head.byteOffset, OPENQCD_HEADER).getFloat64(16, true);
  return (
    size === OPENQCD_HEADER + fieldBytes(dims) || (Math.abs(stored) > 1e-12 && Math.abs(stored) <= 3.0001)
  );
};

export const openqcdCodec: Codec = { title: 'openQCD', detects, open };

/**
 * A chunk of a metric series as it stands in the index: up to 512 rows as little-endian float64 blobs, with a checksum over them and
 * over where they belong. Proof: test/unit/main/workspace/index-series.test.ts.
 */
import { crc32 } from 'node:zlib';

export const rowsPerChunk = 512;

/** Where a chunk belongs: part 0, 1, ... of a series in a segment of a run. */
export interface ChunkKey {
  readonly run: string;
  readonly name: string;
  readonly segment: number;
  readonly part: number;
}

export interface ChunkRow extends ChunkKey {
  /** Numbers per row. */
  readonly width: number;
  readonly count: number;
  readonly updates: Uint8Array;
  readonly points: Uint8Array;
  readonly crc: number;
}

export const bytesOf = (values: Float64Array | readonly number[]): Uint8Array => {
  const array = values instanceof Float64Array ? values : Float64Array.from(values);
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
};

export const numbersOf = (bytes: Uint8Array): Float64Array => new Float64Array(bytes.slice().buffer);

/** Puts stored numbers into `target` from place `at` on. */
export const copyNumbers = (target: Float64Array, bytes: Uint8Array, at: number): void =>
  new Uint8Array(target.buffer, target.byteOffset, target.byteLength).set(bytes, 8 * at);

export const checksumOf = (key: ChunkKey, updates: Uint8Array, points: Uint8Array): number =>
  crc32(points, crc32(updates, crc32(JSON.stringify([key.run, key.name, key.segment, key.part]))));

export const isIntact = (chunk: ChunkRow): boolean =>
  chunk.updates.length === 8 * chunk.count &&
  chunk.points.length === 8 * chunk.count * chunk.width &&
  checksumOf(chunk, chunk.updates, chunk.points) === chunk.crc;

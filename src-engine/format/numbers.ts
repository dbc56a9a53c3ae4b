/**
 * Words of a file to float64 values and back, in either byte order and precision.
 * Test: test/unit/engine/format/round-trip.test.ts (big and little twins give the same field).
 */
import type { Precision } from './gauge-file.ts';

export const wordBytes = (precision: Precision): number => (precision === 'f32' ? 4 : 8);

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Fills `target` from index `at` with every word of `bytes`. */
export const decodeWords = (
  bytes: Uint8Array,
  precision: Precision,
  little: boolean,
  target: Float64Array,
  at: number,
): void => {
  const view = viewOf(bytes);
  let k = at;
  if (precision === 'f32') {
    for (let i = 0; i < bytes.length; i += 4) target[k++] = view.getFloat32(i, little);
  } else {
    for (let i = 0; i < bytes.length; i += 8) target[k++] = view.getFloat64(i, little);
  }
};

/** The words of values[from, to). */
export const encodeWords = (
  values: Float64Array,
  from: number,
  to: number,
  precision: Precision,
  little: boolean,
): Uint8Array => {
  const width = wordBytes(precision);
  const bytes = new Uint8Array((to - from) * width);
  const view = viewOf(bytes);
  if (precision === 'f32') {
    for (let k = from, i = 0; k < to; k++, i += 4) view.setFloat32(i, values[k]!, little);
  } else {
    for (let k = from, i = 0; k < to; k++, i += 8) view.setFloat64(i, values[k]!, little);
  }
  return bytes;
};

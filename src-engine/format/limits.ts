/**
 * What a reader accepts before it stops believing a header. Every length in a file is checked against these
 * and against the size of the file before anything is allocated.
 * Test: test/property/format-damage.test.ts.
 */
import { inUnits } from '../api/spec/memory.ts';
import { fail, ok, type Result } from '../base/result.ts';

/** LIME records listed per file; a field has ten or so. */
export const MAX_RECORDS = 4096;
/** Bytes of one header or XML record that are read; longer ones are listed, not parsed. */
export const MAX_HEADER_BYTES = 65_536;
/** LIME records whose text is read. */
export const MAX_TEXT_RECORDS = 256;
/** Bytes of one metadata value that are kept. */
export const MAX_METADATA_VALUE = 4096;
/** Bytes asked of a source at a time. */
export const CHUNK_BYTES = 1 << 20;
/** Largest N of SU(N) that a file may claim. */
export const MAX_COLOURS = 16;
/** Largest extent of one direction. */
export const MAX_EXTENT = 65_536;

/** Reals per lattice that a float64 array can hold. */
const MAX_VALUES = 2 ** 32;

/** The number of sites of `dims`, or a failure when an extent is not a plausible one. */
export const checkedVolume = (dims: readonly number[], where: string): Result<number> => {
  const plausible =
    dims.length >= 2 &&
    dims.length <= 4 &&
    dims.every((n) => Number.isInteger(n) && n >= 1 && n <= MAX_EXTENT);
  const volume = plausible ? dims.reduce((product, n) => product * n, 1) : Number.NaN;
  if (Number.isSafeInteger(volume)) return ok(volume);
  return fail(
    'format.malformed',
    `${where} states the lattice extents ${dims.join(' x ')}, which no lattice has.`,
    'Check that the file is complete and of the stated format.',
    { dims },
  );
};

/** Room for one time slice (or a whole field) of float64 values, or a failure instead of an exception. */
export const allocate = (length: number): Result<Float64Array> => {
  if (Number.isSafeInteger(length) && length >= 0 && length <= MAX_VALUES) {
    try {
      return ok(new Float64Array(length));
    } catch {
      // Falls through: the machine has no room for it.
    }
  }
  return fail(
    'resource.memory',
    `${inUnits(length * 8)} of memory are needed for its links and cannot be had.`,
    'Inspect the file on a machine with more memory, or close other programs.',
    { values: length },
  );
};

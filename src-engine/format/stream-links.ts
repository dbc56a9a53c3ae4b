/**
 * The links of a file that was inspected before, one time slice at a time and without a second look at them: for fields that are
 * put on a device as they come. Test: test/unit/engine/format/stream-links.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import { type GaugeFacts, type OpenOptions, sliceValues } from './gauge-file.ts';
import { allocate } from './limits.ts';
import { openFile } from './open-file.ts';

/** Takes time slice `slice` (from 0); the values are overwritten afterwards. */
export type TakeSlice = (slice: number, values: Float64Array) => void;

/** `begin` sees the facts of the header before anything is read, and says who takes the slices. */
export const streamLinks = async (
  source: ByteSource,
  options: OpenOptions,
  begin: (facts: GaugeFacts) => Result<TakeSlice>,
): Promise<Result<GaugeFacts>> => {
  const opened = await openFile(source, options);
  if (!opened.ok) return opened;
  const file = opened.value;
  if (file.content === 'other')
    return fail(
      'format.notGauge',
      `${source.name} is not a gauge configuration but ${file.description}.`,
      'Give a file with gauge links.',
    );
  const { dims, colours } = file.facts;
  const take = begin(file.facts);
  if (!take.ok) return take;
  const values = allocate(sliceValues(dims, colours));
  if (!values.ok) return values;
  const reader = file.slices();
  for (let slice = 0; slice < dims[dims.length - 1]!; slice++) {
    const filled = await reader.next(values.value);
    if (!filled.ok) return filled;
    take.value(slice, values.value);
  }
  return ok(file.facts);
};

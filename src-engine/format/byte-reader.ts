/**
 * Bounded access to a byte source: every read is checked against the size of the file first, and a source that
 * rejects or answers short becomes a failure, not an exception.
 * Test: test/unit/engine/format/byte-reader.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import type { ByteSource } from '../ports/byte-source.ts';

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Exactly `length` bytes at `offset`. `what` names them in the message. The bytes may be reused by the next read. */
export const readBytes = async (
  source: ByteSource,
  offset: number,
  length: number,
  what: string,
): Promise<Result<Uint8Array>> => {
  const end = offset + length;
  if (!Number.isSafeInteger(end) || offset < 0 || length < 0 || !(end <= source.size)) {
    return fail(
      'format.truncated',
      `${source.name} ends at byte ${source.size}, ${end - source.size} bytes before the end of ${what}.`,
      'Copy the file again from its origin: it is shorter than its own header says.',
      { offset, length, size: source.size },
    );
  }
  try {
    const bytes = await source.read(offset, length);
    if (bytes.length === length) return ok(bytes);
    return fail(
      'store.failed',
      `Reading ${what} of ${source.name} gave ${bytes.length} of ${length} bytes.`,
      'Try again; check the disk if it happens again.',
    );
  } catch (error) {
    return fail(
      'store.failed',
      `Reading ${what} of ${source.name} failed: ${reason(error)}`,
      'Check that the file is still there and readable.',
    );
  }
};

/** The first bytes of a source, at most `length`. */
export const readHead = (source: ByteSource, length: number): Promise<Result<Uint8Array>> =>
  readBytes(
    source,
    0,
    Math.max(0, Math.min(length, Number.isSafeInteger(source.size) ? source.size : 0)),
    'the header',
  );

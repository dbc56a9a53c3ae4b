/** Sequential output that counts its bytes and turns a rejecting sink into a failure. Test: test/unit/engine/format/round-trip.test.ts. */
import { fail, ok, type Result } from '../../base/result.ts';
import type { ByteSink } from '../../ports/byte-source.ts';

export interface Output {
  write(bytes: Uint8Array): Promise<Result<undefined>>;
  /** Bytes written so far. */
  length(): number;
}

export const outputTo = (sink: ByteSink): Output => {
  let length = 0;
  return {
    async write(bytes) {
      try {
        await sink.write(bytes);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return fail(
          'store.failed',
          `Writing the configuration failed after ${length} bytes: ${reason}`,
          'Check the free space and the permissions of the folder.',
        );
      }
      length += bytes.length;
      return ok(undefined);
    },
    length: () => length,
  };
};

/** Writes pieces in order; stops at the first failure. */
export const writeAll = async (output: Output, pieces: Iterable<Uint8Array>): Promise<Result<undefined>> => {
  for (const piece of pieces) {
    const written = await output.write(piece);
    if (!written.ok) return written;
  }
  return ok(undefined);
};

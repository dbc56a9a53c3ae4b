/**
 * Random access to the bytes of a file, without loading it: what the format readers ask of the world.
 * A reader never asks for more than `size - offset` bytes.
 */
export interface ByteSource {
  /** A name for messages; never a promise about a path. */
  readonly name: string;
  /** Total length in bytes. */
  readonly size: number;
  /** Exactly `length` bytes starting at `offset`; rejects when they are not there. The result may be reused by the next read. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Sequential output; the host makes it durable and atomic. */
export interface ByteSink {
  write(bytes: Uint8Array): Promise<void>;
}

/** A byte source over memory. */
export const memorySource = (bytes: Uint8Array, name = 'memory'): ByteSource => ({
  name,
  size: bytes.length,
  read: async (offset, length) => {
    if (offset < 0 || length < 0 || offset + length > bytes.length)
      throw new RangeError(`read past the end of ${name}`);
    return bytes.subarray(offset, offset + length);
  },
});

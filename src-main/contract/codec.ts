/**
 * Wire messages as bytes, for WebSockets: MessagePack, with typed arrays of numbers as extensions (little-endian, every bit kept, so NaN
 * payloads and infinities survive). Absent properties (`undefined`) are left out; -0 among plain numbers becomes 0.
 * Tests: test/unit/main/contract/codec.test.ts, test/property/codec.test.ts.
 */
import { type DecoderOptions, decode, ExtensionCodec, encode } from '@msgpack/msgpack';
import type { Reply } from './values.ts';

/** The number of each kind on the wire. */
const arrayKinds = [
  [1, Float64Array],
  [2, Float32Array],
  [3, Uint32Array],
] as const;

const extensionCodec = new ExtensionCodec();
for (const [type, Kind] of arrayKinds)
  extensionCodec.register({
    type,
    encode: (value) =>
      value instanceof Kind ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : null,
    // a copy, because the bytes of a message are not aligned
    decode: (bytes) => {
      if (bytes.byteLength % Kind.BYTES_PER_ELEMENT !== 0) throw new RangeError('a number is cut off');
      return new Kind(Uint8Array.from(bytes).buffer);
    },
  });

export const encodeMessage = (message: unknown): Uint8Array<ArrayBuffer> =>
  encode(message, { extensionCodec, ignoreUndefined: true });

/** Bounds for what strangers send; no call needs longer arrays, larger tables or more levels. */
export const strangerLimits = { maxArrayLength: 4096, maxMapLength: 1024, maxDepth: 40 } as const;

interface Limits extends Pick<DecoderOptions, 'maxArrayLength' | 'maxMapLength'> {
  readonly maxDepth?: number;
}

/** Goes no deeper than it has to. */
const isDeeperThan = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !ArrayBuffer.isView(value) &&
  (levels === 0 || Object.values(value).some((part) => isDeeperThan(part, levels - 1)));

/** What the bytes say, or `ipc.malformed`. Bytes inside the answer share memory with `bytes`. */
export const decodeMessage = (
  bytes: Uint8Array,
  { maxDepth = Number.POSITIVE_INFINITY, ...limits }: Limits = {},
): Reply<unknown> => {
  try {
    // a plain Uint8Array: parts of a Buffer would be Buffers
    const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const value = decode(plain, { extensionCodec, ...limits });
    if (maxDepth !== Number.POSITIVE_INFINITY && isDeeperThan(value, maxDepth))
      throw new RangeError(`more than ${maxDepth} levels`);
    return { ok: true, value };
  } catch (error) {
    return {
      ok: false,
      error: {
        code: 'ipc.malformed',
        message: `A message could not be read: ${error instanceof Error ? error.message : String(error)}.`,
        remedy: 'Reload the page; if it happens again, the program and the page are of different versions.',
      },
    };
  }
};

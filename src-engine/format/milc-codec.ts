/**
 * MILC binary lattices in single precision and the byte order of the machine that wrote them (told by the magic number).
 * Version 5 (magic 20103): i32 magic, dims[4], char[64] time stamp, i32 order, u32 sum29, u32 sum31; 96 bytes.
 * Versions 1 to 4 (magic 59354): i32 magic, dims[4], f32 c1, f32 c2; 28 bytes, no checksum.
 * Source: MILC io_lat.h. Test: test/golden/format-configs.test.ts, test/unit/engine/format/round-trip.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import { decodeLatin1, untilNul } from '../base/text.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import { readBytes } from './byte-reader.ts';
import { compareSums } from './checksum/site-checksum.ts';
import { MILC_KINDS, milcChecksum } from './checksum/word-checksum.ts';
import type { Codec, GaugeFacts, OpenedFile } from './gauge-file.ts';
import { problem } from './problem.ts';
import { bytesPerSite, payloadBytes, readSlices } from './site-payload.ts';
import { checkLength } from './trailing-bytes.ts';

export const MILC_V5 = { magic: 20103, header: 96 } as const;
export const MILC_V4 = { magic: 59354, header: 28 } as const;

interface Variant {
  readonly version: typeof MILC_V5 | typeof MILC_V4;
  readonly little: boolean;
}

const variantOf = (head: Uint8Array): Variant | undefined => {
  if (head.length < 4) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (const version of [MILC_V5, MILC_V4]) {
    for (const little of [true, false])
      if (view.getUint32(0, little) === version.magic) return { version, little };
  }
  return undefined;
};

const open = async (source: ByteSource): Promise<Result<OpenedFile>> => {
  const start = await readBytes(source, 0, 4, 'the MILC magic number');
  if (!start.ok) return start;
  const variant = variantOf(start.value);
  if (variant === undefined)
    return fail('format.unknown', `${source.name} has no MILC magic number.`, 'Check what wrote the file.');
  const { version, little } = variant;
  const head = await readBytes(source, 0, version.header, 'the MILC header');
  if (!head.ok) return head;
  const view = new DataView(head.value.buffer, head.value.byteOffset, head.value.byteLength);
  const dims = [4, 8, 12, 16].map((at) => view.getInt32(at, little));
  const facts: GaugeFacts = {
    format: version === MILC_V5 ? 'milc-v5' : 'milc-v4',
    endianness: little ? 'little' : 'big',
    precision: 'f32',
    dims,
    colours: 3,
    rows: 3,
  };
  const metadata: Record<string, string> = {};
  let stored: readonly [number, number] | undefined;
  if (version === MILC_V5) {
    metadata.time_stamp = untilNul(decodeLatin1(head.value.subarray(20, 84)));
    const order = view.getInt32(84, little);
    if (order !== 0) {
      return fail(
        'format.unsupported',
        `${source.name} is a MILC checkpoint in node-dump order (order ${order}): its sites are not in lexicographic order.`,
        'Load it with MILC and save it with save_serial.',
      );
    }
    stored = [view.getUint32(88, little), view.getUint32(92, little)];
  } else {
    metadata.c1 = String(view.getFloat32(20, little));
    metadata.c2 = String(view.getFloat32(24, little));
  }
  const bytes = payloadBytes(facts, 'The MILC header');
  if (!bytes.ok) return bytes;
  const whole = checkLength(source, version.header + bytes.value, 'the field that its MILC header describes');
  if (!whole.ok) return whole;
  const missing = problem(
    'note',
    'format.checksumMissing',
    'MILC lattices of versions 1 to 4 carry no checksum.',
    'Convert the file with plaquette convert to add one.',
  );
  const sums = stored;
  return ok({
    content: 'gauge',
    facts,
    records: [
      { name: 'header', offset: 0, length: version.header, message: 1 },
      { name: 'links', offset: version.header, length: bytes.value, message: 1 },
    ],
    metadata,
    problems: [...whole.value, ...(sums === undefined ? [missing] : [])],
    slices: () =>
      readSlices(
        source,
        { facts, offset: version.header },
        sums && {
          sum: milcChecksum(bytesPerSite(facts), little),
          compare: (computed) => compareSums(MILC_KINDS, sums, computed),
        },
      ),
  });
};

export const milcCodec: Codec = {
  title: 'MILC lattice',
  detects: (head) => variantOf(head) !== undefined,
  open,
};

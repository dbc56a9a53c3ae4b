import { describe, expect, it } from 'vitest';
import { type LogPiece, markBefore, readLog } from '../../../../src-main/storage/read-log.ts';
import { encodeRecord, type LogRecord } from '../../../../src-main/storage/record-line.ts';
import { volatileFileSystem } from '../../../support/volatile-file-system.ts';

const lines = Array.from({ length: 5 }, (_, n) => encodeRecord({ n, text: 'x'.repeat(n) }));
const join = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

const read = async (bytes: Uint8Array, from = 0) => {
  const files = volatileFileSystem();
  await files.open('/log', 'create');
  files.setContent('/log', bytes);
  const pieces: LogPiece[] = [];
  const end = await readLog(files, '/log', from, (piece) => pieces.push(piece));
  expect(Buffer.compare(files.contentOf('/log'), bytes)).toBe(0);
  return {
    ...end,
    files,
    pieces,
    numbers: pieces.flatMap((piece) => piece.records.map((record: LogRecord) => record.n)),
    damage: pieces.flatMap((piece) => piece.damage),
  };
};

describe('reading a log', () => {
  it('gives every record', async () => {
    const bytes = join(lines);
    expect(await read(bytes)).toMatchObject({
      numbers: [0, 1, 2, 3, 4],
      damage: [],
      validEnd: bytes.length,
      tailBytes: 0,
    });
    expect((await read(bytes, lines[0]!.length)).numbers).toEqual([1, 2, 3, 4]);
    expect(await read(new Uint8Array(0))).toMatchObject({ numbers: [], validEnd: 0, tailBytes: 0 });
  });

  it('keeps the longest valid prefix wherever the file is cut', async () => {
    const bytes = join(lines);
    const ends = lines.map((_, i) => join(lines.slice(0, i + 1)).length);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const whole = ends.filter((end) => end <= cut);
      const validEnd = whole.at(-1) ?? 0;
      expect(await read(bytes.subarray(0, cut))).toMatchObject({
        numbers: whole.map((_, i) => i),
        damage: [],
        validEnd,
        tailBytes: cut - validEnd,
      });
    }
  });

  it('keeps what stands behind damage, and says where that is', async () => {
    const bytes = join(lines);
    const at = lines[0]!.length + 4;
    bytes[at]! ^= 1;
    expect(await read(bytes)).toMatchObject({
      numbers: [0, 2, 3, 4],
      damage: [{ offset: lines[0]!.length, bytes: lines[1]!.length }],
      tailBytes: 0,
    });
  });

  it('passes over zeros, blank lines and endless lines', async () => {
    const zeros = new Uint8Array(5000);
    expect(await read(join([lines[0]!, zeros, new Uint8Array([10]), lines[1]!]))).toMatchObject({
      numbers: [0, 1],
      damage: [{ offset: lines[0]!.length, bytes: 5001 }],
    });
    const endless = new Uint8Array(18 << 20).fill(65);
    expect(await read(join([lines[0]!, endless, new Uint8Array([10]), lines[1]!]))).toMatchObject({
      numbers: [0, 1],
      damage: [{ offset: lines[0]!.length, bytes: (18 << 20) + 1 }],
    });
    expect(await read(join([lines[0]!, endless]))).toMatchObject({ numbers: [0], tailBytes: 18 << 20 });
  });

  it('goes in stretches over a long file, and marks each', async () => {
    const many = Array.from({ length: 30_000 }, (_, n) => encodeRecord({ n, pad: 'y'.repeat(n % 90) }));
    const { numbers, pieces, files, validEnd } = await read(join(many));
    expect(numbers).toEqual(many.map((_, n) => n));
    expect(pieces.length).toBeGreaterThan(1);
    for (const { validEnd: end, mark } of pieces) expect(await markBefore(files, '/log', end)).toBe(mark);
    expect(await markBefore(files, '/log', validEnd + 1)).toBeUndefined();
  });
});

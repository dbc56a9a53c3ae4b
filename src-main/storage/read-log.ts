/**
 * Reads an append-only log (record-line.ts) and says what of it is intact, without changing the file.
 *
 * Intact lines are kept wherever they stand. Bytes that are not, and have an intact line after them, are `damage`;
 * those after the last intact line are the `tail`: what a writer that was cut off leaves, or is writing this moment.
 * Memory stays bounded: lines above 16 MiB count as damage and are passed over.
 * Proof: test/unit/main/storage/read-log.test.ts, test/property/storage-log.test.ts.
 */
import { pieceBytes, readUpTo, withFile } from './file-bytes.ts';
import type { FileSystem } from './file-system.ts';
import { decodeRecord, type LogRecord, markOf } from './record-line.ts';

export interface ByteRange {
  readonly offset: number;
  readonly bytes: number;
}

/** What one stretch of the file holds. */
export interface LogPiece {
  readonly records: readonly LogRecord[];
  /** Ranges in front of this piece's last record that are not intact. */
  readonly damage: readonly ByteRange[];
  /** Offset just after the last intact line so far. */
  readonly validEnd: number;
  /** Checksum digits of that line, by which a later reader recognises the place. */
  readonly mark: string;
}

export interface LogEnd {
  readonly validEnd: number;
  /** Bytes after `validEnd`. */
  readonly tailBytes: number;
}

const newline = 10;
/** Enough bytes to hold the end of a line. */
const markSpan = 32;
const longestLine = 16 << 20;

/** Calls `take` with each stretch from offset `from` (which must be the start of a line) to the present end. */
export const readLog = (
  files: FileSystem,
  path: string,
  from: number,
  take: (piece: LogPiece) => void,
): Promise<LogEnd> =>
  withFile(files, path, 'read', async (file) => {
    const size = await file.size();
    const buffer = new Uint8Array(Math.max(0, Math.min(pieceBytes, size - from)));
    let carry = new Uint8Array(0);
    let lineStart = from;
    let validEnd = from;
    let position = from;
    while (position < size) {
      const count = await readUpTo(
        file,
        buffer.subarray(0, Math.min(buffer.length, size - position)),
        position,
      );
      if (count === 0) break;
      const data = new Uint8Array(carry.length + count);
      data.set(carry);
      data.set(buffer.subarray(0, count), carry.length);
      const records: LogRecord[] = [];
      const damage: ByteRange[] = [];
      let lastLine: Uint8Array | undefined;
      // A carry that was dropped for its length leaves lineStart behind the data; that line cannot be intact.
      let dataStart = position - carry.length;
      let whole = dataStart === lineStart;
      let used = 0;
      for (let end = data.indexOf(newline); end >= 0; end = data.indexOf(newline, used)) {
        const record = whole ? decodeRecord(data.subarray(used, end)) : undefined;
        if (record !== undefined) {
          if (lineStart > validEnd) damage.push({ offset: validEnd, bytes: lineStart - validEnd });
          records.push(record);
          validEnd = dataStart + end + 1;
          lastLine = data.subarray(used, end);
        }
        used = end + 1;
        lineStart = dataStart + used;
        whole = true;
      }
      position += count;
      dataStart += used;
      carry = data.length - used > longestLine ? new Uint8Array(0) : data.slice(used);
      if (lastLine !== undefined) take({ records, damage, validEnd, mark: markOf(lastLine) });
    }
    return { validEnd, tailBytes: Math.max(0, size - validEnd) };
  });

/** The checksum digits in front of offset `end` of a log, or undefined when the file is shorter. */
export const markBefore = (files: FileSystem, path: string, end: number): Promise<string | undefined> =>
  withFile(files, path, 'read', async (file) => {
    const buffer = new Uint8Array(Math.min(end, markSpan));
    return (await readUpTo(file, buffer, end - buffer.length)) === buffer.length
      ? markOf(buffer.subarray(0, -1))
      : undefined;
  });

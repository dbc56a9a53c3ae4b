/**
 * A log that only grows (record-line.ts), with one writer: a record is acknowledged after the file has been synced.
 *
 * Opening keeps everything up to the last intact line; a torn tail is copied aside, durably, before it is cut off.
 * A failed append is undone (the file goes back to its acknowledged length). When even that fails, the log refuses
 * every further append until it is opened again, so that nothing is ever acknowledged after a hole.
 * Proof: test/unit/main/storage/append-log.test.ts, test/crash/storage-power-loss.test.ts.
 */
import { dirname } from 'node:path';
import type { Failure, Result } from '../../src-engine/base/result.ts';
import { ok } from '../../src-engine/base/result.ts';
import { writeDurably } from './durable-file.ts';
import { closeQuietly, pieceBytes, readUpTo, writeAll } from './file-bytes.ts';
import type { FileSystem, OpenFile } from './file-system.ts';
import { type ByteRange, type LogPiece, readLog } from './read-log.ts';
import { encodeRecord, type LogRecord } from './record-line.ts';
import { asStoreFailure, attempt } from './store-failure.ts';

export interface AppendLog {
  readonly path: string;
  /** What was not intact when the log was opened. */
  readonly opening: LogOpening;
  /** Length of the acknowledged part in bytes. */
  size(): number;
  /** Appends in order; resolves with the new length once the records are durable. Calls may overlap. */
  append(records: readonly LogRecord[]): Promise<Result<number>>;
  close(): Promise<void>;
}

export interface LogOpening {
  readonly damage: readonly ByteRange[];
  readonly tail?: { readonly bytes: number; readonly movedTo: string };
}

const copyTail = (
  files: FileSystem,
  file: OpenFile,
  tail: ByteRange,
  asidePath: string,
): Promise<Result<unknown>> =>
  writeDurably(files, asidePath, 'create', async (sink) => {
    const buffer = new Uint8Array(Math.min(pieceBytes, tail.bytes));
    for (let done = 0; done < tail.bytes; ) {
      const count = await readUpTo(file, buffer.subarray(0, tail.bytes - done), tail.offset + done);
      if (count === 0) break;
      await sink.write(buffer.subarray(0, count));
      done += count;
    }
    return ok(undefined);
  });

/** The file, made durable with its name if it is new. */
const openOrCreate = async (files: FileSystem, path: string): Promise<OpenFile> => {
  const isNew = (await files.facts(path)) === undefined;
  const file = await files.open(path, isNew ? 'create' : 'update');
  try {
    // Also for an old file: its last writer may have failed between writing and syncing.
    await file.sync();
    await files.syncFolder(dirname(path));
    return file;
  } catch (error) {
    await closeQuietly(file);
    throw error;
  }
};

const concatenate = (lines: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(lines.reduce((sum, line) => sum + line.length, 0));
  let at = 0;
  for (const line of lines) {
    bytes.set(line, at);
    at += line.length;
  }
  return bytes;
};

/**
 * Opens `path` for appending and passes what it holds to `take`. The caller is the only writer (run-lock.ts).
 * A torn tail goes to `asidePath`, whose folder must exist.
 */
export const openAppendLog = async (
  files: FileSystem,
  path: string,
  asidePath: string,
  take: (piece: LogPiece) => void = () => undefined,
): Promise<Result<AppendLog>> => {
  const opened = await attempt(`open ${path}`, () => openOrCreate(files, path));
  if (!opened.ok) return opened;
  const file = opened.value;
  const prepared = await attempt(
    `read ${path}`,
    async (): Promise<Result<{ size: number; opening: LogOpening }>> => {
      const damage: ByteRange[] = [];
      const end = await readLog(files, path, 0, (piece) => {
        damage.push(...piece.damage);
        take(piece);
      });
      if (end.tailBytes === 0) return ok({ size: end.validEnd, opening: { damage } });
      const copied = await copyTail(files, file, { offset: end.validEnd, bytes: end.tailBytes }, asidePath);
      if (!copied.ok) return copied;
      await file.truncate(end.validEnd);
      await file.sync();
      return ok({
        size: end.validEnd,
        opening: { damage, tail: { bytes: end.tailBytes, movedTo: asidePath } },
      });
    },
  );
  const ready = prepared.ok ? prepared.value : prepared;
  if (!ready.ok) {
    await closeQuietly(file);
    return ready;
  }

  let { size } = ready.value;
  let broken: Failure | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const undo = async (cause: Failure): Promise<void> => {
    try {
      await file.truncate(size);
      await file.sync();
    } catch (error) {
      if (asStoreFailure(error, '') === undefined) throw error;
      broken = cause;
    }
  };

  const appendNow = async (bytes: Uint8Array): Promise<Result<number>> => {
    if (broken !== undefined) return { ok: false, error: broken };
    const written = await attempt(`append to ${path}`, async () => {
      await writeAll(file, bytes, size);
      await file.sync();
    });
    if (written.ok) return ok((size += bytes.length));
    await undo(written.error);
    return written;
  };

  return ok({
    path,
    opening: ready.value.opening,
    size: () => size,
    append: (records) => {
      const bytes = concatenate(records.map(encodeRecord));
      if (bytes.length === 0) return Promise.resolve(ok(size));
      const result = queue.then(() => appendNow(bytes));
      queue = result.catch(() => undefined);
      return result;
    },
    close: async () => {
      await queue;
      await closeQuietly(file);
    },
  });
};

/**
 * One writer per folder, across processes and crashes, with nothing but exclusive creation of files.
 *
 * Files `writer-1.lock`, `writer-2.lock`, ... stand for successive writers; the highest number is the present one. To take over,
 * a process creates the next number exclusively (so one of many wins) and then looks again: if a higher number has
 * appeared it lost. The highest file always stays, marked released when its writer is done, so numbers never start again
 * and an old look at the folder can never make two winners.
 *
 * A writer is gone when its process is (machine.ts). Where that cannot be known (another host, no start times, a
 * damaged lock file), the heartbeat decides: the file's modification time, renewed by its writer, older than ten minutes.
 * Proof: test/unit/main/storage/writer-lock.test.ts.
 */
import { join } from 'node:path';
import type { Result } from '../../src-engine/base/result.ts';
import { fail, ok } from '../../src-engine/base/result.ts';
import { createFile, replaceFile } from './durable-file.ts';
import { readSmallFile, withFile, writeAll } from './file-bytes.ts';
import { errnoOf, type FileSystem } from './file-system.ts';
import type { Machine, ProcessName } from './machine.ts';
import { decodeRecord, encodeRecord } from './record-line.ts';
import { attempt } from './store-failure.ts';

export const heartbeatLimitMs = 600_000;

export type LockState = 'none' | 'released' | 'live' | 'stale';

export interface LockReading {
  readonly state: LockState;
  /** 0 when there is no lock file. */
  readonly generation: number;
  /** Missing for no lock and for a damaged one. */
  readonly owner?: ProcessName;
}

export interface WriterLock {
  readonly generation: number;
  /** Renews the heartbeat; fails with 'run.locked' when another writer has taken over. */
  heartbeat(): Promise<Result<void>>;
  /** Marks the lock released; the folder is free for the next writer. */
  release(): Promise<Result<void>>;
}

const lockName = (generation: number): string => `writer-${generation}.lock`;

const generationsIn = async (files: FileSystem, folder: string): Promise<readonly number[]> =>
  (await files.list(folder))
    .map((name) => Number(/^writer-(\d{1,9})\.lock$/.exec(name)?.[1] ?? 0))
    .filter((generation) => generation > 0)
    .sort((a, b) => b - a);

const ownerOf = (value: unknown): ProcessName | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const { host, boot, pid, started } = value as Record<string, unknown>;
  if (typeof host !== 'string' || typeof boot !== 'string') return undefined;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  const name = { host, boot, pid };
  return typeof started === 'string' ? { ...name, started } : name;
};

const readLock = async (
  files: FileSystem,
  machine: Machine,
  folder: string,
  generation: number,
): Promise<LockReading> => {
  const path = join(folder, lockName(generation));
  const bytes = await readSmallFile(files, path, 1 << 16);
  const record = decodeRecord(bytes.subarray(0, -1));
  const owner = ownerOf(record?.owner);
  if (owner !== undefined && record?.released === true) return { state: 'released', generation, owner };
  const liveness = owner === undefined ? 'unknown' : machine.liveness(owner);
  const beat = (await files.facts(path))?.modifiedMs ?? 0;
  const silent = machine.nowMs() - beat > heartbeatLimitMs;
  const stale = liveness === 'gone' || (liveness === 'unknown' && silent);
  return { state: stale ? 'stale' : 'live', generation, ...(owner === undefined ? {} : { owner }) };
};

/** Who writes to `folder`, if anyone. Changes nothing. */
export const readWriterLock = (
  files: FileSystem,
  machine: Machine,
  folder: string,
): Promise<Result<LockReading>> =>
  attempt(`read the lock of ${folder}`, async () => {
    for (;;) {
      const [highest] = await generationsIn(files, folder);
      if (highest === undefined) return { state: 'none', generation: 0 };
      try {
        return await readLock(files, machine, folder, highest);
      } catch (error) {
        // The next writer removed it between the two looks.
        if (errnoOf(error) !== 'ENOENT') throw error;
      }
    }
  });

const locked = (folder: string, owner: ProcessName | undefined) =>
  fail(
    'run.locked',
    owner === undefined
      ? `Another process is writing to ${folder}.`
      : `Process ${owner.pid} on ${owner.host} is writing to ${folder}.`,
    'Stop that process first; if it no longer exists, the lock is freed at once on its own host and after ten minutes elsewhere.',
    owner === undefined ? {} : { owner },
  );

/**
 * A full disk takes no second file, but the old one can be written over: it is longer than what is written. A crash in the middle leaves
 * a damaged lock, which is judged by its heartbeat.
 */
const markReleased = async (
  files: FileSystem,
  path: string,
  content: Readonly<Record<string, unknown>>,
): Promise<Result<void>> => {
  const record = encodeRecord({ ...content, released: true });
  const replaced = await replaceFile(files, path, record);
  if (replaced.ok) return ok(undefined);
  if (replaced.error.code !== 'store.diskFull') return replaced;
  return attempt(`write ${path}`, () =>
    withFile(files, path, 'update', async (file) => {
      await writeAll(file, record, 0);
      await file.truncate(record.length);
      await file.sync();
    }),
  );
};

/** Becomes the writer of `folder`, or fails with 'run.locked'. */
export const acquireWriterLock = async (
  files: FileSystem,
  machine: Machine,
  folder: string,
): Promise<Result<WriterLock>> => {
  const reading = await readWriterLock(files, machine, folder);
  if (!reading.ok) return reading;
  if (reading.value.state === 'live') return locked(folder, reading.value.owner);

  const generation = reading.value.generation + 1;
  const path = join(folder, lockName(generation));
  const content = {
    owner: machine.self,
    token: machine.token(),
    since: new Date(machine.nowMs()).toISOString(),
  };
  const created = await createFile(files, path, encodeRecord({ ...content, released: false }));
  if (!created.ok) return created.error.detail?.errno === 'EEXIST' ? locked(folder, undefined) : created;

  const release = (): Promise<Result<void>> => markReleased(files, path, content);
  const settled = await attempt(`lock ${folder}`, async () => {
    const generations = await generationsIn(files, folder);
    const won = generations[0] === generation;
    for (const other of won ? generations.slice(1) : [generation])
      await files.remove(join(folder, lockName(other)));
    return won;
  });
  if (!settled.ok) {
    await release();
    return settled;
  }
  if (!settled.value) return locked(folder, undefined);

  return ok({
    generation,
    heartbeat: async () => {
      const beat = await attempt(`renew the lock of ${folder}`, async () => {
        if ((await generationsIn(files, folder))[0] !== generation) return false;
        await files.touch(path, machine.nowMs());
        return true;
      });
      if (!beat.ok) return beat;
      return beat.value ? ok(undefined) : locked(folder, undefined);
    },
    release,
  });
};

/**
 * Marks the lock of `folder` released when this very process holds it. For a thread of this process that ended without letting go:
 * the caller vouches that no other part of the process writes there. Answers whether there was such a lock.
 */
export const releaseOwnLock = async (
  files: FileSystem,
  machine: Machine,
  folder: string,
): Promise<Result<boolean>> => {
  const reading = await readWriterLock(files, machine, folder);
  if (!reading.ok) return reading;
  const { state, generation, owner } = reading.value;
  const isOurs =
    owner !== undefined &&
    (['host', 'boot', 'pid', 'started'] as const).every((key) => owner[key] === machine.self[key]);
  if (state !== 'live' || !isOurs) return ok(false);
  const path = join(folder, lockName(generation));
  const released = await markReleased(files, path, { owner });
  return released.ok ? ok(true) : released;
};

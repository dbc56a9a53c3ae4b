/**
 * Files that a browser sends because it cannot name a path: kept in a folder of their own, readable to this account only, and removed with
 * it when the server ends. Bounded in number at one time, in bytes together, and by the room that must stay free on the disk.
 * Test: test/unit/main/server/upload-store.test.ts.
 */
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { plainFileName } from '../host/file-name.ts';
import { asStoreFailure } from '../storage/store-failure.ts';

export interface UploadLimits {
  /** Of all uploads together. */
  readonly bytes: number;
  readonly freeBytes: number;
  readonly atOnce: number;
}

const GiB = 2 ** 30;
export const uploadLimits: UploadLimits = { bytes: 32 * GiB, freeBytes: 2 * GiB, atOnce: 4 };

const inGiB = (bytes: number): string => `${(bytes / GiB).toFixed(1)} GiB`;

class TooLong extends Error {}

export class UploadStore {
  private readonly limits: UploadLimits;
  private readonly parent: string;
  private folder: string | undefined;
  private taken = 0;
  private active = 0;

  constructor(limits: UploadLimits = uploadLimits, parent: string = tmpdir()) {
    this.limits = limits;
    this.parent = parent;
  }

  /** Made with the first upload. */
  private place(): string {
    this.folder ??= realpathSync(mkdtempSync(join(this.parent, 'plaquette-uploads-')));
    return this.folder;
  }

  /** Whether a file of this many bytes would be taken now. */
  async room(bytes: number): Promise<Result<void>> {
    const counted = this.countedRoom(bytes);
    return counted.ok ? this.diskRoom(bytes) : counted;
  }

  private countedRoom(bytes: number): Result<void> {
    if (!Number.isSafeInteger(bytes) || bytes < 0)
      return fail('ipc.malformed', 'The upload does not say how long it is.', 'Choose the file again.');
    if (this.active >= this.limits.atOnce)
      return fail(
        'ipc.refused',
        `${this.active} files are being sent already.`,
        'Wait until one of them has arrived, then try again.',
      );
    if (this.taken + bytes > this.limits.bytes)
      return fail(
        'format.tooLarge',
        `This file (${inGiB(bytes)}) does not fit into the ${inGiB(this.limits.bytes)} that the server takes by upload.`,
        'Copy it to the machine of the server, into the served folder, and open it there.',
        { bytes },
      );
    return ok(undefined);
  }

  private async diskRoom(bytes: number): Promise<Result<void>> {
    const disk = await statfs(this.folder ?? this.parent);
    const free = disk.bavail * disk.bsize;
    if (free - bytes >= this.limits.freeBytes) return ok(undefined);
    return fail(
      'store.diskFull',
      `The disk of the server has ${inGiB(free)} left, too little for this file (${inGiB(bytes)}).`,
      'Free some space there, or copy the file to another disk of that machine and serve from there.',
      { bytes, free },
    );
  }

  /** Writes the stream to a file of this name and answers its path. What arrives incompletely is removed. */
  async receive(asked: string, bytes: number, stream: Readable): Promise<Result<string>> {
    const counted = this.countedRoom(bytes);
    if (!counted.ok) return counted;
    // before anything is waited for, so that two that come together cannot both take the last room
    this.active++;
    this.taken += bytes;
    const folder = join(this.place(), randomBytes(8).toString('hex'));
    const path = join(folder, plainFileName(asked));
    const disk = await this.diskRoom(bytes);
    const received = disk.ok ? await this.write(folder, path, bytes, stream) : disk;
    this.active--;
    if (received.ok) return ok(path);
    this.taken -= bytes;
    await rm(folder, { recursive: true, force: true });
    return received;
  }

  private async write(folder: string, path: string, bytes: number, stream: Readable): Promise<Result<void>> {
    let arrived = 0;
    const measure = new Transform({
      transform: (piece: Buffer, _encoding, done) => {
        arrived += piece.length;
        done(arrived > bytes ? new TooLong() : null, piece);
      },
    });
    try {
      mkdirSync(folder, { mode: 0o700 });
      await pipeline(stream, measure, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    } catch (error) {
      const failure = asStoreFailure(error, 'store the uploaded file');
      if (failure !== undefined && failure.detail?.errno !== 'ECONNRESET')
        return { ok: false, error: failure };
      return incomplete(error instanceof TooLong ? 'is longer than announced' : 'broke off');
    }
    return arrived === bytes ? ok(undefined) : incomplete('is shorter than announced');
  }

  /** Removes every upload, at once. */
  remove(): void {
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
    this.folder = undefined;
    this.taken = 0;
  }
}

const incomplete = (what: string) => fail('ipc.gone', `The upload ${what}.`, 'Choose the file again.');

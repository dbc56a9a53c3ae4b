/**
 * Asking a run to stop from another process: a file in the run's folder. It survives whoever asked, works between users of one disk, and
 * the run removes it when it begins and when it has stopped.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../src-engine/base/result.ts';
import { replaceFile } from '../storage/durable-file.ts';
import type { FileSystem } from '../storage/file-system.ts';

const POLL_MS = 500;

export const stopRequestFile = (runFolder: string): string => join(runFolder, 'stop-request');

/** Leaves the request; the run sees it within a second. */
export const requestStop = async (files: FileSystem, runFolder: string): Promise<Result<unknown>> =>
  replaceFile(files, stopRequestFile(runFolder), new TextEncoder().encode('stop\n'));

/** What a running run looks at after every update: cheap, because the disk is asked twice a second at most. */
export class StopFlag {
  private asked = false;
  private looked = 0;
  private readonly file: string;

  constructor(runFolder: string) {
    this.file = stopRequestFile(runFolder);
    this.clear();
  }

  /** Stop at the next chance (a signal, a button). */
  readonly ask = (): void => {
    this.asked = true;
  };

  get isSet(): boolean {
    const now = performance.now();
    if (!this.asked && now - this.looked >= POLL_MS) {
      this.looked = now;
      this.asked = existsSync(this.file);
    }
    return this.asked;
  }

  clear(): void {
    rmSync(this.file, { force: true });
  }
}

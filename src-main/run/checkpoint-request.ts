/**
 * Asking a run for a checkpoint now, from another thread or process: a file in the run's folder, as for stopping (stop-request.ts). The run takes it away when it
 * begins and when it has seen it. Test: test/unit/main/run/draw-pictures.test.ts.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../src-engine/base/result.ts';
import { replaceFile } from '../storage/durable-file.ts';
import type { FileSystem } from '../storage/file-system.ts';

const POLL_MS = 500;

const requestFile = (runFolder: string): string => join(runFolder, 'checkpoint-request');

export const requestCheckpoint = (files: FileSystem, runFolder: string): Promise<Result<unknown>> =>
  replaceFile(files, requestFile(runFolder), new TextEncoder().encode('checkpoint\n'));

/** What a running run looks at after every update: cheap, because the disk is asked twice a second at most. */
export class CheckpointFlag {
  private looked = 0;
  private readonly file: string;

  constructor(runFolder: string) {
    this.file = requestFile(runFolder);
    this.clear();
  }

  /** Whether one was asked for since this was last called. */
  take(): boolean {
    const now = performance.now();
    if (now - this.looked < POLL_MS) return false;
    this.looked = now;
    if (!existsSync(this.file)) return false;
    this.clear();
    return true;
  }

  clear(): void {
    rmSync(this.file, { force: true });
  }
}

/** What a user keeps beside a run (pinned, archived, group, note), in `marks.json` of its folder. Test: test/unit/main/workspace/kept-file.test.ts. */
import { join } from 'node:path';
import type { Result } from '../../src-engine/base/result.ts';
import { type RunMark, runMark } from '../contract/run-values.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { type KeptFile, readKeptFile, writeKeptFile } from './kept-file.ts';

export const noMark: RunMark = { pinned: false, archived: false, group: null, note: null };

const marksFile = (runFolder: string): string => join(runFolder, 'marks.json');

export const readMark = (files: FileSystem, runFolder: string, nowMs: number): Promise<KeptFile<RunMark>> =>
  readKeptFile(files, marksFile(runFolder), runMark, 'the marks of a run', nowMs);

export const writeMark = (files: FileSystem, runFolder: string, mark: RunMark): Promise<Result<null>> =>
  writeKeptFile(files, marksFile(runFolder), mark);

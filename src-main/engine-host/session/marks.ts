/**
 * What a user keeps beside runs (pinned, archived, group, note), in `marks.json` of each run's folder, and saved views of the table, in
 * `views.json` of the workspace. Test: test/unit/main/engine-host/kept-file.test.ts.
 */
import { join } from 'node:path';
import { z } from 'zod';
import type { Result } from '../../../src-engine/base/result.ts';
import { type RunMark, runMark, type SavedView, savedView } from '../../contract/index.ts';
import type { FileSystem } from '../../storage/file-system.ts';
import { type KeptFile, readKeptFile, writeKeptFile } from './kept-file.ts';

export const noMark: RunMark = { pinned: false, archived: false, group: null, note: null };

const marksFile = (runFolder: string): string => join(runFolder, 'marks.json');
const viewsFile = (workspace: string): string => join(workspace, 'views.json');

export const readMark = (files: FileSystem, runFolder: string, nowMs: number): Promise<KeptFile<RunMark>> =>
  readKeptFile(files, marksFile(runFolder), runMark, 'the marks of a run', nowMs);

export const writeMark = (files: FileSystem, runFolder: string, mark: RunMark): Promise<Result<null>> =>
  writeKeptFile(files, marksFile(runFolder), mark);

const views = z.array(savedView).max(100);

export const readViews = (
  files: FileSystem,
  workspace: string,
  nowMs: number,
): Promise<KeptFile<SavedView[]>> =>
  readKeptFile(files, viewsFile(workspace), views, 'the saved views', nowMs);

export const writeViews = (
  files: FileSystem,
  workspace: string,
  saved: readonly SavedView[],
): Promise<Result<null>> => writeKeptFile(files, viewsFile(workspace), saved);

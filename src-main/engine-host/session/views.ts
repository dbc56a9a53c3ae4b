/** Saved views of the table of runs, in `views.json` of the workspace. Test: test/unit/main/workspace/kept-file.test.ts. */
import { join } from 'node:path';
import { z } from 'zod';
import type { Result } from '../../../src-engine/base/result.ts';
import { type SavedView, savedView } from '../../contract/index.ts';
import type { FileSystem } from '../../storage/file-system.ts';
import { type KeptFile, readKeptFile, writeKeptFile } from '../../workspace/kept-file.ts';

const viewsFile = (workspace: string): string => join(workspace, 'views.json');

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

/** The runs of a workspace folder, by the names of their folders. Proof: test/unit/main/workspace/workspace.test.ts, engine-host/bad-input-folders.test.ts. */
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { attempt } from '../storage/store-failure.ts';
import { isRunId, runsFolder, workspaceFile } from './layout.ts';

/** A failure when the folder that was opened is not a workspace any more. */
export const checkThere = async (files: FileSystem, folder: string): Promise<Result<null>> => {
  const facts = await attempt(`look at ${folder}`, () => files.facts(workspaceFile(folder)));
  if (!facts.ok) return facts;
  if (facts.value !== undefined) return ok(null);
  return fail(
    'workspace.notFound',
    `The workspace is not in ${folder} any more: it was moved, renamed or deleted, or its disk is not connected.`,
    'Bring the folder back, or open the workspace where it is now.',
  );
};

/** Names of the run folders, oldest first; none when there is no runs folder. 'workspace.notFound' when all of it is gone. */
export const runIdsIn = async (files: FileSystem, folder: string): Promise<Result<readonly string[]>> => {
  const names = await attempt(`list ${runsFolder(folder)}`, () => files.list(runsFolder(folder)));
  if (names.ok) return ok(names.value.filter(isRunId));
  if (names.error.code !== 'store.notFound') return names;
  const there = await checkThere(files, folder);
  return there.ok ? ok([]) : there;
};

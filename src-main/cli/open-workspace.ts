/**
 * Which workspace a command line means: --workspace, then PLAQUETTE_WORKSPACE, then the nearest folder upwards.
 * The store is loaded only when a command asks for a workspace, so that files can be inspected where SQLite cannot run.
 */
import { resolve } from 'node:path';
import { ok, type Result } from '../../src-engine/base/result.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { findWorkspace } from '../workspace/workspace-file.ts';
import type { Context } from './context.ts';

/** The folder that was named, if any. */
export const namedFolder = (context: Context): string | undefined => {
  const named = context.workspaceOption() ?? context.environment.PLAQUETTE_WORKSPACE;
  return named === undefined || named === '' ? undefined : resolve(context.folder, named);
};

export const locateWorkspace = async (context: Context): Promise<Result<string>> => {
  const named = namedFolder(context);
  return named === undefined ? findWorkspace(context.host.files, context.folder) : ok(named);
};

/** Opens the workspace for `work` and closes it whatever happens. */
export const inWorkspace = async <T>(
  context: Context,
  work: (workspace: Workspace) => Promise<Result<T>>,
): Promise<Result<T>> => {
  const folder = await locateWorkspace(context);
  if (!folder.ok) return folder;
  const { openWorkspace } = await import('../workspace/workspace.ts');
  const opened = await openWorkspace(folder.value, context.host);
  if (!opened.ok) return opened;
  try {
    return await work(opened.value);
  } finally {
    await opened.value.close();
  }
};

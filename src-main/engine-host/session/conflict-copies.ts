/**
 * Copies that file synchronisation leaves when two computers changed one file: they are told to the user, because Plaquette reads only
 * the file of the right name. Test: test/unit/main/engine-host/conflict-copies.test.ts.
 */
import { join } from 'node:path';
import { type Failure, fail } from '../../../src-engine/base/result.ts';
import type { FileSystem } from '../../storage/file-system.ts';
import { isRunId } from '../../workspace/layout.ts';

const inWorkspace = ['plaquette.toml', 'index.sqlite', 'views.json'];
const inRun = ['spec.toml', 'log.ndjson', 'metrics.ndjson', 'marks.json'];

/**
 * What services put between the name and its ending: "(conflicted copy 2026-01-02)" and words like it (Dropbox, Nextcloud, OneDrive),
 * " 2" and "(1)" (iCloud, Google Drive), ".sync-conflict-20260102-030405-ABCDEF1" (Syncthing), "-DESKTOP-1A2B" (OneDrive).
 */
const additions = [
  /^[ _-]*\([^)]*(conflict|copy|version)[^)]*\)$/i,
  /^[ _-]*\(?\d{1,3}\)?$/,
  /^\.sync-conflict-\d{8}-\d{6}(-[A-Z0-9]+)?$/i,
  /^[ _-]*(conflict(ed)?|copy)\b.*$/i,
  /^-[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)+$/,
];

/** The name that `name` is a copy of, if it is one of `originals`. */
export const copyOf = (name: string, originals: readonly string[]): string | undefined =>
  originals.find((original) => {
    const dot = original.lastIndexOf('.');
    const [stem, ending] = dot < 0 ? [original, ''] : [original.slice(0, dot), original.slice(dot)];
    if (name === original || !name.startsWith(stem) || !name.endsWith(ending)) return false;
    const added = name.slice(stem.length, name.length - ending.length);
    return additions.some((addition) => addition.test(added));
  });

/** A run folder that was copied: its name begins with a run's. */
const runCopyOf = (name: string): string | undefined => {
  const id = name.slice(0, 20);
  return isRunId(id) && copyOf(name, [id]) !== undefined ? id : undefined;
};

const problem = (path: string, original: string): Failure =>
  fail(
    'workspace.conflictCopy',
    `${path} is a copy that file synchronisation left; Plaquette reads only ${original}.`,
    'Compare the two, keep the one you want under the right name, and delete the other. Better keep workspaces out of synchronised folders.',
    { path, original },
  ).error;

const listed = async (files: FileSystem, folder: string): Promise<readonly string[]> =>
  files.list(folder).catch(() => []);

/** Copies in the workspace folder and among its runs. */
export const findWorkspaceCopies = async (files: FileSystem, folder: string): Promise<readonly Failure[]> => {
  const problems: Failure[] = [];
  for (const name of await listed(files, folder)) {
    const original = copyOf(name, inWorkspace);
    if (original !== undefined) problems.push(problem(join(folder, name), original));
  }
  for (const name of await listed(files, join(folder, 'runs'))) {
    const original = runCopyOf(name);
    if (original !== undefined) problems.push(problem(join(folder, 'runs', name), original));
  }
  return problems;
};

/** Copies inside the folder of a run. */
export const findRunCopies = async (files: FileSystem, folder: string): Promise<readonly Failure[]> =>
  (await listed(files, folder)).flatMap((name) => {
    const original = copyOf(name, inRun);
    return original === undefined ? [] : [problem(join(folder, name), original)];
  });

/**
 * The folder below which the pages may look around and name new files. Links are followed only where they stay below it. What lies elsewhere
 * is reachable only if it was given on the command line. Test: test/unit/main/server/served-root.test.ts.
 */
import { lstat, opendir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import type { z } from 'zod';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import type { folderEntry, Place, Value } from '../contract/index.ts';
import { plainFileName } from '../host/file-name.ts';
import { type PlaceMaker, placeOf, unknownHandle } from '../host/place.ts';
import { attempt } from '../storage/store-failure.ts';

type FolderEntry = z.output<typeof folderEntry>;

/** Entries of a folder that are told; of more, those that the file system names first. */
export const MOST_ENTRIES = 2000;

export const isBelow = (root: string, path: string): boolean =>
  path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);

const outside = () =>
  fail(
    'ipc.refused',
    'This folder is not below the one that is served.',
    'Choose another one, or start the server with --root and a folder that holds it.',
  );

export interface ServedRoot {
  /** Canonical. */
  readonly path: string;
  browse(folder: string | null): Promise<Result<Value<'host.browse'>>>;
  /** A name for a new file or folder; nothing is made. */
  nameTarget(folder: string, name: string): Promise<Result<Place>>;
}

const byKindAndName = (a: FolderEntry, b: FolderEntry): number =>
  a.kind === b.kind ? a.name.localeCompare(b.name, 'en', { numeric: true }) : a.kind === 'folder' ? -1 : 1;

export const servedRoot = (maker: PlaceMaker, root: string): ServedRoot => {
  /** What is at a path, where its links end; undefined for what is gone, elsewhere, or neither file nor folder. */
  const look = async (path: string): Promise<FolderEntry | undefined> => {
    try {
      const canonical = await realpath(path);
      if (!isBelow(root, canonical)) return undefined;
      const facts = await stat(canonical);
      if (!facts.isFile() && !facts.isDirectory()) return undefined;
      return {
        ...placeOf(maker, canonical, facts.isFile() ? 'file' : 'folder'),
        // a link is shown by its own name
        name: basename(path),
        bytes: facts.isFile() ? facts.size : null,
        modified: facts.mtime.toISOString(),
      };
    } catch {
      return undefined;
    }
  };

  /** The canonical path of a folder below the root. */
  const folderOf = async (handle: string | null): Promise<Result<string>> => {
    const path = handle === null ? root : maker.grants.resolve(handle);
    if (path === undefined) return unknownHandle();
    const canonical = await attempt(`look at ${path}`, () => realpath(path));
    if (!canonical.ok) return canonical;
    return isBelow(root, canonical.value) ? canonical : outside();
  };

  const namesIn = async (
    folder: string,
  ): Promise<{ readonly names: string[]; readonly complete: boolean }> => {
    const names: string[] = [];
    for await (const { name } of await opendir(folder)) {
      if (name.startsWith('.')) continue;
      if (names.length === MOST_ENTRIES) return { names, complete: false };
      names.push(name);
    }
    return { names, complete: true };
  };

  return {
    path: root,
    browse: async (handle) => {
      const folder = await folderOf(handle);
      if (!folder.ok) return folder;
      const here = folder.value;
      const listed = await attempt(`list ${here}`, () => namesIn(here));
      if (!listed.ok) return listed;
      const { names, complete } = listed.value;
      // by handle, because several links may lead to one place
      const entries = new Map<string, FolderEntry>();
      for (const name of names) {
        const entry = await look(join(here, name));
        const isSeen = entry !== undefined && entries.has(entry.handle);
        const isItself = entry !== undefined && maker.grants.resolve(entry.handle) === join(here, name);
        if (entry !== undefined && (!isSeen || isItself)) entries.set(entry.handle, entry);
      }
      return ok({
        here: placeOf(maker, here, 'folder'),
        parent: here === root ? null : placeOf(maker, dirname(here), 'folder'),
        entries: [...entries.values()].sort(byKindAndName),
        complete,
      });
    },
    nameTarget: async (handle, name) => {
      const folder = await folderOf(handle);
      if (!folder.ok) return folder;
      if (plainFileName(name) !== name)
        return fail(
          'usage.wrong',
          `${JSON.stringify(name)} cannot be the name of a file on every system.`,
          `A name like ${JSON.stringify(plainFileName(name))} can.`,
        );
      const path = join(folder.value, name);
      const there = await lstat(path).catch(() => undefined);
      if (there?.isSymbolicLink() && !isBelow(root, await realpath(path).catch(() => ''))) return outside();
      return ok(placeOf(maker, path, there?.isDirectory() ? 'folder' : 'file'));
    },
  };
};

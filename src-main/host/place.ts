/**
 * Places: what the renderer may know of a path. A path is made canonical before it is granted, so that one file has one handle whichever
 * way it was reached. Test: test/unit/main/host/place.test.ts.
 */
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { Result } from '../../src-engine/base/result.ts';
import { fail, ok } from '../../src-engine/base/result.ts';
import type { Place } from '../contract/index.ts';
import type { GrantTable } from '../grant/grant-table.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { attempt } from '../storage/store-failure.ts';

/** `~/data` for a folder below the user's own. */
export const shownFolder = (folder: string, home: string): string =>
  folder === home || folder.startsWith(home + sep) ? `~${folder.slice(home.length)}` : folder;

export interface PlaceMaker {
  readonly files: FileSystem;
  readonly grants: GrantTable;
  readonly home: string;
}

/** Grants a canonical path. */
export const placeOf = (maker: PlaceMaker, path: string, kind: Place['kind']): Place => ({
  handle: maker.grants.grant(path),
  name: basename(path) || path,
  folder: shownFolder(dirname(path), maker.home),
  kind,
});

/** Grants what is at a path; fails when nothing is, or something that is neither file nor folder. */
export const existingPlace = async (maker: PlaceMaker, path: string): Promise<Result<Place>> => {
  const found = await attempt(`look at ${path}`, async () => {
    const canonical = await realpath(resolve(path));
    return { canonical, facts: await maker.files.facts(canonical) };
  });
  if (!found.ok) return found;
  const { canonical, facts } = found.value;
  if (facts === undefined || facts.kind === 'other')
    return fail(
      'store.notFound',
      `${path} is neither a file nor a folder.`,
      'Choose a file, or the folder that holds it.',
    );
  return ok(placeOf(maker, canonical, facts.kind));
};

/** Grants a name that may not exist yet, in a folder that does. */
export const newPlace = async (
  maker: PlaceMaker,
  path: string,
  kind: Place['kind'],
): Promise<Result<Place>> => {
  const absolute = resolve(path);
  const canonical = await attempt(`look at ${dirname(absolute)}`, async () =>
    join(await realpath(dirname(absolute)), basename(absolute)),
  );
  return canonical.ok ? ok(placeOf(maker, canonical.value, kind)) : canonical;
};

/** The refusal of a handle that was never given. */
export const unknownHandle = () =>
  fail(
    'ipc.handle',
    'The file or folder of this request is not known any more.',
    'Open it again from the dialog, the list of recent ones, or by dropping it on the window.',
  );

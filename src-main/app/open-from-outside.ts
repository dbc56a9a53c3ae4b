/**
 * Shows what was asked for from outside: each workspace in its window, files in the window in front, runs by the page's own command.
 * Nothing in particular: the window in front; in the background, the workspaces whose runs go on, or the one that was closed last; else Home. Test: test/e2e/desktop.spec.ts.
 */
import { type Failure, fail } from '../../src-engine/base/result.ts';
import type { Place } from '../contract/index.ts';
import { existingPlace } from '../host/place.ts';
import type { AppWindow } from '../window/app-window.ts';
import type { Desktop } from './desktop.ts';
import { type HandOver, readOpenRequest } from './open-request.ts';

const noWorkspace = fail(
  'workspace.none',
  'A link names a run, but no workspace is open in this window.',
  'Open the workspace of the run, then follow the link again.',
);

const leftOpen = ({ activity, grants, windows }: Desktop): readonly string[] => {
  const active = activity().workspaces.flatMap((handle) => grants.resolve(handle) ?? []);
  if (active.length > 0) return active;
  return windows.lastClosed === null ? [] : [windows.lastClosed];
};

export const openFromOutside = async (desktop: Desktop, asked: HandOver): Promise<void> => {
  const { windows, files } = desktop;
  const request = await readOpenRequest(asked, (path) => files.facts(path));
  const refused: Failure[] = [...request.refused];
  const granted = async (paths: readonly string[]): Promise<readonly Place[]> => {
    const places: Place[] = [];
    for (const path of paths) {
      const place = await existingPlace(desktop, path);
      if (place.ok) places.push(place.value);
      else refused.push(place.error);
    }
    return places;
  };

  let window: AppWindow | undefined;
  for (const workspace of await granted(request.workspaces)) {
    const path = desktop.grants.resolve(workspace.handle)!;
    window = windows.open(path, { workspace, configurations: [] });
  }
  if (windows.current() === undefined && request.files.length === 0)
    for (const workspace of await granted(leftOpen(desktop)))
      window = windows.open(desktop.grants.resolve(workspace.handle)!, { workspace, configurations: [] });
  const configurations = [...(await granted(request.files))];
  const front = window ?? windows.current();
  const isNew = front === undefined;
  const shows = front ?? windows.open(null, { workspace: null, configurations });
  if (!isNew) shows.focus();
  if (request.runs.length > 0 && shows.workspace === null) refused.push(noWorkspace.error);
  const forEvent = isNew ? [] : configurations;
  if (forEvent.length + refused.length > 0)
    shows.send('host.openRequested', { workspace: null, configurations: forEvent, refused });
  if (shows.workspace !== null) for (const run of request.runs) desktop.command('run.open', run, shows);
};

/** A notice of the engine, shown by the operating system if the settings want it; a click leads to the run. */
import type { Notice } from '../engine-host/control.ts';
import { placeOf } from '../host/place.ts';
import type { Desktop } from './desktop.ts';
import { isShown } from './notice-policy.ts';
import { notify } from './notify.ts';

export const showNotice = (desktop: Desktop, notice: Notice): void => {
  const path = desktop.grants.resolve(notice.workspace);
  const window = path === undefined ? undefined : desktop.windows.byWorkspace(path);
  const isWatched = window?.browser.isFocused() ?? false;
  if (!isShown(notice, desktop.settings.value().notifications, isWatched)) return;
  notify(notice.title, notice.text, () => {
    const shows =
      path === undefined
        ? undefined
        : desktop.windows.open(path, { workspace: placeOf(desktop, path, 'folder'), configurations: [] });
    if (notice.run !== null) desktop.command('run.open', notice.run, shows);
    else shows?.focus();
  });
};

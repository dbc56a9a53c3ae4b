/** Facts of this host, windows, the clipboard, pages outside, the engine. Test: test/e2e/desktop.spec.ts, test/e2e/security.spec.ts. */
import { clipboard, dialog, shell } from 'electron';
import { fail } from '../../../src-engine/base/result.ts';
import type { Handlers } from '../../contract/index.ts';
import { placeOf, unknownHandle } from '../../host/place.ts';
import { addressOfPage, mayOpenOutside } from '../../security/external-page.ts';
import type { AppWindow } from '../../window/app-window.ts';
import type { Desktop } from '../desktop.ts';
import { sentences } from '../sentences.ts';

type WindowCall =
  | 'host.facts'
  | 'host.copyText'
  | 'host.openExternal'
  | 'host.openWindow'
  | 'host.describeWindow'
  | 'host.restartEngine';

const done = { ok: true, value: null } as const;

export const windowHandlers = (desktop: Desktop): Handlers<WindowCall, AppWindow> => ({
  'host.facts': (_args, window) => {
    const { electron, chrome, node, v8 } = process.versions as Record<string, string>;
    return {
      ok: true,
      value: {
        kind: 'electron',
        platform: process.platform,
        version: desktop.version,
        versions: { electron: electron!, chrome: chrome!, node: node!, v8: v8! },
        native: true,
        opens: window.takeOpens(),
      },
    };
  },
  'host.copyText': ({ text }) => {
    clipboard.writeText(text);
    return done;
  },
  'host.openExternal': async ({ page }, window) => {
    const address = addressOfPage(page);
    if (!mayOpenOutside(address))
      return fail('ipc.refused', `The page ${page} may not be opened.`, 'Look it up in your browser.');
    const { message, open, cancel, title } = sentences.outside;
    const { response } = await dialog.showMessageBox(window.browser, {
      type: 'question',
      title,
      message: message(new URL(address).host),
      detail: address,
      buttons: [open, cancel],
      defaultId: 0,
      cancelId: 1,
    });
    if (response === 0) await shell.openExternal(address);
    return done;
  },
  'host.openWindow': ({ workspace }) => {
    if (workspace === null) {
      desktop.windows.open(null);
      return done;
    }
    const path = desktop.grants.resolve(workspace);
    if (path === undefined) return unknownHandle();
    desktop.windows.open(path, { workspace: placeOf(desktop, path, 'folder'), configurations: [] });
    return done;
  },
  'host.describeWindow': ({ title, workspace }, window) => {
    const path = workspace === null ? undefined : desktop.grants.resolve(workspace);
    if (workspace !== null && path === undefined) return unknownHandle();
    window.describe(title, path === undefined ? null : { path, place: placeOf(desktop, path, 'folder') });
    return done;
  },
  'host.restartEngine': () => {
    desktop.engine.restart();
    return done;
  },
});

/**
 * Wires the policies of this folder into Electron: every session and every page that ever comes to be. Test: test/e2e/security.spec.ts.
 */
import { app, type Session, session as sessions } from 'electron';
import type { PageFiles } from '../server/page-files.ts';
import { APP_SCHEME } from './app-address.ts';
import { mayLoad, mayNavigate } from './navigation-policy.ts';
import { pageResponse } from './page-response.ts';
import { mayUse } from './permission-policy.ts';

export type NoteRefusal = (what: string) => void;

const hardenSession = (session: Session, developerTools: boolean, refused: NoteRefusal): void => {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    if (!mayUse(permission)) refused(`permission ${permission}`);
    answer(mayUse(permission));
  });
  session.setPermissionCheckHandler((_contents, permission) => mayUse(permission));
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setUSBProtectedClassesHandler(() => []);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((request, answer) => {
    const cancel = !mayLoad(request.url, developerTools);
    if (cancel) refused(`request to ${request.url.slice(0, 200)}`);
    answer({ cancel });
  });
  // files leave through host.saveExport
  session.on('will-download', (event) => event.preventDefault());
};

/** Makes the session that our windows use, and refuses in every other one as well. */
export const appSession = (files: PageFiles, developerTools: boolean, refused: NoteRefusal): Session => {
  const own = sessions.fromPartition('persist:plaquette');
  for (const session of [own, sessions.defaultSession]) hardenSession(session, developerTools, refused);
  own.protocol.handle(APP_SCHEME, (request) => pageResponse(files, request));
  return own;
};

/** Before the first page. */
export const hardenPages = (refused: NoteRefusal): void => {
  app.on('web-contents-created', (_created, contents) => {
    contents.setWindowOpenHandler(({ url }) => {
      refused(`window for ${url.slice(0, 200)}`);
      return { action: 'deny' };
    });
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
      refused('webview');
    });
    contents.on('will-frame-navigate', (event) => {
      if (mayNavigate(event.url, event.isMainFrame)) return;
      event.preventDefault();
      refused(`navigation to ${event.url.slice(0, 200)}`);
    });
    contents.on('will-redirect', (event) => {
      event.preventDefault();
      refused(`redirection to ${event.url.slice(0, 200)}`);
    });
  });
};

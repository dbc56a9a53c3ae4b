/** What a window is allowed to be, spelled out although most of it is Electron's default. Test: test/e2e/security.spec.ts. */
import type { Session, WebPreferences } from 'electron';

export const webPreferences = (
  preload: string,
  session: Session,
  developerTools: boolean,
): WebPreferences => ({
  preload,
  session,
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  plugins: false,
  navigateOnDragDrop: false,
  disableDialogs: true,
  spellcheck: false,
  devTools: developerTools,
  // runs live in the engine process; a hidden window may sleep
  backgroundThrottling: true,
});

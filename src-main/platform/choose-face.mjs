// Decides how `npm start` shows the application: in its own window, or served to a browser; and says why. A pure function of what was found.
// Test: test/unit/main/platform/choose-face.test.ts.
import { missingMessage } from './system-libraries.mjs';

/**
 * @typedef {object} Facts
 * @property {boolean} display whether a window can be shown
 * @property {boolean} browserAsked `npm start -- --browser`
 * @property {boolean} serve false: the quick start only, for machines that nobody watches
 * @property {import('./electron-dist.mjs').ElectronAnswer | undefined} electron undefined where there was no need to look
 * @property {readonly import('./system-libraries.mjs').MissingLibrary[]} missing
 *
 * @typedef {{ kind: 'desktop', executable: string, messages: string[] }} Desktop
 * @typedef {{ kind: 'browser', quickStart: boolean, open: boolean, messages: string[] }} Browser `open`: a browser can be opened here
 * @typedef {{ kind: 'quick-start', messages: string[] }} QuickStart
 */

/** @param {string[]} messages @returns {Browser} */
const browserHere = (messages) => ({ kind: 'browser', quickStart: false, open: true, messages });

/** @param {Facts} facts @returns {Desktop | Browser | QuickStart} */
export const chooseFace = ({ display, browserAsked, serve, electron, missing }) => {
  if (!serve) return { kind: 'quick-start', messages: [] };
  if (!display) {
    const message =
      'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the quick start runs in this terminal; ' +
      'then the application is served, and you open it in a browser.';
    return { kind: 'browser', quickStart: true, open: false, messages: [message] };
  }
  if (browserAsked) return browserHere([]);
  const instead = 'Plaquette opens in your browser instead.';
  if (!electron?.ok) {
    const remedy =
      'To have the window, set ELECTRON_OVERRIDE_DIST_PATH to a folder with an unpacked Electron.';
    return browserHere([...(electron?.problems ?? []), `${instead} ${remedy}`]);
  }
  if (missing.length > 0)
    return browserHere([missingMessage(missing), `${instead} Start again once they are installed.`]);
  return { kind: 'desktop', executable: electron.executable, messages: [] };
};

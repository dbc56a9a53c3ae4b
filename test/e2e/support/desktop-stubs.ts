/** What a test puts in the place of the operating system's own dialogs and notifications, inside the main process. */
import type { ElectronApplication } from '@playwright/test';

interface Stubs {
  asked: { message: string; buttons: readonly string[] }[];
  answer: number;
  notifications: { title: string; body: string; click(): void }[];
  blockers: number;
  progress: number[];
}

type World = typeof globalThis & { stubs: Stubs };

/** Questions are answered with the button number of `answerWith`; notifications, blockers and progress are only noted. */
export const installStubs = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow, dialog, Notification, powerSaveBlocker }) => {
    const stubs: Stubs = { asked: [], answer: 0, notifications: [], blockers: 0, progress: [] };
    (globalThis as World).stubs = stubs;
    dialog.showMessageBox = (async (...args: unknown[]) => {
      const { message, buttons } = args.at(-1) as { message: string; buttons: string[] };
      stubs.asked.push({ message, buttons });
      return { response: stubs.answer, checkboxChecked: false };
    }) as typeof dialog.showMessageBox;
    Notification.isSupported = () => true;
    Notification.prototype.show = function (this: Electron.Notification) {
      const { title, body } = this;
      stubs.notifications.push({ title, body, click: () => this.emit('click') });
    };
    const start = powerSaveBlocker.start.bind(powerSaveBlocker);
    const stop = powerSaveBlocker.stop.bind(powerSaveBlocker);
    powerSaveBlocker.start = (type) => {
      stubs.blockers += 1;
      return start(type);
    };
    powerSaveBlocker.stop = (id) => {
      stubs.blockers -= 1;
      return stop(id);
    };
    for (const window of BrowserWindow.getAllWindows()) {
      const set = window.setProgressBar.bind(window);
      window.setProgressBar = (value) => {
        stubs.progress.push(value);
        set(value);
      };
    }
  });

export const answerWith = (app: ElectronApplication, answer: number): Promise<void> =>
  app.evaluate((_electron, given) => {
    (globalThis as World).stubs.answer = given;
  }, answer);

/** What was counted so far, as plain data. */
export const stubbed = (app: ElectronApplication) =>
  app.evaluate(() => {
    const { asked, notifications, blockers, progress } = (globalThis as World).stubs;
    return {
      asked,
      blockers,
      progress,
      notifications: notifications.map(({ title, body }) => ({ title, body })),
    };
  });

export const clickLastNotification = (app: ElectronApplication): Promise<void> =>
  app.evaluate(() => (globalThis as World).stubs.notifications.at(-1)!.click());

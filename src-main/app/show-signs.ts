/** Carries out what activity-signs.ts decides: taskbar, tray, staying awake. Test: test/e2e/desktop.spec.ts. */
import { powerSaveBlocker } from 'electron';
import type { AppWindows } from '../window/app-windows.ts';
import type { Activity, ActivitySigns } from './activity-signs.ts';
import { sentences } from './sentences.ts';
import type { TrayIcon } from './tray.ts';

export class ShowSigns {
  private readonly windows: AppWindows;
  private readonly tray: TrayIcon;
  private blocker: number | undefined;

  constructor(windows: AppWindows, tray: TrayIcon) {
    this.windows = windows;
    this.tray = tray;
  }

  show({ progress, keepAwake, tray }: ActivitySigns, { activeRuns, fraction }: Activity): void {
    for (const { browser } of this.windows.all()) browser.setProgressBar(progress);
    if (keepAwake) this.blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (this.blocker !== undefined) {
      powerSaveBlocker.stop(this.blocker);
      this.blocker = undefined;
    }
    if (tray) this.tray.show(sentences.tray.tip(activeRuns, fraction));
    else this.tray.hide();
  }
}

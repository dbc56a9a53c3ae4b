/**
 * Leaving: asks when runs are active, stops them and the engine within a time limit, then ends. Signals and the end of the session do not ask.
 * Nothing depends on it for safety: the store survives a process that is killed. Test: test/e2e/desktop.spec.ts.
 */
import { app, dialog, powerMonitor } from 'electron';
import type { AppWindow } from '../window/app-window.ts';
import { livesOn } from './activity-signs.ts';
import type { Desktop } from './desktop.ts';
import { sentences } from './sentences.ts';

/** A checkpoint of a large lattice on a slow disk takes its time. */
const STOP_RUNS_MS = 60_000;
const STOP_IDLE_MS = 5_000;
/** What operating systems grant at the end of a session. */
const SESSION_END_MS = 4_000;

type Choice = 'stop' | 'background' | 'cancel';

export class Quit {
  private readonly desktop: Desktop;
  private readonly goneToBackground: () => void;
  private isLeaving = false;
  private isAsking = false;
  private inBackground = false;
  /** Leaving was asked for while windows are open; they may go. */
  private isSettled = false;

  constructor(desktop: Desktop, goneToBackground: () => void) {
    this.desktop = desktop;
    this.goneToBackground = goneToBackground;
    app.on('before-quit', (event) => {
      if (this.isSettled) return;
      event.preventDefault();
      void this.askAndLeave();
    });
    app.on('window-all-closed', () => this.lastWindowGone());
    // after `ready`, because Electron sets its own handlers before
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
      process.on(signal, () => void this.leave(SESSION_END_MS));
    powerMonitor.on('shutdown', () => void this.leave(SESSION_END_MS));
    // Windows tells its windows
    app.on('browser-window-created', (_event, window) => {
      window.on('session-end', () => void this.leave(SESSION_END_MS));
    });
  }

  /** False keeps the window: it is the last one, runs are active, and they may not go on without it unasked. */
  mayClose(window: AppWindow): boolean {
    const { desktop } = this;
    const isLast = desktop.windows.all().every((other) => other === window);
    if (this.isLeaving || this.isSettled || !isLast || process.platform === 'darwin') return true;
    const { activeRuns, waitingRuns } = desktop.activity();
    if (activeRuns + waitingRuns === 0 || desktop.settings.value().background) return true;
    void this.askAndLeave();
    return false;
  }

  /** True once the last window has gone while runs went on, until there is a window again. */
  get isInBackground(): boolean {
    return this.inBackground && this.desktop.windows.all().length === 0;
  }

  async askAndLeave(): Promise<void> {
    if (this.isLeaving || this.isAsking) return;
    const { activeRuns, waitingRuns } = this.desktop.activity();
    if (activeRuns + waitingRuns === 0) return this.leave(STOP_IDLE_MS);
    this.isAsking = true;
    const choice = await this.ask();
    this.isAsking = false;
    if (choice === 'stop') return this.leave(STOP_RUNS_MS);
    if (choice === 'background') {
      for (const { browser } of this.desktop.windows.all()) browser.destroy();
    }
  }

  /** Stops runs and engine, then ends, without asking. */
  async leave(limitMs = STOP_RUNS_MS): Promise<void> {
    if (this.isLeaving) return;
    this.isLeaving = true;
    const { windows, engine } = this.desktop;
    const kept = windows.keepStates();
    for (const { browser } of windows.all()) browser.hide();
    await engine.stop(limitMs);
    await kept;
    await this.desktop.log.settled();
    this.isSettled = true;
    app.quit();
  }

  private async ask(): Promise<Choice> {
    const { activeRuns, waitingRuns } = this.desktop.activity();
    const { quit } = sentences;
    const options = {
      type: 'question' as const,
      title: quit.title,
      message: quit.message(activeRuns, waitingRuns),
      detail: quit.detail(process.platform !== 'linux'),
      buttons: [quit.stop, quit.background, quit.cancel],
      defaultId: 1,
      cancelId: 2,
    };
    const parent = this.desktop.windows.current()?.browser;
    const { response } =
      parent === undefined
        ? await dialog.showMessageBox(options)
        : await dialog.showMessageBox(parent, options);
    return (['stop', 'background', 'cancel'] as const)[response] ?? 'cancel';
  }

  private lastWindowGone(): void {
    if (this.isLeaving || this.isSettled) return;
    if (livesOn(this.desktop.activity())) {
      this.inBackground = true;
      this.goneToBackground();
    } else if (process.platform !== 'darwin') void this.leave(STOP_IDLE_MS);
  }
}

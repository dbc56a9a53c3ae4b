/**
 * One window: what it shows, and what it is told. Messages before the page listens (it does once it has asked for its facts) wait.
 * A page that crashes is loaded again, at most three times a minute. Test: test/e2e/desktop.spec.ts.
 */
import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';
import type { HostEvents, HostFacts } from '../contract/index.ts';
import { EVENT_CHANNEL } from '../ipc/channel.ts';
import { START_ADDRESS } from '../security/app-address.ts';
import { mayNavigate } from '../security/navigation-policy.ts';
import type { WindowState } from './window-state.ts';

const CRASHES_A_MINUTE = 3;
const AFTER_CRASH_MS = 100;

export interface WindowWorld {
  /** Told when the page crashed; answers the sentence that the new page shows. */
  readonly crashed: (window: AppWindow, reason: string) => HostEvents['host.problem'];
  readonly closed: () => void;
  readonly keepState: (workspace: string | null, state: WindowState) => void;
}

export class AppWindow {
  readonly browser: BrowserWindow;
  /** Path of the workspace that is open in it. */
  workspace: string | null;
  private opens: HostFacts['opens'];
  private isListening = false;
  /** Whether this page has had a workspace: before, saying that it has none means nothing. */
  private hasShownWorkspace = false;
  private waiting: (() => void)[] = [];
  private forWorkspace: (() => void)[] = [];
  private crashes: number[] = [];

  constructor(
    options: BrowserWindowConstructorOptions,
    maximised: boolean,
    workspace: string | null,
    opens: HostFacts['opens'],
    world: WindowWorld,
  ) {
    this.workspace = workspace;
    this.opens = opens;
    this.browser = new BrowserWindow({ ...options, show: false });
    const { browser } = this;
    browser.once('ready-to-show', () => {
      if (maximised) browser.maximize();
      browser.show();
    });
    browser.on('page-title-updated', (event) => event.preventDefault());
    browser.on('close', () => world.keepState(this.workspace, this.state()));
    browser.on('closed', () => world.closed());
    browser.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (!isMainFrame || isSameDocument) return;
      this.isListening = false;
      this.hasShownWorkspace = false;
    });
    // about:blank is reached without asking (navigation-policy.ts)
    browser.webContents.on('did-navigate', (_event, address) => {
      if (!mayNavigate(address, true)) this.load();
    });
    browser.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit') return;
      const problem = world.crashed(this, reason);
      const now = Date.now();
      this.crashes = [...this.crashes.filter((time) => now - time < 60_000), now];
      this.isListening = false;
      if (this.crashes.length > CRASHES_A_MINUTE) return browser.destroy();
      this.send('host.problem', problem);
      // the screen that was shown, unless it is what brings the page down
      const address = browser.webContents.getURL();
      const again = this.crashes.length === 1 && mayNavigate(address, true) ? address : START_ADDRESS;
      // not at once: Electron would take the new page's messages for those of the dead frame
      setTimeout(() => {
        if (!browser.isDestroyed()) this.load(again);
      }, AFTER_CRASH_MS);
    });
    this.load();
  }

  private load(address = START_ADDRESS): void {
    // what goes wrong here is seen as a crash, or as a window without a page
    this.browser.loadURL(address).catch(() => undefined);
  }

  get id(): number {
    return this.browser.webContents.id;
  }

  state(): WindowState {
    return { bounds: this.browser.getNormalBounds(), maximised: this.browser.isMaximized() };
  }

  /** What the page asks first: hands over what the window was opened for, and lets messages through from now on. */
  takeOpens(): HostFacts['opens'] {
    const { opens } = this;
    this.opens = { ...opens, configurations: [] };
    this.isListening = true;
    const { waiting } = this;
    this.waiting = [];
    // after the reply to the call that is being answered
    setImmediate(() => {
      for (const send of waiting) send();
    });
    return opens;
  }

  describe(
    title: string,
    workspace: { readonly path: string; readonly place: HostFacts['opens']['workspace'] } | null,
  ): void {
    this.hasShownWorkspace ||= workspace !== null;
    if (this.hasShownWorkspace) {
      this.workspace = workspace?.path ?? null;
      // a page that is loaded again opens what it had
      this.opens = { ...this.opens, workspace: workspace?.place ?? null };
    }
    if (workspace !== null) {
      const { forWorkspace } = this;
      this.forWorkspace = [];
      for (const send of forWorkspace) send();
    }
    if (title !== '') this.browser.setTitle(title);
    this.browser.setRepresentedFilename(this.workspace ?? '');
  }

  send<N extends keyof HostEvents>(name: N, payload: HostEvents[N]): void {
    const send = (): void => {
      if (!this.browser.isDestroyed()) this.browser.webContents.send(EVENT_CHANNEL, name, payload);
    };
    if (this.isListening) send();
    else this.waiting.push(send);
  }

  /** A command about a run: not before the page has its workspace, when it was opened for one. */
  command(command: string, argument: string | null): void {
    const send = (): void => this.send('host.command', { command, argument });
    if (argument === null || this.workspace === null || this.hasShownWorkspace) send();
    else this.forWorkspace.push(send);
  }

  focus(): void {
    if (this.browser.isMinimized()) this.browser.restore();
    this.browser.show();
    this.browser.focus();
  }
}

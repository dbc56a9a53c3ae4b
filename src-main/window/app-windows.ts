/** All windows: one for each workspace, made or brought to the front. Test: test/e2e/desktop.spec.ts. */
import { nativeTheme, type Session, screen } from 'electron';
import type { HostEvents, HostFacts, Theme } from '../contract/index.ts';
import { webPreferences } from '../security/web-preferences.ts';
import { AppWindow, type WindowWorld } from './app-window.ts';
import { backgroundColour } from './background-colour.ts';
import { placeWindow, SMALLEST } from './window-state.ts';
import type { WindowStates } from './window-states.ts';

export interface WindowsWorld extends Pick<WindowWorld, 'crashed'> {
  readonly preload: string;
  readonly session: Session;
  readonly developerTools: boolean;
  readonly icon: string | undefined;
  readonly states: WindowStates;
  theme(): Theme;
  /** After a window has gone. */
  changed(): void;
  /** Answers false to keep the window. */
  mayClose(window: AppWindow): boolean;
}

const nothingToOpen: HostFacts['opens'] = { workspace: null, configurations: [] };

export class AppWindows {
  private readonly world: WindowsWorld;
  private readonly windows = new Map<number, AppWindow>();
  /** Workspace of the window that went last. */
  lastClosed: string | null = null;
  /** Contents of the window that was in front last. */
  private front: number | undefined;

  constructor(world: WindowsWorld) {
    this.world = world;
  }

  all(): readonly AppWindow[] {
    return [...this.windows.values()];
  }

  byContents(id: number): AppWindow | undefined {
    return this.windows.get(id);
  }

  byWorkspace(path: string): AppWindow | undefined {
    return this.all().find((window) => window.workspace === path);
  }

  /** The window in front, or one that was. */
  current(): AppWindow | undefined {
    const focused = this.all().find((window) => window.browser.isFocused());
    return (
      focused ?? (this.front === undefined ? undefined : this.windows.get(this.front)) ?? this.all().at(-1)
    );
  }

  /** Brings the window of a workspace to the front, making it where there is none. */
  open(workspace: string | null, opens: HostFacts['opens'] = nothingToOpen): AppWindow {
    const known = workspace === null ? undefined : this.byWorkspace(workspace);
    if (known !== undefined) {
      known.focus();
      return known;
    }
    return this.make(workspace, opens);
  }

  /** Resolves once it is remembered where every window is. */
  async keepStates(): Promise<void> {
    await Promise.all(this.all().map((window) => this.world.states.put(window.workspace, window.state())));
  }

  broadcast<N extends keyof HostEvents>(name: N, payload: HostEvents[N]): void {
    for (const window of this.windows.values()) window.send(name, payload);
  }

  background(): string {
    const { shouldUseDarkColors, shouldUseHighContrastColors } = nativeTheme;
    return backgroundColour(this.world.theme(), shouldUseDarkColors, shouldUseHighContrastColors);
  }

  private make(workspace: string | null, opens: HostFacts['opens']): AppWindow {
    const { world } = this;
    const primary = screen.getPrimaryDisplay();
    const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
    const place = placeWindow(
      world.states.get(workspace),
      [primary, ...others].map(({ workArea }) => workArea),
      this.all().map(({ browser }) => browser.getNormalBounds()),
    );
    const { width, height, at, maximised } = place;
    const window: AppWindow = new AppWindow(
      {
        width,
        height,
        ...(at ?? {}),
        ...(world.icon === undefined ? {} : { icon: world.icon }),
        minWidth: SMALLEST.width,
        minHeight: SMALLEST.height,
        title: 'Plaquette',
        backgroundColor: this.background(),
        webPreferences: webPreferences(world.preload, world.session, world.developerTools),
      },
      maximised,
      workspace,
      opens,
      {
        crashed: world.crashed,
        closed: () => {
          this.windows.delete(id);
          this.lastClosed = window.workspace;
          if (this.front === id) this.front = undefined;
          world.changed();
        },
        keepState: (path, state) => void world.states.put(path, state),
      },
    );
    const { id } = window;
    this.windows.set(id, window);
    this.front = id;
    window.browser.on('focus', () => {
      this.front = id;
    });
    window.browser.on('close', (event) => {
      if (!world.mayClose(window)) event.preventDefault();
    });
    return window;
  }
}

/**
 * The icon in the tray, while runs go on without a window. Where there is no tray, nothing: starting Plaquette again brings the windows back.
 * Test: test/e2e/desktop.spec.ts.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Menu, nativeImage, nativeTheme, Tray } from 'electron';
import { sentences } from './sentences.ts';

export interface TrayWorld {
  /** The folder `assets/icons/tray`. */
  readonly icons: string;
  open(): void;
  quit(): void;
  log(text: string): void;
}

const iconName = (platform: NodeJS.Platform, isDark: boolean): string => {
  if (platform === 'darwin') return 'trayTemplate.png';
  return isDark ? 'tray-on-dark.png' : 'tray-on-light.png';
};

export class TrayIcon {
  private readonly world: TrayWorld;
  private tray: Tray | undefined;

  constructor(world: TrayWorld) {
    this.world = world;
    nativeTheme.on('updated', () => this.tray?.setImage(this.image()));
  }

  get isShown(): boolean {
    return this.tray !== undefined && !this.tray.isDestroyed();
  }

  show(tip: string): void {
    const path = this.path();
    if (!this.isShown && existsSync(path)) {
      try {
        this.tray = this.make();
      } catch (error) {
        this.world.log(`There is no tray here: ${error instanceof Error ? error.message : error}`);
      }
    }
    this.tray?.setToolTip(tip);
  }

  hide(): void {
    this.tray?.destroy();
    this.tray = undefined;
  }

  private path(): string {
    return join(this.world.icons, iconName(process.platform, nativeTheme.shouldUseDarkColors));
  }

  private image(): Electron.NativeImage {
    return nativeImage.createFromPath(this.path());
  }

  private make(): Tray {
    const tray = new Tray(this.image());
    const { open, quit } = sentences.tray;
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: open, click: () => this.world.open() },
        { type: 'separator' },
        { label: quit, click: () => this.world.quit() },
      ]),
    );
    tray.on('click', () => this.world.open());
    return tray;
  }
}

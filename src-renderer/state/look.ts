/** Which theme, motion and density a page has, from settings and the system. Test: test/unit/renderer/state/look.test.ts. */
import type { Settings } from '../../src-main/contract/index.ts';

export interface Look {
  readonly theme: 'light' | 'dark' | 'contrast';
  readonly motion: 'full' | 'reduced';
  readonly density: Settings['density'];
}

export interface SystemLook {
  readonly dark: boolean;
  readonly contrast: boolean;
  readonly reducedMotion: boolean;
}

export const lookOf = (
  { theme, motion, density }: Pick<Settings, 'theme' | 'motion' | 'density'>,
  system: SystemLook,
): Look => ({
  theme: theme === 'system' ? (system.contrast ? 'contrast' : system.dark ? 'dark' : 'light') : theme,
  motion: motion === 'system' ? (system.reducedMotion ? 'reduced' : 'full') : motion,
  density,
});

const key = 'plaquette.look';

export const rememberLook = (look: Look): void => {
  try {
    localStorage.setItem(key, JSON.stringify(look));
  } catch {
    // a page without storage only flashes once at its next start
  }
};

export const rememberedLook = (): Look | undefined => {
  try {
    const { theme, motion, density } = JSON.parse(localStorage.getItem(key) ?? 'null') as Look;
    const known =
      ['light', 'dark', 'contrast'].includes(theme) &&
      ['full', 'reduced'].includes(motion) &&
      ['comfortable', 'compact'].includes(density);
    return known ? { theme, motion, density } : undefined;
  } catch {
    return undefined;
  }
};

/**
 * The colour of a window before its page has painted: `--surface` of each theme in src-renderer/style/tokens.css, which the test compares.
 * Test: test/unit/main/window/background-colour.test.ts.
 */
import type { Theme } from '../contract/index.ts';

const surfaces = { light: '#f7f7f5', dark: '#16181b', contrast: '#000000' } as const;

/** `isDark`, `isContrast`: what the operating system asks for. */
export const backgroundColour = (theme: Theme, isDark: boolean, isContrast: boolean): string => {
  if (theme !== 'system') return surfaces[theme];
  if (isContrast) return surfaces.contrast;
  return isDark ? surfaces.dark : surfaces.light;
};

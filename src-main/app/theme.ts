/** The theme of the settings, told to the system's own parts and to windows that have not painted yet. Test: test/e2e/desktop.spec.ts. */
import { nativeTheme } from 'electron';
import type { Theme } from '../contract/index.ts';
import type { AppWindows } from '../window/app-windows.ts';

/** High contrast is a dark theme. */
const sources = { system: 'system', light: 'light', dark: 'dark', contrast: 'dark' } as const;

export const applyTheme = (theme: Theme, windows?: AppWindows): void => {
  nativeTheme.themeSource = sources[theme];
  for (const { browser } of windows?.all() ?? []) browser.setBackgroundColor(windows!.background());
};

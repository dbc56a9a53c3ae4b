/**
 * The user's settings as the host keeps them, and the look of the page that follows from them: `data-theme`, `data-motion` and
 * `data-density` on the root element. Test: test/unit/renderer/state/look.test.ts.
 */
import { defaultSettings, type Settings } from '../../src-main/contract/index.ts';
import { call, on } from './connection.svelte.ts';
import { type Look, lookOf, rememberedLook, rememberLook, type SystemLook } from './look.ts';
import { report } from './notices.svelte.ts';

class SettingsState {
  current = $state.raw<Settings>(defaultSettings);
  /** What is shown now; charts and canvases redraw when it changes. */
  look = $state.raw<Look>({ theme: 'light', motion: 'full', density: 'comfortable' });
}

export const settings = new SettingsState();

const queries = {
  dark: '(prefers-color-scheme: dark)',
  contrast: '(prefers-contrast: more)',
  reduced: '(prefers-reduced-motion: reduce)',
} as const;

const system = (): SystemLook => ({
  dark: matchMedia(queries.dark).matches,
  contrast: matchMedia(queries.contrast).matches,
  reducedMotion: matchMedia(queries.reduced).matches,
});

const show = (look: Look): void => {
  const { dataset } = document.documentElement;
  dataset.theme = look.theme;
  dataset.motion = look.motion;
  dataset.density = look.density;
  settings.look = look;
};

const apply = (given: Settings): void => {
  settings.current = given;
  const look = lookOf(given, system());
  show(look);
  rememberLook(look);
};

/** Before the first paint: the look of last time, until the host has told the settings. */
export const startSettings = (): void => {
  show(rememberedLook() ?? lookOf(defaultSettings, system()));
  for (const query of Object.values(queries))
    matchMedia(query).addEventListener('change', () => apply(settings.current));
  on('host.settingsChanged', ({ settings: told }) => apply(told));
  void call('host.settings', {}).then((reply) => {
    if (reply.ok) apply(reply.value);
    else report(reply.error);
  });
};

/** Takes effect at once and is kept by the host. */
export const changeSettings = async (change: Partial<Settings>): Promise<void> => {
  const before = settings.current;
  apply({ ...before, ...change });
  const reply = await call('host.changeSettings', change);
  if (reply.ok) apply(reply.value);
  else {
    apply(before);
    report(reply.error);
  }
};

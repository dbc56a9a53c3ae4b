/** Words of the settings. */
import type { Settings } from '../../src-main/contract/index.ts';

const themes: Readonly<Record<Settings['theme'], string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
  contrast: 'High contrast',
};
const motions: Readonly<Record<Settings['motion'], string>> = {
  system: 'As the system',
  reduced: 'Reduced',
  full: 'Full',
};
const densities: Readonly<Record<Settings['density'], string>> = {
  comfortable: 'Comfortable',
  compact: 'Compact',
};
const notifications: Readonly<Record<Settings['notifications'], string>> = {
  all: 'Ends and problems',
  problems: 'Problems only',
  none: 'None',
};

export const settingsText = {
  title: 'Settings',
  saved: 'Changes take effect at once and are kept.',
  appearance: 'Appearance',
  theme: 'Theme',
  themes,
  motion: 'Motion',
  motionHint: 'Reduced: nothing moves by itself except what plays because you asked.',
  motions,
  density: 'Density',
  densities,
  runs: 'Runs',
  concurrentRuns: 'Runs at one time',
  concurrentRunsHint: 'Others wait in the queue. One run at a time usually uses the machine best.',
  threads: 'Threads of a run',
  threadsHint: (automatic: number | null) =>
    automatic === null
      ? 'For runs whose specification leaves it open. 0: chosen for this machine.'
      : `For runs whose specification leaves it open. 0: chosen for this machine, ${automatic} at present.`,
  threadsUnit: 'threads',
  diskLow: 'Tell when the disk has less left than',
  diskLowHint: 'A run stops cleanly when nothing can be written any more.',
  desktop: 'Desktop',
  keepAwake: 'Keep the computer awake while a run goes on',
  background: 'Keep runs going after the last window was closed',
  backgroundHint: 'Plaquette then stays in the tray; quitting from there stops the runs cleanly.',
  notifications: 'Notifications',
  notificationChoices: notifications,
  keys: 'Keys',
  keysHint: 'Choose a command, then press the keys. Escape leaves them as they are, Delete takes them away.',
  keysSearch: 'Search commands',
  noKeys: 'none',
  change: 'Change',
  changeOf: (title: string) => `Change the keys of “${title}”`,
  press: 'Press keys…',
  reset: 'Back to the original',
  resetOf: (title: string) => `Original keys of “${title}”`,
  resetAll: 'All original keys',
  taken: (keys: string, title: string) => `${keys} belongs to “${title}”.`,
  takeOver: 'Use it here instead',
  reservedKeys: (keys: string) => `${keys} belongs to text fields or the system. Choose others.`,
  needsModifier: (keys: string) =>
    `${keys} alone writes text, so it works only outside text fields. Add Ctrl or Alt for everywhere.`,
  conflict: (titles: string) => `Also used for ${titles}; only one of them can have it.`,
} as const;

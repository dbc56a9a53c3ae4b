/** Words of the window around the screens. */
import type { Route } from '../state/route.svelte.ts';

const screens: Readonly<Record<Route['screen'], string>> = {
  home: 'Home',
  runs: 'Runs',
  'new-run': 'New run',
  run: 'Run',
  compare: 'Compare',
  configurations: 'Configurations',
  configuration: 'Configuration',
  models: 'Models',
  activity: 'Activity',
  settings: 'Settings',
  help: 'Help',
};

export const shellText = {
  notices: 'Notices',
  screens,
  screenMissing: 'This screen could not be loaded.',
  screenMissingRemedy: 'Reload the window; if that does not help, install Plaquette again.',
  screenBroke: 'This screen met a defect of the program.',
} as const;

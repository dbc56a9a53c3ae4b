/** Which component shows a route. Loaded when it is first asked for, then kept. */
import type { Component } from 'svelte';
import type { Route } from '../state/route.svelte.ts';

/** Each screen takes the route of its own name; who shows one gives it the route that chose it. */
export type ScreenComponent = Component<{ route: never }>;

export const screenLoaders: Readonly<
  Record<Route['screen'], () => Promise<{ default: ScreenComponent | Component<Record<string, never>> }>>
> = {
  home: () => import('../screen/home/HomeScreen.svelte'),
  runs: () => import('../screen/runs/RunsScreen.svelte'),
  'new-run': () => import('../screen/new-run/NewRunScreen.svelte'),
  run: () => import('../screen/run/RunScreen.svelte'),
  compare: () => import('../screen/compare/CompareScreen.svelte'),
  configurations: () => import('../screen/configurations/ConfigurationsScreen.svelte'),
  configuration: () => import('../screen/configuration/ConfigurationScreen.svelte'),
  models: () => import('../screen/models/ModelsScreen.svelte'),
  races: () => import('../screen/race/RacesScreen.svelte'),
  race: () => import('../screen/race/RaceScreen.svelte'),
  'new-race': () => import('../screen/race/NewRaceScreen.svelte'),
  activity: () => import('../screen/activity/ActivityScreen.svelte'),
  settings: () => import('../screen/settings/SettingsScreen.svelte'),
  help: () => import('../screen/help/HelpScreen.svelte'),
};

/** Nothing to show without a workspace; the others say themselves what they can do then. */
export const ofWorkspace: readonly Route['screen'][] = ['run', 'compare', 'race'];

/** Another run, race or configuration is another screen; another tab of it is not. */
export const identityOf = (route: Route): string =>
  route.screen === 'run'
    ? `run ${route.run}`
    : route.screen === 'race'
      ? `race ${route.race}`
      : route.screen === 'configuration'
        ? `configuration ${route.configuration}`
        : route.screen;

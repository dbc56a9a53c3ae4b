/** What the rail leads to, in its order, and which screens belong to each entry. */
import Activity from '@lucide/svelte/icons/activity';
import BookOpen from '@lucide/svelte/icons/book-open';
import Boxes from '@lucide/svelte/icons/boxes';
import BrainCircuit from '@lucide/svelte/icons/brain-circuit';
import ChartSpline from '@lucide/svelte/icons/chart-spline';
import House from '@lucide/svelte/icons/house';
import Settings from '@lucide/svelte/icons/settings';
import Timer from '@lucide/svelte/icons/timer';
import type { Component } from 'svelte';
import type { CommandId } from '../../src-main/contract/index.ts';
import type { Route } from '../state/route.svelte.ts';

export interface RailItem {
  readonly to: Route & { readonly screen: keyof typeof signs };
  readonly icon: Component<{ size?: number; strokeWidth?: number }>;
  readonly command: CommandId;
  /** Screens during which it is marked as the current one. */
  readonly owns: readonly Route['screen'][];
}

const signs = {
  home: House,
  runs: ChartSpline,
  configurations: Boxes,
  models: BrainCircuit,
  races: Timer,
  activity: Activity,
  settings: Settings,
  help: BookOpen,
} as const;

const item = (to: RailItem['to'], command: CommandId, owns: readonly Route['screen'][] = []): RailItem => ({
  to,
  icon: signs[to.screen],
  command,
  owns: [to.screen, ...owns],
});

export const railItems: readonly RailItem[] = [
  item({ screen: 'home' }, 'go.home'),
  item({ screen: 'runs' }, 'go.runs', ['run', 'new-run', 'compare']),
  item({ screen: 'configurations' }, 'go.configurations', ['configuration']),
  item({ screen: 'models', model: null }, 'go.models'),
  item({ screen: 'races' }, 'go.races', ['race', 'new-race']),
  item({ screen: 'activity' }, 'go.activity'),
];

/** At the foot of the rail. */
export const railFoot: readonly RailItem[] = [
  item({ screen: 'settings' }, 'go.settings'),
  item({ screen: 'help', page: null }, 'go.help'),
];

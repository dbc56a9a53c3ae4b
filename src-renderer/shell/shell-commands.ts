/** What the window itself can do, whatever screen is on show. */

import type { CommandActions } from '../command/registry.svelte.ts';
import { call, hostKind } from '../state/connection.svelte.ts';
import { notify, orReport } from '../state/notices.svelte.ts';
import { openPlaces } from '../state/open-places.svelte.ts';
import { drawer, inspector } from '../state/panels.svelte.ts';
import { pickFiles, pickFolder } from '../state/pick.svelte.ts';
import { ensureWorkspace, startQuickStart } from '../state/quick-start.svelte.ts';
import type { Route } from '../state/route.svelte.ts';
import { navigate } from '../state/route.svelte.ts';
import { runs } from '../state/runs.svelte.ts';
import { changeSettings } from '../state/settings.svelte.ts';
import { closeWorkspace, openSample, openWorkspace, workspace } from '../state/workspace.svelte.ts';
import { shellText } from '../text/shell.ts';
import { overlay } from './overlay.svelte.ts';

const go = (route: Route) => () => navigate(route);
const withWorkspace = (): boolean => workspace.session > 0;

const shown = (done: boolean): void => {
  if (done) navigate({ screen: 'runs' });
};

export const shellCommands: CommandActions = {
  'workspace.open': async () => {
    const place = await pickFolder('open-workspace');
    if (place !== null) shown(await openWorkspace(place));
  },
  'workspace.create': async () => {
    const place = await pickFolder('new-workspace');
    if (place !== null) overlay.newWorkspace = place;
  },
  'workspace.sample': async () => shown(await openSample(shellText.sampleName)),
  'workspace.close': {
    when: withWorkspace,
    run: async () => {
      await closeWorkspace();
      navigate({ screen: 'home' });
    },
  },
  'workspace.repair': {
    when: withWorkspace,
    run: async () => {
      const mended = await orReport(call('workspace.repair', {}));
      if (mended === undefined) return;
      const text = mended.sentences.length === 0 ? shellText.repairedNothing : mended.sentences.join(' ');
      notify(text, { kind: 'good', title: shellText.repaired });
    },
  },
  'window.new': {
    when: () => hostKind() === 'electron',
    run: async () => {
      await orReport(call('host.openWindow', { workspace: null }));
    },
  },
  'run.new': async () => {
    if (await ensureWorkspace()) navigate({ screen: 'new-run', template: null, fork: null, update: null });
  },
  'run.quickStart': () => startQuickStart(),
  'run.race': {
    when: withWorkspace,
    run: () => navigate({ screen: 'new-race', runs: [...runs.ticked], model: null }),
  },
  // a notice may open the window first: the page of the run waits for its workspace
  'run.open': (run) => {
    if (run !== null) navigate({ screen: 'run', run, tab: null });
  },
  'configuration.open': async () => {
    await openPlaces(await pickFiles({ filter: 'configuration', several: true }));
  },
  'view.palette': () => {
    overlay.palette = true;
  },
  'view.inspector': { when: () => inspector.content !== null, run: () => inspector.toggle() },
  'view.log': { when: () => drawer.content !== null, run: () => drawer.toggle() },
  'view.themeSystem': () => changeSettings({ theme: 'system' }),
  'view.themeLight': () => changeSettings({ theme: 'light' }),
  'view.themeDark': () => changeSettings({ theme: 'dark' }),
  'view.themeContrast': () => changeSettings({ theme: 'contrast' }),
  'go.back': () => history.back(),
  'go.forward': () => history.forward(),
  'go.home': go({ screen: 'home' }),
  'go.runs': go({ screen: 'runs' }),
  'go.configurations': go({ screen: 'configurations' }),
  'go.models': go({ screen: 'models', model: null }),
  'go.races': go({ screen: 'races' }),
  'go.activity': go({ screen: 'activity' }),
  'go.settings': go({ screen: 'settings' }),
  'go.help': go({ screen: 'help', page: null }),
  'help.conventions': go({ screen: 'help', page: 'conventions' }),
  'help.shortcuts': () => {
    overlay.shortcuts = true;
  },
  'help.tour': () => {
    void changeSettings({ tourDone: false });
    navigate({ screen: 'home' });
  },
  'help.diagnostics': go({ screen: 'help', page: 'diagnostics' }),
  'help.about': go({ screen: 'help', page: 'about' }),
  'engine.restart': async () => {
    await orReport(call('host.restartEngine', {}));
  },
};

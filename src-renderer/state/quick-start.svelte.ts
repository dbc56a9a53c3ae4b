/** One click to a first run: a workspace when there is none, a run of the template, and its page. */
import { shellText } from '../text/shell.ts';
import { call } from './connection.svelte.ts';
import { orReport } from './notices.svelte.ts';
import { navigate } from './route.svelte.ts';
import { openSample, workspace } from './workspace.svelte.ts';

class QuickStart {
  starting = $state(false);
}

export const quickStart = new QuickStart();

/** False, with the reason told, when there is none and the sample workspace cannot be opened. */
export const ensureWorkspace = async (): Promise<boolean> =>
  workspace.session > 0 || openSample(shellText.sampleName);

export const startQuickStart = async (): Promise<void> => {
  if (quickStart.starting) return;
  quickStart.starting = true;
  if (await ensureWorkspace()) {
    const made = await orReport(call('run.createFromTemplate', { template: 'quick-start' }));
    if (made !== undefined) navigate({ screen: 'run', run: made.run, tab: null });
  }
  quickStart.starting = false;
};

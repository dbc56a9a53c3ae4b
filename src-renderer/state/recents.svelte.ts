/** Workspaces and configurations that were open before, as the host remembers them. */
import type { RecentPlace } from '../../src-main/contract/index.ts';
import { call } from './connection.svelte.ts';
import { orReport } from './notices.svelte.ts';

class Recents {
  list = $state.raw<readonly RecentPlace[]>([]);
  /** Until the first answer. */
  known = $state(false);

  readonly workspaces: readonly RecentPlace[] = $derived(
    this.list.filter(({ what }) => what === 'workspace'),
  );
  readonly configurations: readonly RecentPlace[] = $derived(
    this.list.filter(({ what }) => what === 'configuration'),
  );
}

export const recents = new Recents();

export const refreshRecents = async (): Promise<void> => {
  const reply = await call('host.recent', {});
  if (reply.ok) recents.list = reply.value;
  recents.known = true;
};

/** What was opened becomes the newest of them. */
export const noteRecent = async (handle: string, what: RecentPlace['what']): Promise<void> => {
  await call('host.noteRecent', { handle, what });
  await refreshRecents();
};

export const forgetRecent = async (handle: string): Promise<void> => {
  await orReport(call('host.forgetRecent', { handle }));
  await refreshRecents();
};

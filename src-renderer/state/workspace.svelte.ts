/**
 * The workspace that this window has open. `session` rises each time it is opened, also after a restart of the engine or a reload of
 * the page: screens read it in the effect that loads them, and so load again. Test: test/unit/renderer/state/workspace.test.ts.
 */
import { untrack } from 'svelte';
import type { ContractFailure, Place, Reply, WorkspaceFacts } from '../../src-main/contract/index.ts';
import { call, connection, on } from './connection.svelte.ts';
import { report } from './notices.svelte.ts';

class WorkspaceState {
  facts = $state.raw<WorkspaceFacts | null>(null);
  /** 0 while there is none. */
  session = $state(0);
  /** Opening takes place, or follows once there is an engine. */
  opening = $state(false);
  /** Why the last attempt to open one failed. */
  problem = $state.raw<ContractFailure | null>(null);
}

export const workspace = new WorkspaceState();
const key = 'plaquette.workspace';
let sessions = 0;
/** Of the one that is wanted: kept over reloads of the page, told to each new engine. */
let handle: string | null = null;

const remember = (wanted: string | null): void => {
  handle = wanted;
  try {
    if (wanted === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, wanted);
  } catch {
    // then a reload of the page forgets which workspace it showed
  }
};

const take = async (asked: () => Promise<Reply<WorkspaceFacts>>): Promise<boolean> => {
  workspace.opening = true;
  workspace.problem = null;
  const reply = await asked();
  workspace.opening = false;
  if (!reply.ok) {
    workspace.problem = reply.error;
    return false;
  }
  workspace.facts = reply.value;
  workspace.session = ++sessions;
  remember(reply.value.handle);
  return true;
};

const noteRecent = (): void => {
  if (workspace.facts !== null)
    void call('host.noteRecent', { handle: workspace.facts.handle, what: 'workspace' });
};

/** False when it could not be opened; `workspace.problem` then says why. */
export const openWorkspace = async (place: Pick<Place, 'handle'>): Promise<boolean> => {
  const done = await take(() => call('workspace.open', { handle: place.handle }));
  if (done) noteRecent();
  return done;
};

export const createWorkspace = async (place: Pick<Place, 'handle'>, name: string): Promise<boolean> => {
  const done = await take(() => call('workspace.create', { handle: place.handle, name }));
  if (done) noteRecent();
  return done;
};

/** The sample workspace, made at the first time. */
export const openSample = async (name: string): Promise<boolean> => {
  const place = await call('host.samplePlace', {});
  if (!place.ok) {
    workspace.problem = place.error;
    return false;
  }
  const { handle: sample } = place.value;
  if (workspace.facts?.handle === sample) return true;
  const done = await take(async () => {
    const opened = await call('workspace.open', { handle: sample });
    return opened.ok || opened.error.code !== 'workspace.notFound'
      ? opened
      : call('workspace.create', { handle: sample, name });
  });
  if (done) noteRecent();
  return done;
};

export const closeWorkspace = async (): Promise<void> => {
  remember(null);
  const reply = await call('workspace.close', {});
  workspace.facts = null;
  workspace.session = 0;
  if (!reply.ok) report(reply.error);
};

/** Opens again what was open: after a restart of the engine, or a reload. What is gone is forgotten without a word at a reload. */
const openAgain = async (): Promise<void> => {
  if (handle === null) return;
  const again = handle;
  const first = workspace.session === 0;
  const done = await take(() => call('workspace.open', { handle: again }));
  if (done) return;
  workspace.facts = null;
  workspace.session = 0;
  if (first) workspace.problem = null;
  remember(null);
};

/** Once, inside an effect root, before the first screen. `wanted`: what this window was opened for. */
export const followWorkspace = (): void => {
  try {
    handle = sessionStorage.getItem(key);
  } catch {
    handle = null;
  }
  workspace.opening = handle !== null;
  let seen = 0;
  on('workspace.changed', ({ facts }) => {
    if (workspace.session > 0) workspace.facts = facts;
  });
  on('workspace.problem', ({ failure }) => report(failure));
  $effect(() => {
    const { connected, epoch } = connection.current;
    if (!connected || epoch === seen) return;
    seen = epoch;
    untrack(() => void openAgain());
  });
};

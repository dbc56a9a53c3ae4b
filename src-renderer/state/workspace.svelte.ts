/**
 * The workspace that this window has open. `session` rises each time it is opened, also after a restart of the engine or a reload of
 * the page: screens read it in the effect that loads them, and so load again. Test: test/unit/renderer/state/workspace.test.ts.
 */
import { untrack } from 'svelte';
import type { ContractFailure, Place, Reply, WorkspaceFacts } from '../../src-main/contract/index.ts';
import { shellText } from '../text/shell.ts';
import { call, connection, on } from './connection.svelte.ts';
import { orReport, report } from './notices.svelte.ts';
import { noteRecent } from './recents.svelte.ts';
import { navigate } from './route.svelte.ts';

class WorkspaceState {
  facts = $state.raw<WorkspaceFacts | null>(null);
  /** 0 while there is none. */
  session = $state(0);
  /** Opening takes place, or follows once there is an engine. */
  opening = $state(false);
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

/** Null when it is open now, otherwise why not. What was open before stays open then. */
const take = async (asked: () => Promise<Reply<WorkspaceFacts>>): Promise<ContractFailure | null> => {
  workspace.opening = true;
  const reply = await asked();
  workspace.opening = false;
  if (!reply.ok) return reply.error;
  const { handle: opened } = reply.value;
  workspace.facts = reply.value;
  workspace.session = ++sessions;
  remember(opened);
  void noteRecent(opened, 'workspace');
  return null;
};

/** What is damaged can be mended from the notice that tells it. */
const tellUnopened = (problem: ContractFailure, wanted: string): void => {
  const mend = { label: shellText.mend, run: () => void openMended(wanted) };
  report(problem, problem.code === 'workspace.damaged' ? mend : null);
};

const openMended = async (wanted: string): Promise<void> => {
  const problem = await take(() => call('workspace.open', { handle: wanted, mend: true }));
  if (problem !== null) report(problem);
  else navigate({ screen: 'runs' });
};

const orTell = async (taken: Promise<ContractFailure | null>, wanted: string): Promise<boolean> => {
  const problem = await taken;
  if (problem !== null) tellUnopened(problem, wanted);
  return problem === null;
};

/** False, with the reason told, when it could not be opened. */
export const openWorkspace = ({ handle: wanted }: Pick<Place, 'handle'>): Promise<boolean> =>
  orTell(
    take(() => call('workspace.open', { handle: wanted })),
    wanted,
  );

/** Null, or why not: the dialog that asked for the name shows it. */
export const createWorkspace = (
  place: Pick<Place, 'handle'>,
  name: string,
): Promise<ContractFailure | null> => take(() => call('workspace.create', { handle: place.handle, name }));

/** The sample workspace, made at the first time. False, with the reason told, when it could not be opened. */
export const openSample = async (name: string): Promise<boolean> => {
  const place = await orReport(call('host.samplePlace', {}));
  if (place === undefined) return false;
  const { handle: sample } = place;
  if (workspace.session > 0 && workspace.facts?.handle === sample) return true;
  return orTell(
    take(async () => {
      const opened = await call('workspace.open', { handle: sample });
      return opened.ok || opened.error.code !== 'workspace.notFound'
        ? opened
        : call('workspace.create', { handle: sample, name });
    }),
    sample,
  );
};

export const closeWorkspace = async (): Promise<void> => {
  remember(null);
  const reply = await call('workspace.close', {});
  workspace.facts = null;
  workspace.session = 0;
  if (!reply.ok) report(reply.error);
};

/** Opens again what was open: after a restart of the engine, or a reload. What is gone at a reload is forgotten without a word. */
const openAgain = async (): Promise<void> => {
  if (handle === null) return;
  const again = handle;
  const isReload = workspace.session === 0;
  const problem = await take(() => call('workspace.open', { handle: again }));
  if (problem === null) return;
  if (!isReload) tellUnopened(problem, again);
  workspace.facts = null;
  workspace.session = 0;
  remember(null);
};

/** What was found in the files stays in the banner of the workspace; what happened to somebody's wish is a notice. */
const noteProblem = (failure: ContractFailure): void => {
  const { facts } = workspace;
  const isFinding = failure.code === 'workspace.damaged' || failure.code === 'workspace.conflictCopy';
  if (!isFinding || facts === null) report(failure);
  else if (!facts.problems.some(({ message }) => message === failure.message))
    workspace.facts = { ...facts, problems: [...facts.problems, failure] };
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
  on('workspace.problem', ({ failure }) => noteProblem(failure));
  $effect(() => {
    const { connected, epoch } = connection.current;
    if (!connected || epoch === seen) return;
    seen = epoch;
    untrack(() => void openAgain());
  });
};

/**
 * The runs of the open workspace, and what the user has ticked among them. Filled by `run.list` whenever a workspace is opened, then by
 * events; events that come while the list is on its way are applied after it. Test: test/e2e/runs.spec.ts.
 */
import { untrack } from 'svelte';
import type { ContractFailure, RunRow } from '../../src-main/contract/index.ts';
import { keepExisting, nothingTicked, type Ticked } from '../table/selection.ts';
import { call, on } from './connection.svelte.ts';
import { type RunRows, withoutRun, withProgress, withRow } from './run-rows.ts';
import { workspace } from './workspace.svelte.ts';

class RunsState {
  rows = $state.raw<RunRows>([]);
  /** False while the first list of a workspace is on its way. */
  loaded = $state(false);
  problem = $state.raw<ContractFailure | null>(null);
  ticked = $state.raw<Ticked>(nothingTicked);
  readonly byId: ReadonlyMap<string, RunRow> = $derived(new Map(this.rows.map((row) => [row.id, row])));
}

export const runs = new RunsState();

let following = false;
/** Changes to apply once the list that is on its way has come. */
let pending: ((rows: RunRows) => RunRows)[] | undefined;

const apply = (change: (rows: RunRows) => RunRows): void => {
  if (pending === undefined) runs.rows = change(runs.rows);
  else pending.push(change);
};

const load = async (session: number): Promise<void> => {
  pending = [];
  const reply = await call('run.list', {});
  if (session !== workspace.session) return;
  const changes = pending ?? [];
  pending = undefined;
  runs.problem = reply.ok ? null : reply.error;
  if (reply.ok) runs.rows = changes.reduce((rows, change) => change(rows), reply.value as RunRows);
  runs.loaded = true;
  runs.ticked = keepExisting(runs.ticked, new Set(runs.rows.map(({ id }) => id)));
};

export const reloadRuns = (): Promise<void> => load(workspace.session);

/** Keeps the list from now on, for any screen that needs it; may be called again. */
export const followRuns = (): void => {
  if (following) return;
  following = true;
  on('run.changed', ({ row }) => apply((rows) => withRow(rows, row)));
  on('run.progressed', ({ runs: news }) => apply((rows) => withProgress(rows, news)));
  on('run.removed', ({ run }) => {
    apply((rows) => withoutRun(rows, run));
    if (runs.ticked.has(run)) runs.ticked = new Set([...runs.ticked].filter((id) => id !== run));
  });
  let folder: string | undefined;
  $effect.root(() => {
    $effect(() => {
      const { session } = workspace;
      if (session === 0) {
        runs.rows = [];
        runs.loaded = false;
        return;
      }
      const here = untrack(() => workspace.facts?.folder);
      if (here !== folder) {
        folder = here;
        runs.rows = [];
        runs.loaded = false;
        runs.ticked = nothingTicked;
      }
      void load(session);
    });
  });
};

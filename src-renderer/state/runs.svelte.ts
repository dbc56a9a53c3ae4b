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
/** News is applied together, a moment after the first: averages of a thousand runs may come at once. */
const gatherMs = 40;
type Change = (rows: RunRows) => RunRows;
let pending: Change[] = [];
let gathering = false;
/** A list is on its way: news waits for it. */
let loading = false;

const applyPending = (rows: RunRows): void => {
  const changes = pending;
  pending = [];
  runs.rows = changes.reduce((before, change) => change(before), rows);
};

const apply = (change: Change): void => {
  pending.push(change);
  if (gathering) return;
  gathering = true;
  setTimeout(() => {
    gathering = false;
    if (!loading) applyPending(runs.rows);
  }, gatherMs);
};

const load = async (session: number): Promise<void> => {
  loading = true;
  pending = [];
  const reply = await call('run.list', {});
  if (session !== workspace.session) return;
  loading = false;
  runs.problem = reply.ok ? null : reply.error;
  applyPending(reply.ok ? (reply.value as RunRows) : runs.rows);
  runs.loaded = true;
  runs.ticked = keepExisting(runs.ticked, new Set(runs.rows.map(({ id }) => id)));
};

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

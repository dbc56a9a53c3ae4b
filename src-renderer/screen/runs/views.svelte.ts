/** The view of the table of runs with its past, and the saved ones; written to the workspace a moment after each change. */
import type { SavedView } from '../../../src-main/contract/index.ts';
import { call } from '../../state/connection.svelte.ts';
import { orReport } from '../../state/notices.svelte.ts';
import { workspace } from '../../state/workspace.svelte.ts';
import { amend, change, redo, type Undoable, undo, undoable } from '../../table/undo.ts';
import {
  plainRunsView,
  type RunsView,
  readKeptViews,
  readRunsView,
  savedView,
  viewsToKeep,
} from './runs-view.ts';

/** A choice is kept at once; letters and widths when there are no more of them. */
const chosenMs = 30;
const adjustedMs = 400;

class RunsViews {
  named = $state.raw<readonly SavedView[]>([]);
  /** Headings of groups that are closed. */
  closed = $state.raw<ReadonlySet<string>>(new Set());
  private history = $state.raw<Undoable<RunsView>>(undoable(plainRunsView));
  private typing = false;
  private session = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  get current(): RunsView {
    return this.history.present;
  }
  get canUndo(): boolean {
    return this.history.past.length > 0;
  }
  get canRedo(): boolean {
    return this.history.future.length > 0;
  }

  /** Of the workspace that was opened; nothing when it is the same session. */
  async load(session: number): Promise<void> {
    if (session === 0 || session === this.session) return;
    this.session = session;
    const views = await orReport(call('workspace.views', {}));
    if (views === undefined || session !== workspace.session) return;
    const { named, last } = readKeptViews(views);
    this.named = named;
    this.history = undoable(last ?? plainRunsView);
    this.closed = new Set();
  }

  set(next: Partial<RunsView>): void {
    this.typing = false;
    this.history = change(this.history, { ...this.current, ...next });
    this.keepSoon();
  }

  /** Widths and letters are many small changes: they make one step. */
  adjust(next: Partial<RunsView>): void {
    this.history = amend(this.history, { ...this.current, ...next });
    this.keepSoon(adjustedMs);
  }

  type(filter: string, step: 'typing' | 'pause'): void {
    if (filter !== this.current.filter) {
      if (this.typing) this.adjust({ filter });
      else this.set({ filter });
    }
    this.typing = step === 'typing';
  }

  undo(): void {
    this.typing = false;
    this.history = undo(this.history);
    this.keepSoon();
  }
  redo(): void {
    this.history = redo(this.history);
    this.keepSoon();
  }

  apply({ state }: SavedView): void {
    this.set(readRunsView(state));
  }

  saveAs(name: string): void {
    const view = savedView(name, this.current);
    const at = this.named.findIndex((other) => other.name === name);
    this.named = at < 0 ? [...this.named, view] : this.named.with(at, view);
    void this.keep();
  }

  remove(name: string): void {
    this.named = this.named.filter((view) => view.name !== name);
    void this.keep();
  }

  private keepSoon(delay = chosenMs): void {
    clearTimeout(this.timer);
    // how a workspace of somebody else is looked at is not worth a complaint
    if (workspace.facts?.writable !== true) return;
    this.timer = setTimeout(() => void this.keep(), delay);
  }

  private async keep(): Promise<void> {
    clearTimeout(this.timer);
    if (this.session !== workspace.session) return;
    await orReport(call('workspace.saveViews', { views: viewsToKeep(this.named, this.current) }));
  }
}

export const runsViews = new RunsViews();

/**
 * How the table of runs is looked at: a table's view, the baseline, and whether archived runs are shown. Views are kept with the
 * workspace; beside the named ones stands the one that was last in use. Test: test/unit/renderer/screen/runs/runs-view.test.ts.
 */
import type { SavedView } from '../../../src-main/contract/index.ts';
import { plainView, readView, type TableView } from '../../table/view.ts';

export interface RunsView extends TableView {
  readonly showArchived: boolean;
  /** Id of the run that others are compared with. */
  readonly baseline: string | null;
}

/** The newest run first. */
export const plainRunsView: RunsView = {
  ...plainView,
  sort: [{ column: 'created', descending: true }],
  showArchived: false,
  baseline: null,
};

export const readRunsView = (raw: SavedView['state']): RunsView => ({
  ...readView(raw),
  showArchived: raw.showArchived === true,
  baseline: typeof raw.baseline === 'string' ? raw.baseline : null,
});

/** The name under which the view in use is kept; people cannot choose it, for names are trimmed. */
const lastName = ' last used ';

export interface KeptViews {
  readonly named: readonly SavedView[];
  readonly last: RunsView | null;
}

export const readKeptViews = (views: readonly SavedView[]): KeptViews => {
  const last = views.find(({ name }) => name === lastName);
  return {
    named: views.filter(({ name }) => name !== lastName),
    last: last === undefined ? null : readRunsView(last.state),
  };
};

const plainJson = (view: RunsView): SavedView['state'] => JSON.parse(JSON.stringify(view));

export const savedView = (name: string, view: RunsView): SavedView => ({ name, state: plainJson(view) });

export const viewsToKeep = (named: readonly SavedView[], last: RunsView): SavedView[] => [
  ...named,
  savedView(lastName, last),
];

/** What a user asked for: when this changes, rows may move at once. */
export const orderOf = ({ filter, sort, groupBy, showArchived, baseline }: RunsView): string =>
  JSON.stringify([filter, sort, groupBy, showArchived, baseline]);

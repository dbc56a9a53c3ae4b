/** The menu of one run. */
import Archive from '@lucide/svelte/icons/archive';
import ChartLine from '@lucide/svelte/icons/chart-line';
import ExternalLink from '@lucide/svelte/icons/external-link';
import Flag from '@lucide/svelte/icons/flag';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import GitFork from '@lucide/svelte/icons/git-fork';
import Pin from '@lucide/svelte/icons/pin';
import Play from '@lucide/svelte/icons/play';
import Square from '@lucide/svelte/icons/square';
import Tags from '@lucide/svelte/icons/tags';
import Trash from '@lucide/svelte/icons/trash-2';
import type { RunRow } from '../../../src-main/contract/index.ts';
import { hostKind } from '../../state/connection.svelte.ts';
import { runs } from '../../state/runs.svelte.ts';
import { runsText } from '../../text/runs.ts';
import type { MenuItem } from '../../ui/menu-item.ts';
import { canStart, canStop, canTrash } from './run-abilities.ts';
import {
  archiveRuns,
  compareRuns,
  forkRun,
  markRuns,
  mostCompared,
  openRun,
  showRunFolder,
  startRuns,
  stopRuns,
} from './run-actions.ts';

export interface RunMenuWishes {
  readonly baseline: string | null;
  readonly writable: boolean;
  setBaseline(run: string | null): void;
  askGroup(ids: readonly string[]): void;
  askTrash(ids: readonly string[]): void;
}

/** In the order in which they were made: that of a sweep. */
const membersOf = (group: string): readonly string[] =>
  runs.rows
    .filter(({ mark }) => mark.group === group)
    .sort((a, b) => (a.created ?? '').localeCompare(b.created ?? ''))
    .map(({ id }) => id);

export const runMenu = (row: RunRow, wishes: RunMenuWishes): readonly MenuItem[] => {
  const { id, mark, state } = row;
  const { actions } = runsText;
  const disabled = !wishes.writable;
  const members = mark.group === null ? [] : membersOf(mark.group);
  const isBaseline = wishes.baseline === id;
  return [
    { id: 'open', label: actions.open, icon: ExternalLink, onselect: () => openRun(id) },
    canStop(row)
      ? { id: 'stop', label: actions.stop, icon: Square, disabled, onselect: () => void stopRuns([id]) }
      : {
          id: 'start',
          label: state === 'prepared' ? actions.start : actions.resume,
          icon: Play,
          disabled: disabled || !canStart(row),
          onselect: () => void startRuns([id]),
        },
    { id: 'fork', label: actions.fork, icon: GitFork, disabled, onselect: () => forkRun(id) },
    {
      id: 'baseline',
      label: isBaseline ? actions.noBaseline : actions.baseline,
      icon: Flag,
      divider: true,
      onselect: () => wishes.setBaseline(isBaseline ? null : id),
    },
    {
      id: 'pin',
      label: mark.pinned ? actions.unpin : actions.pin,
      icon: Pin,
      disabled,
      onselect: () => void markRuns([id], { pinned: !mark.pinned }),
    },
    { id: 'group', label: actions.group, icon: Tags, disabled, onselect: () => wishes.askGroup([id]) },
    ...(members.length >= 2 && members.length <= mostCompared
      ? [
          {
            id: 'compare-group',
            label: actions.compareGroup(members.length),
            icon: ChartLine,
            onselect: () => compareRuns(members),
          },
        ]
      : []),
    {
      id: 'archive',
      label: mark.archived ? actions.unarchive : actions.archive,
      icon: Archive,
      disabled,
      onselect: () => void archiveRuns([id], !mark.archived),
    },
    ...(hostKind() === 'electron'
      ? [
          {
            id: 'folder',
            label: actions.folder,
            icon: FolderOpen,
            divider: true,
            onselect: () => void showRunFolder(id),
          },
        ]
      : []),
    {
      id: 'trash',
      label: actions.trash,
      icon: Trash,
      danger: true,
      divider: true,
      disabled: disabled || !canTrash(row),
      onselect: () => wishes.askTrash([id]),
    },
  ];
};

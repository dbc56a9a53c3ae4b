/** Words of the palette and of the list of shortcuts. */
import type { CommandSection } from '../../src-main/contract/index.ts';

const sections: Readonly<Record<CommandSection, string>> = {
  file: 'Workspaces and windows',
  run: 'Runs',
  configuration: 'Configurations',
  view: 'View',
  go: 'Go to',
  help: 'Help',
};

export const commandText = {
  sections,
  palette: 'Command palette',
  placeholder: 'Type a command, a run, or a help page',
  nothing: 'Nothing fits. Fewer letters find more.',
  found: (count: number) => (count === 1 ? '1 entry' : `${count} entries`),
  run: 'Run',
  page: 'Help',
  unavailable: 'not here',
  shortcuts: 'Keyboard shortcuts',
  shortcutsHint: 'Keys can be changed in the settings.',
  changeKeys: 'Change keys',
  alsoEverywhere: 'Everywhere',
  closeDialog: 'Close a dialog, a menu or a tooltip',
  nextArea: 'Next control, previous control',
  insideGroups: 'Inside tabs, menus, sliders and tables',
} as const;
